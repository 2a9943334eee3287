package dev.parley.server.transport;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.media.session.LocalPeer;
import dev.parley.media.session.PeerTransport;
import dev.parley.server.transport.udp.DatagramPorts;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Clients of both families, and what they are told. */
class MediaWorkerAddressesTest {

    private static final int PATIENCE_SECONDS = 20;

    private static MediaWorker worker(String bind, List<InetAddress> announced, DatagramPorts ports)
            throws IOException {
        return new MediaWorker(
                "media",
                new InetSocketAddress(bind, 0),
                announced,
                ports,
                LoopbackClient.CERTIFICATE,
                InstantSource.system(),
                System::nanoTime,
                new SecureRandom());
    }

    @Test
    void carriesMediaOverIpv6() throws Exception {
        for (DatagramPorts ports : List.of(TestPorts.AUTO, TestPorts.PORTABLE)) {
            try (MediaWorker worker = worker("::1", List.of(), ports)) {
                worker.start();
                assertThat(exchange(worker, worker.address()).udpCandidates()).containsExactly(worker.address());
            }
        }
    }

    @Test
    void aWildcardIsReachedAtEveryAnnouncedAddress() throws Exception {
        List<InetAddress> announced = List.of(
                InetAddress.ofLiteral("127.0.0.1"), InetAddress.ofLiteral("::1"), InetAddress.ofLiteral("127.0.0.1"));
        try (MediaWorker both = worker("0.0.0.0", announced, TestPorts.AUTO)) {
            both.start();
            int number = both.address().getPort();
            LocalPeer local = exchange(both, new InetSocketAddress(announced.getFirst(), number));
            exchange(both, new InetSocketAddress(announced.get(1), number));

            assertThat(local.udpCandidates())
                    .containsExactly(
                            new InetSocketAddress(announced.getFirst(), number),
                            new InetSocketAddress(announced.get(1), number));
            assertThat(local.tcpCandidates()).isEqualTo(local.udpCandidates());
        }
    }

    /** A client that knows one address of a worker; returns what the client was told. */
    private static LocalPeer exchange(MediaWorker worker, InetSocketAddress address) throws Exception {
        try (LoopbackClient client = new LoopbackClient(Wires.udp(address))) {
            ServerEnd end = new ServerEnd();
            PeerTransport transport = CompletableFuture.supplyAsync(
                            () -> worker.open(client.description(), end), worker)
                    .get(PATIENCE_SECONDS, SECONDS);
            client.start(transport.local(), address);
            client.connected.get(PATIENCE_SECONDS, SECONDS);
            end.connected.get(PATIENCE_SECONDS, SECONDS);
            client.onTransport(open -> open.sendRtp(ServerEnd.packet(1), ServerEnd.packet(1).length));
            assertThat(end.received.poll(PATIENCE_SECONDS, SECONDS)).isEqualTo(ServerEnd.packet(1));
            worker.execute(() -> transport.sendRtp(ServerEnd.packet(2), ServerEnd.packet(2).length));
            assertThat(client.received.poll(PATIENCE_SECONDS, SECONDS)).isEqualTo(ServerEnd.packet(2));
            return transport.local();
        }
    }
}
