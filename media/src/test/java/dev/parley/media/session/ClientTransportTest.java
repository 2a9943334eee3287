package dev.parley.media.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.media.dtls.DtlsCertificate;
import dev.parley.media.dtls.DtlsRole;
import dev.parley.media.ice.IceCredentials;
import dev.parley.media.stun.MalformedStunException;
import dev.parley.media.stun.StunMessage;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ClientTransportTest {

    private static final InetSocketAddress SERVER = new InetSocketAddress("192.0.2.1", 9_002);
    private static final DtlsCertificate CERTIFICATE =
            DtlsCertificate.generate(new SecureRandom(), Instant.parse("2026-11-23T00:00:00Z"));

    private record ServerPath(InetSocketAddress remoteAddress) implements Path {}

    private static final class Ignoring implements PeerTransport.Listener {
        @Override
        public void onConnected(long now) {}

        @Override
        public void onRtp(byte[] packet, int length, long now) {}

        @Override
        public void onRtcp(byte[] packet, int length, long now) {}

        @Override
        public void onClosed(@Nullable Exception failure) {}
    }

    private final List<byte[]> sent = new ArrayList<>();
    private final Random random = new Random(1);

    private static IceCredentials credentials(String ufrag) {
        return new IceCredentials(ufrag, "password-of-22-characters");
    }

    private ClientTransport transport() {
        IceCredentials server = credentials("server");
        return new ClientTransport(
                credentials("client"),
                new RemotePeer(server.ufrag(), server.pwd(), CERTIFICATE.fingerprint(), DtlsRole.CLIENT),
                new ServerPath(SERVER),
                CERTIFICATE,
                Runnable::run,
                _ -> {},
                (data, offset, length, _) -> sent.add(Arrays.copyOfRange(data, offset, offset + length)),
                new Ignoring(),
                random,
                0);
    }

    private StunMessage lastCheck() throws MalformedStunException {
        byte[] check = sent.getLast();
        return StunMessage.parse(check, 0, check.length);
    }

    @Test
    void checksTheServersCandidateAtOnce() throws MalformedStunException {
        transport().tick(0);

        assertThat(sent).hasSize(1);
        assertThat(lastCheck().username()).contains("server:client");
    }

    @Test
    void checksWithTheNewCredentialsAfterARestart() throws MalformedStunException {
        ClientTransport transport = transport();
        transport.tick(0);

        transport.restartIce(credentials("client-again"), credentials("server-again"), 10);
        transport.tick(10);

        assertThat(sent).hasSize(2);
        assertThat(lastCheck().username()).contains("server-again:client-again");
        assertThat(lastCheck().verifyIntegrity(credentials("server-again").key()))
                .isTrue();
    }
}
