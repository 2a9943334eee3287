package dev.parley.media.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.media.dtls.DtlsCertificate;
import dev.parley.media.dtls.DtlsRole;
import dev.parley.media.stun.MalformedStunException;
import dev.parley.media.stun.StunMessage;
import dev.parley.media.stun.StunWriter;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Which checks a transport believes before, during and after an ICE restart. */
class IceRestartTest {

    private static final DtlsCertificate CERTIFICATE =
            DtlsCertificate.generate(new SecureRandom(), Instant.parse("2026-01-01T00:00:00Z"));

    private record Address(InetSocketAddress remoteAddress) implements Path {}

    private static final class Silent implements PeerTransport.Listener {
        @Override
        public void onConnected(long now) {}

        @Override
        public void onRtp(byte[] packet, int length, long now) {}

        @Override
        public void onRtcp(byte[] packet, int length, long now) {}

        @Override
        public void onClosed(@Nullable Exception failure) {}
    }

    private static final Path HOME = new Address(new InetSocketAddress("192.0.2.1", 1_000));
    private static final Path STREET = new Address(new InetSocketAddress("192.0.2.2", 2_000));
    private static final LocalPeer OLD = local("old");
    private static final LocalPeer NEW = local("new");
    private static final LocalPeer NEWER = local("newer");

    private final List<byte[]> sent = new ArrayList<>();
    private final PeerTransport transport = new PeerTransport(
            OLD,
            remote("them"),
            CERTIFICATE,
            Runnable::run,
            handshake -> {},
            (data, offset, length, to) -> sent.add(Arrays.copyOfRange(data, offset, offset + length)),
            new Silent(),
            0);

    private static LocalPeer local(String ufrag) {
        return new LocalPeer(ufrag, ufrag + "-password-of-the-server", "0a".repeat(32), List.of(), List.of());
    }

    private static RemotePeer remote(String ufrag) {
        return new RemotePeer(ufrag, "password", "0b".repeat(32), DtlsRole.SERVER);
    }

    private boolean check(LocalPeer local, String theirs, Path from, boolean nominates) throws MalformedStunException {
        return check(local.iceUfrag() + ":" + theirs, local.icePwd(), from, nominates);
    }

    private boolean check(String name, String password, Path from, boolean nominates) throws MalformedStunException {
        StunWriter request = StunWriter.bindingRequest(new byte[12]).username(name);
        if (nominates) {
            request.useCandidate();
        }
        byte[] bytes = request.integrity(password.getBytes(StandardCharsets.UTF_8))
                .fingerprint()
                .toBytes();
        return transport.receiveCheck(StunMessage.parse(bytes, 0, bytes.length), from, 1_000);
    }

    @Test
    void believesBothUntilTheNewCredentialsWereUsed() throws Exception {
        assertThat(check(OLD, "them", HOME, true)).isTrue();
        transport.restart(NEW, remote("again"));

        assertThat(transport.isRestarting()).isTrue();
        assertThat(check(OLD, "them", HOME, true)).isTrue();
        assertThat(check(NEW, "again", HOME, false)).isTrue();
        assertThat(transport.isRestarting()).isFalse();
        assertThat(check(OLD, "them", HOME, true)).isFalse();
        assertThat(check(NEW, "again", HOME, true)).isTrue();
    }

    @Test
    void answersEachCheckUnderThePasswordItCameWith() throws Exception {
        transport.restart(NEW, remote("again"));
        sent.clear();
        check(OLD, "them", HOME, false);
        check(NEW, "again", HOME, false);

        assertThat(answer(0).verifyIntegrity(OLD.icePwd().getBytes(StandardCharsets.UTF_8)))
                .isTrue();
        assertThat(answer(1).verifyIntegrity(NEW.icePwd().getBytes(StandardCharsets.UTF_8)))
                .isTrue();
    }

    private StunMessage answer(int index) throws MalformedStunException {
        return StunMessage.parse(sent.get(index), 0, sent.get(index).length);
    }

    @Test
    void isNotMovedByTheWrongPasswordOrHalfOfANewName() throws Exception {
        check(OLD, "them", HOME, true);
        transport.restart(NEW, remote("again"));

        assertThat(check("new:again", OLD.icePwd(), STREET, true)).isFalse();
        assertThat(check("new:them", NEW.icePwd(), STREET, true)).isFalse();
        assertThat(check("old:again", OLD.icePwd(), STREET, true)).isFalse();
        assertThat(transport.isRestarting()).isTrue();
        assertThat(transport.selectedPath()).isEqualTo(HOME);
    }

    @Test
    void staysOnItsPathUntilAnotherIsNominated() throws Exception {
        check(OLD, "them", HOME, true);
        transport.restart(NEW, remote("again"));
        assertThat(transport.selectedPath()).isEqualTo(HOME);
        check(NEW, "again", STREET, false);
        assertThat(transport.selectedPath()).isEqualTo(HOME);
        check(NEW, "again", STREET, true);
        assertThat(transport.selectedPath()).isEqualTo(HOME);
        StunMessage challenge = answer(sent.size() - 1);
        assertThat(challenge.username()).hasValue("again:new");
        byte[] met = StunWriter.bindingSuccess(challenge.transactionId())
                .integrity("password".getBytes(StandardCharsets.UTF_8))
                .fingerprint()
                .toBytes();
        transport.receiveAnswer(StunMessage.parse(met, 0, met.length), STREET, 1_000);
        assertThat(transport.selectedPath()).isEqualTo(STREET);
    }

    @Test
    void aSecondRestartReplacesAFirstThatNobodyUsed() throws Exception {
        transport.restart(NEW, remote("again"));
        transport.restart(NEWER, remote("once-more"));

        assertThat(check(NEW, "again", HOME, true)).isFalse();
        assertThat(check(OLD, "them", HOME, true)).isTrue();
        assertThat(check(NEWER, "once-more", HOME, true)).isTrue();
        assertThat(check(OLD, "them", HOME, true)).isFalse();
    }

    @Test
    void tellsTheCredentialsOfBothSidesAndKeepsTheDtlsRole() {
        transport.restart(NEW, new RemotePeer("again", "secret", "0b".repeat(32), DtlsRole.CLIENT));

        assertThat(transport.local()).isEqualTo(NEW);
        assertThat(transport.remote()).isEqualTo(new RemotePeer("again", "secret", "0b".repeat(32), DtlsRole.SERVER));
    }

    @Test
    void refusesAnotherCertificate() {
        RemotePeer stranger = new RemotePeer("again", "password", "0c".repeat(32), DtlsRole.SERVER);

        assertThatThrownBy(() -> transport.restart(NEW, stranger)).isInstanceOf(IllegalArgumentException.class);
        assertThat(transport.local()).isEqualTo(OLD);
        assertThat(transport.isRestarting()).isFalse();
    }
}
