package dev.parley.server.transport;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.media.session.Path;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** ICE-TCP over real loopback sockets, with a selector and a clock of the test's own. */
class TcpListenerTest {

    private static final ByteBuffer FRAME =
            ByteBuffer.wrap(new byte[] {0, 1, 42}).asReadOnlyBuffer();

    private static final int MOST = 200;

    private final List<Path> senders = new ArrayList<>();
    private final List<SocketChannel> clients = new ArrayList<>();
    private Selector selector;
    private TcpListener listener;
    private InetSocketAddress address;
    private long now = 1_000_000;

    @BeforeEach
    void listen() throws IOException {
        selector = Selector.open();
        listener = Objects.requireNonNull(
                TcpListener.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), selector, MOST));
        SelectionKey key = selector.keys().iterator().next();
        address = (InetSocketAddress) ((ServerSocketChannel) key.channel()).getLocalAddress();
    }

    @AfterEach
    void close() throws IOException {
        for (SocketChannel client : clients) {
            client.close();
        }
        listener.close();
        selector.close();
    }

    private void serve() throws IOException {
        listener.serve(selector, now, (data, offset, length, from) -> senders.add(from), lost -> {});
        selector.selectedKeys().clear();
    }

    /** Connects, sends a frame, and returns the server's end. */
    private TcpConnection connected(SocketChannel client) throws IOException {
        client.connect(address);
        client.write(FRAME.duplicate());
        int before = senders.size();
        while (senders.size() == before) {
            selector.select();
            serve();
        }
        return (TcpConnection) senders.getLast();
    }

    @Test
    void connectionsThatASessionClosedCountNoLonger() throws IOException {
        try (SocketChannel client = SocketChannel.open()) {
            TcpConnection connection = connected(client);
            connection.markAuthentic();
            assertThat(listener.size()).isEqualTo(1);

            connection.close();
            now += TcpListener.SWEEP_INTERVAL_MILLIS;
            serve();

            assertThat(listener.size()).isZero();
        }
    }

    @Test
    void aConnectionGetsMemoryAsItNeedsItAndDropsWholeFramesBeyond() throws IOException {
        try (SocketChannel client = SocketChannel.open()) {
            TcpConnection connection = connected(client);
            assertThat(connection.backlogCapacity()).isLessThanOrEqualTo(4_096);

            byte[] frame = new byte[1_200];
            int sent = 0;
            while (connection.send(frame, 0, frame.length)) {
                sent++; // until the client, which reads nothing, has filled both sockets and the backlog
            }
            assertThat(connection.backlogCapacity()).isEqualTo(256 << 10);
            assertThat(bytesThatArrive(connection, client, sent * 1_202)).isEqualTo(sent * 1_202);
        }
    }

    /** Connects from that address, without a word, and has the server accept it. */
    private SocketChannel silent(String from) throws IOException {
        SocketChannel client = SocketChannel.open();
        clients.add(client);
        client.bind(new InetSocketAddress(from, 0));
        client.connect(address);
        selector.select();
        serve();
        return client;
    }

    private static boolean isClosed(SocketChannel client) throws IOException {
        client.configureBlocking(false);
        return client.read(ByteBuffer.allocate(1)) < 0;
    }

    @Test
    void silentConnectionsOfOneAddressTakePlacesFromEachOtherAlone() throws IOException {
        TcpConnection known = connected(opened());
        known.markAuthentic();
        SocketChannel other = silent("127.0.0.2");
        List<SocketChannel> flood = new ArrayList<>();
        for (int number = 0; number < 2 * Strangers.SHARE; number++) {
            now++;
            flood.add(silent("127.0.0.1"));
        }
        assertThat(listener.size()).isEqualTo(2 + Strangers.SHARE);
        assertThat(known.isOpen()).isTrue();
        assertThat(isClosed(other)).isFalse();
        assertThat(isClosed(flood.get(Strangers.SHARE - 1))).isTrue();
        assertThat(isClosed(flood.get(Strangers.SHARE))).isFalse();
        assertThat(isClosed(flood.getLast())).isFalse();
    }

    @Test
    void theOldestStrangerMakesPlaceWhenAllAreTaken() throws IOException {
        TcpConnection first = connected(opened());
        first.markAuthentic();
        SocketChannel second = silent("127.0.0.2");
        for (int number = 3; number <= MOST; number++) {
            silent("127.0.0." + number);
        }
        TcpConnection late = connected(opened());
        assertThat(listener.size()).isEqualTo(MOST);
        assertThat(isClosed(second)).isTrue();
        assertThat(first.isOpen()).isTrue();
        assertThat(late.isOpen()).isTrue();
    }

    @Test
    void whoHasProvedWhoseItIsKeepsItsPlace() throws IOException {
        List<TcpConnection> known = new ArrayList<>();
        for (int number = 0; number < MOST; number++) {
            TcpConnection connection = connected(opened());
            connection.markAuthentic();
            known.add(connection);
        }
        assertThat(isClosed(silent("127.0.0.2"))).isTrue();
        assertThat(known).allMatch(TcpConnection::isOpen);
        assertThat(listener.size()).isEqualTo(MOST);
    }

    @Test
    void strangersAreClosedAfterTenSeconds() throws IOException {
        TcpConnection known = connected(opened());
        known.markAuthentic();
        SocketChannel stranger = silent("127.0.0.1");
        now += 10_000;
        serve();
        assertThat(isClosed(stranger)).isFalse();
        now += TcpListener.SWEEP_INTERVAL_MILLIS;
        serve();
        assertThat(isClosed(stranger)).isTrue();
        assertThat(known.isOpen()).isTrue();
    }

    private SocketChannel opened() throws IOException {
        SocketChannel client = SocketChannel.open();
        clients.add(client);
        return client;
    }

    private static int bytesThatArrive(TcpConnection from, SocketChannel client, int expected) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(64 << 10);
        int arrived = 0;
        while (arrived < expected) {
            from.write();
            arrived += client.read(buffer.clear());
        }
        return arrived;
    }
}
