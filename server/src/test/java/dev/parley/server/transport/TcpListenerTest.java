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

    private final List<Path> senders = new ArrayList<>();
    private Selector selector;
    private TcpListener listener;
    private InetSocketAddress address;
    private long now = 1_000_000;

    @BeforeEach
    void listen() throws IOException {
        selector = Selector.open();
        listener = Objects.requireNonNull(
                TcpListener.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), selector));
        SelectionKey key = selector.keys().iterator().next();
        address = (InetSocketAddress) ((ServerSocketChannel) key.channel()).getLocalAddress();
    }

    @AfterEach
    void close() throws IOException {
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
