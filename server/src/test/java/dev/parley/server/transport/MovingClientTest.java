package dev.parley.server.transport;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.parley.media.ice.IceClient;
import dev.parley.media.ice.IceCredentials;
import dev.parley.media.rtp.RtpHeader;
import dev.parley.media.session.LocalPeer;
import dev.parley.media.session.PeerTransport;
import dev.parley.media.stun.MalformedStunException;
import dev.parley.media.stun.StunMessage;
import dev.parley.server.metering.SettableClock;
import dev.parley.server.transport.udp.UdpPath;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A client that says it is somewhere else now, truly or not, and one that is heard no more. */
class MovingClientTest {

    private static final InetSocketAddress ANY_PORT = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    private static final int PATIENCE_SECONDS = 20;

    private final SettableClock clock = new SettableClock(InstantSource.system().millis());
    private final MediaWorker worker;
    private final DatagramSocket elsewhere;
    private final byte[] packet = new byte[RtpHeader.FIXED_LENGTH + 8];
    private int sequence;

    MovingClientTest() throws IOException {
        worker = new MediaWorker(
                "media",
                ANY_PORT,
                List.of(),
                TestPorts.AUTO,
                LoopbackClient.CERTIFICATE,
                clock,
                System::nanoTime,
                new SecureRandom());
        elsewhere = new DatagramSocket(ANY_PORT);
        elsewhere.setSoTimeout(PATIENCE_SECONDS * 1_000);
        packet[0] = (byte) 0x80;
    }

    @AfterEach
    void stop() {
        elsewhere.close();
        worker.close();
    }

    private <T> T onWorker(Supplier<T> task) throws Exception {
        return CompletableFuture.supplyAsync(task, worker).get(PATIENCE_SECONDS, SECONDS);
    }

    private PeerTransport connect(LoopbackClient client) throws Exception {
        worker.start();
        ServerEnd end = new ServerEnd();
        PeerTransport transport = onWorker(() -> worker.open(client.description(), end));
        client.start(transport.local(), worker.address());
        client.connected.get(PATIENCE_SECONDS, SECONDS);
        end.connected.get(PATIENCE_SECONDS, SECONDS);
        return transport;
    }

    /** The client's other half, which checks from elsewhere. */
    private IceClient half(LoopbackClient client, PeerTransport end) {
        LocalPeer server = end.local();
        return new IceClient(
                client.ice,
                new IceCredentials(server.iceUfrag(), server.icePwd()),
                worker.address(),
                new SecureRandom(),
                0);
    }

    private void sendFromElsewhere(byte @Nullable [] datagram) throws IOException {
        byte[] data = Objects.requireNonNull(datagram);
        elsewhere.send(new DatagramPacket(data, data.length, worker.address()));
    }

    private byte[] nextElsewhere(Predicate<byte[]> wanted) throws IOException {
        while (true) {
            DatagramPacket next = new DatagramPacket(new byte[2_048], 2_048);
            elsewhere.receive(next);
            byte[] data = Arrays.copyOf(next.getData(), next.getLength());
            if (wanted.test(data)) {
                return data;
            }
        }
    }

    private static boolean isRequest(byte[] data) {
        return data[0] == 0 && data[1] == 1;
    }

    private static StunMessage read(byte[] data) throws MalformedStunException {
        return StunMessage.parse(data, 0, data.length);
    }

    /** The next packet; false when it could not be sent. */
    private boolean sendMedia(PeerTransport end) throws Exception {
        RtpHeader.setSequence(packet, 0, ++sequence);
        return onWorker(() -> end.sendRtp(packet, packet.length));
    }

    @Test
    void mediaFollowsTheClientOnceItHasAnsweredFromThereAndNotBefore() throws Exception {
        PeerTransport end;
        IceClient half;
        try (LoopbackClient client = new LoopbackClient(Wires.udp(worker.address()))) {
            end = connect(client);
            half = half(client, end);
            sendFromElsewhere(half.poll(0));
            nextElsewhere(MovingClientTest::isRequest);
            assertThat(sendMedia(end)).isTrue();
            assertThat(client.received.poll(PATIENCE_SECONDS, SECONDS)).isEqualTo(packet);
        }

        sendFromElsewhere(half.poll(200));
        StunMessage challenge = read(nextElsewhere(MovingClientTest::isRequest));
        assertThat(end.selectedPath()).isNotEqualTo(here());
        sendFromElsewhere(half.respond(challenge, worker.address()).orElseThrow());
        await().atMost(PATIENCE_SECONDS, SECONDS)
                .until(() -> here().equals(onWorker(() -> Objects.requireNonNull(end.selectedPath()))));

        packet[1] = 7;
        assertThat(sendMedia(end)).isTrue();
        byte[] media = nextElsewhere(data -> data[0] == packet[0]);
        assertThat(media[1]).isEqualTo(packet[1]);
    }

    private UdpPath here() {
        return UdpPath.of((InetSocketAddress) elsewhere.getLocalSocketAddress());
    }

    @Test
    void nothingIsSentToAClientThatWasNotHeardForThirtySeconds() throws Exception {
        PeerTransport end;
        try (LoopbackClient client = new LoopbackClient(Wires.udp(worker.address()))) {
            end = connect(client);
            assertThat(sendMedia(end)).isTrue();
        }
        assertThat(onWorker(end::hasConsent)).isTrue();

        clock.set(clock.millis() + 31_000);

        await().atMost(PATIENCE_SECONDS, SECONDS).until(() -> !onWorker(end::hasConsent));
        assertThat(sendMedia(end)).isFalse();
        assertThat(onWorker(() -> end.sendRtcp(packet, packet.length))).isFalse();
    }
}
