package dev.parley.server.transport;

import dev.parley.media.session.Path;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** ICE-TCP (passive, RFC 6544) on the number of the UDP port. Used by the owner thread only. */
final class TcpListener {

    /** Takes one frame; {@code data} is reused after the call. */
    @FunctionalInterface
    interface FrameReceiver {
        void frame(byte[] data, int offset, int length, Path from);
    }

    /** Connections open at the same time; each costs a backlog buffer. */
    private static final int LARGEST_CONNECTIONS = 2_000;

    /** Of them, one that has not proved by then whose it is, is closed. */
    private static final long PROVE_WITHIN_MILLIS = 10_000;

    static final long SWEEP_INTERVAL_MILLIS = 1_000;

    private static final Logger LOG = LoggerFactory.getLogger(TcpListener.class);

    private final ServerSocketChannel server;
    private final int largestConnections;
    private final Set<TcpConnection> connections = new HashSet<>();
    private final Strangers strangers = new Strangers();
    private long lastSweep;

    private TcpListener(ServerSocketChannel server, int largestConnections) {
        this.server = server;
        this.largestConnections = largestConnections;
    }

    /** Listens on {@code address}, or returns null when another process has that TCP port. */
    static @Nullable TcpListener open(InetSocketAddress address, Selector selector) throws IOException {
        return open(address, selector, LARGEST_CONNECTIONS);
    }

    /** As {@link #open(InetSocketAddress, Selector)}, with room for so many connections. */
    static @Nullable TcpListener open(InetSocketAddress address, Selector selector, int largestConnections)
            throws IOException {
        ServerSocketChannel server = ServerSocketChannel.open();
        try {
            server.setOption(StandardSocketOptions.SO_REUSEADDR, true);
            server.configureBlocking(false);
            server.bind(address);
            server.register(selector, SelectionKey.OP_ACCEPT);
            return new TcpListener(server, largestConnections);
        } catch (IOException taken) {
            server.close();
            return null;
        }
    }

    /** Accepts, reads and writes whatever the selector found ready. */
    void serve(Selector selector, long now, FrameReceiver receiver, Consumer<TcpConnection> lost) throws IOException {
        for (SelectionKey key : selector.selectedKeys()) {
            if (!key.isValid()) {
                continue;
            }
            if (key.isAcceptable()) {
                acceptIfPossible(selector, now, lost);
            } else if (key.attachment() instanceof TcpConnection connection && !serve(connection, key, receiver)) {
                close(connection, lost);
            }
        }
        if (now - lastSweep >= SWEEP_INTERVAL_MILLIS) {
            lastSweep = now;
            // Sessions close their connections themselves when they end.
            connections.removeIf(connection -> !connection.isOpen());
            closeStrangers(now, lost);
        }
    }

    /** Connections that count towards the limit. */
    int size() {
        return connections.size();
    }

    private void acceptIfPossible(Selector selector, long now, Consumer<TcpConnection> lost) {
        try {
            accept(selector, now, lost);
        } catch (IOException refused) {
            // Out of file descriptors, or the peer has gone already; what is connected must be served all the same.
            LOG.warn("a TCP connection could not be accepted: {}", refused.getMessage());
        }
    }

    private void accept(Selector selector, long now, Consumer<TcpConnection> lost) throws IOException {
        SocketChannel channel = server.accept();
        if (channel == null) {
            return;
        }
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        channel.configureBlocking(false);
        SelectionKey key = channel.register(selector, SelectionKey.OP_READ);
        TcpConnection connection = new TcpConnection(channel, key, now);
        key.attach(connection);
        connections.add(connection);
        TcpConnection surplus = strangers.add(connection);
        if (surplus == null && connections.size() > largestConnections) {
            surplus = strangers.oldest(); // the new one itself, when all others have proved whose they are
        }
        if (surplus != null) {
            close(surplus, lost);
        }
    }

    private static boolean serve(TcpConnection connection, SelectionKey key, FrameReceiver receiver) {
        try {
            if (key.isWritable()) {
                connection.write();
            }
            return !key.isReadable()
                    || connection.read((data, offset, length) -> receiver.frame(data, offset, length, connection));
        } catch (IOException broken) {
            return false;
        }
    }

    private void closeStrangers(long now, Consumer<TcpConnection> lost) {
        for (TcpConnection connection : strangers.acceptedBefore(now - PROVE_WITHIN_MILLIS)) {
            close(connection, lost);
        }
    }

    private void close(TcpConnection connection, Consumer<TcpConnection> lost) {
        close(connection);
        lost.accept(connection);
    }

    /** Closes a connection and forgets it. */
    void close(TcpConnection connection) {
        connections.remove(connection);
        strangers.remove(connection);
        connection.close();
    }

    void close() {
        connections.forEach(TcpConnection::close);
        try {
            server.close();
        } catch (IOException ignored) {
            // Nothing more is accepted either way.
        }
    }
}
