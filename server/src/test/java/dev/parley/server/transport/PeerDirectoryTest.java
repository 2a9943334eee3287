package dev.parley.server.transport;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.media.dtls.DtlsCertificate;
import dev.parley.media.dtls.DtlsRole;
import dev.parley.media.session.LocalPeer;
import dev.parley.media.session.PeerTransport;
import dev.parley.media.session.RemotePeer;
import dev.parley.media.stun.MalformedStunException;
import dev.parley.media.stun.StunMessage;
import dev.parley.media.stun.StunWriter;
import dev.parley.server.transport.udp.KnownPaths;
import dev.parley.server.transport.udp.UdpPath;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Two clients, one of whom writes the other's address on its checks. */
class PeerDirectoryTest {

    private static final DtlsCertificate CERTIFICATE =
            DtlsCertificate.generate(new SecureRandom(), Instant.parse("2026-01-01T00:00:00Z"));
    private static final UdpPath PATH = UdpPath.of(new InetSocketAddress("192.0.2.1", 5_000));

    private final PeerDirectory directory = new PeerDirectory(new KnownPaths());
    private final PeerTransport alice = transport("alice");
    private final PeerTransport mallory = transport("mallory");

    private PeerTransport transport(String name) {
        PeerTransport transport = new PeerTransport(
                new LocalPeer(name, "password", CERTIFICATE.fingerprint(), List.of(), List.of()),
                new RemotePeer("them", "password", CERTIFICATE.fingerprint(), DtlsRole.SERVER),
                CERTIFICATE,
                Runnable::run,
                handshake -> {},
                (data, offset, length, to) -> {},
                new ServerEnd(),
                0);
        directory.add(transport);
        return transport;
    }

    private void check(PeerTransport transport, long now) throws MalformedStunException {
        byte[] check = StunWriter.bindingRequest(new byte[12])
                .username(transport.local().iceUfrag() + ":them")
                .useCandidate()
                .integrity("password".getBytes(StandardCharsets.UTF_8))
                .fingerprint()
                .toBytes();
        assertThat(transport.receiveCheck(StunMessage.parse(check, 0, check.length), PATH, now))
                .isTrue();
        directory.learn(transport, PATH, now);
    }

    @Test
    void whoIsHeardOnAPathKeepsItWhoeverClaimsIt() throws Exception {
        check(alice, 1_000);
        check(mallory, 2_000);
        assertThat(directory.at(PATH)).isSameAs(alice);
        check(alice, 3_500);
        check(mallory, 6_400);
        assertThat(directory.at(PATH)).isSameAs(alice);
    }

    @Test
    void anAddressThatFellSilentMayBeSomebodyElsesNext() throws Exception {
        check(alice, 1_000);
        check(mallory, 4_000);
        assertThat(directory.at(PATH)).isSameAs(mallory);
    }
}
