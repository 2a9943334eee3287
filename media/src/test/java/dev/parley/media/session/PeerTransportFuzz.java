package dev.parley.media.session;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.parley.media.dtls.DtlsCertificate;
import dev.parley.media.dtls.DtlsRole;
import dev.parley.media.ice.IceCredentials;
import dev.parley.media.rtp.FuzzCommands;
import dev.parley.media.stun.MalformedStunException;
import dev.parley.media.stun.StunMessage;
import dev.parley.media.stun.StunWriter;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Any datagrams over four paths, with and without the password, before the keys are agreed: whoever has not shown the
 * password gets no more bytes than it sent, starts no handshake, keeps nobody alive and moves nothing.
 */
class PeerTransportFuzz {

    private static final DtlsCertificate CERTIFICATE =
            DtlsCertificate.generate(new SecureRandom(), Instant.parse("2026-01-01T00:00:00Z"));
    private static final IceCredentials SERVER = new IceCredentials("serverUf", "serverPasswordOf24Chars+");
    private static final IceCredentials CLIENT = new IceCredentials("clientUf", "clientPasswordOf24Chars+");
    private static final IceCredentials FRESH_SERVER = new IceCredentials("freshSer", "freshServerPassword+++24");
    private static final IceCredentials FRESH_CLIENT = new IceCredentials("freshCli", "freshClientPassword+++24");
    private static final int LONGEST_ANSWER = 20 + 24 + 24 + 24 + 8;

    private record Address(InetSocketAddress remoteAddress) implements Path {}

    @FuzzTest
    void believesOnlyWhoKnowsThePassword(byte[] script) throws MalformedStunException {
        Exchange exchange = new Exchange();
        for (FuzzCommands command : FuzzCommands.of(script, 64)) {
            exchange.carry(command);
        }
    }

    private static final class Exchange implements PeerTransport.Listener, DatagramOutput {
        private final List<Runnable> tasks = new ArrayList<>();
        private final List<Runnable> handshakes = new ArrayList<>();
        private final PeerTransport transport;
        private final Set<Path> shown = new HashSet<>();
        private @Nullable Path from;
        private int allowed;
        private int datagrams;
        private boolean restarted;
        private long now = 1_000;
        private long heard = 1_000;

        Exchange() {
            Executor owner = tasks::add;
            transport = new PeerTransport(
                    new LocalPeer(SERVER.ufrag(), SERVER.pwd(), CERTIFICATE.fingerprint(), List.of(), List.of()),
                    remote(CLIENT),
                    CERTIFICATE,
                    owner,
                    handshakes::add,
                    this,
                    this,
                    now);
        }

        private static RemotePeer remote(IceCredentials client) {
            return new RemotePeer(client.ufrag(), client.pwd(), "00".repeat(32), DtlsRole.SERVER);
        }

        void carry(FuzzCommands command) throws MalformedStunException {
            now += command.number();
            Path path = new Address(new InetSocketAddress("192.0.2.1", 1_000 + (command.what() & 3)));
            from = path;
            byte[] data = command.content();
            switch (command.what() >> 2 & 7) {
                case 0 -> check(path, signed(data, SERVER, CLIENT, (command.what() & 0x80) != 0), !restarted);
                case 1 -> check(path, signed(data, FRESH_SERVER, FRESH_CLIENT, true), restarted);
                case 2 -> check(path, signed(data, CLIENT, SERVER, true), false);
                case 3 -> restart();
                case 4, 5 -> check(path, data, false);
                default -> other(data);
            }
            assertThat(transport.lastHeard()).isEqualTo(heard);
            assertThat(handshakes).hasSize(shown.isEmpty() ? 0 : 1);
            assertThat(transport.selectedPath() == null || shown.contains(transport.selectedPath()))
                    .isTrue();
            assertThat(transport.isConnected()).isFalse();
            assertThat(transport.sendRtp(new byte[32], 32)).isFalse();
            assertThat(tasks).isEmpty();
        }

        /** Those before a restart are good until one with the new ones came. */
        private void check(Path path, byte[] datagram, boolean rightNow) throws MalformedStunException {
            if (!StunMessage.isStun(datagram, 0, datagram.length)) {
                other(datagram);
                return;
            }
            StunMessage message;
            try {
                message = StunMessage.parse(datagram, 0, datagram.length);
            } catch (MalformedStunException refused) {
                return;
            }
            boolean stillGood = transport.isRestarting() && message.verifyIntegrity(SERVER.key());
            Path before = transport.selectedPath();
            allowed = rightNow || stillGood ? Math.max(datagram.length, LONGEST_ANSWER) : datagram.length;
            datagrams = rightNow || stillGood ? 2 : 1; // an answer, and perhaps a challenge
            boolean believed = transport.receiveCheck(message, path, now);
            assertThat(believed).isEqualTo(rightNow || stillGood);
            if (believed) {
                shown.add(path);
                heard = now;
            } else {
                assertThat(transport.selectedPath()).isEqualTo(before);
            }
        }

        private void other(byte[] data) {
            datagrams = 0;
            byte[] among = Arrays.copyOf(data, data.length + 1);
            transport.receive(among, 0, data.length, now);
        }

        private void restart() {
            if (restarted) {
                return; // with names that were used before
            }
            transport.restart(
                    new LocalPeer(
                            FRESH_SERVER.ufrag(), FRESH_SERVER.pwd(), CERTIFICATE.fingerprint(), List.of(), List.of()),
                    remote(FRESH_CLIENT));
            restarted = true;
        }

        private static byte[] signed(byte[] content, IceCredentials local, IceCredentials remote, boolean nominate) {
            StunWriter writer = StunWriter.bindingRequest(Arrays.copyOf(content, 12))
                    .username(local.ufrag() + ':' + remote.ufrag());
            if (nominate) {
                writer.useCandidate();
            }
            return writer.integrity(local.key()).fingerprint().toBytes();
        }

        @Override
        public void send(byte[] data, int offset, int length, Path path) {
            assertThat(path).isEqualTo(from);
            assertThat(length).isLessThanOrEqualTo(allowed);
            assertThat(StunMessage.isStun(data, offset, length)).isTrue();
            assertThat(datagrams--).isPositive();
        }

        @Override
        public void onConnected(long time) {
            throw new AssertionError("connected without a handshake");
        }

        @Override
        public void onRtp(byte[] packet, int length, long time) {
            throw new AssertionError("media without keys");
        }

        @Override
        public void onRtcp(byte[] packet, int length, long time) {
            throw new AssertionError("reports without keys");
        }

        @Override
        public void onClosed(@Nullable Exception failure) {
            throw new AssertionError(failure);
        }
    }
}
