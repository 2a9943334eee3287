package dev.parley.server.transport;

import dev.parley.media.ice.TcpFraming;
import dev.parley.media.session.Path;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;

/**
 * One ICE-TCP connection (RFC 6544, framed by RFC 4571). What the peer doesn't take in time is dropped frame by frame,
 * as UDP would: a frame is either queued whole or not at all. Used by the owner thread only.
 */
final class TcpConnection implements Path {

    /** About half a second of a 4 Mbit/s stream; more would only make it late. */
    private static final int LARGEST_BACKLOG = 256 << 10;

    /** Holds the answers to a stranger's checks; more is given to those that send or play media. */
    private static final int FIRST_BACKLOG = 4 << 10;

    private final SocketChannel channel;
    private final SelectionKey key;
    private final InetSocketAddress remote;
    private final TcpFraming framing = new TcpFraming(TcpFraming.DEFAULT_LIMIT);
    private final ByteBuffer incoming = ByteBuffer.allocate(16 << 10);
    private ByteBuffer backlog = ByteBuffer.allocate(FIRST_BACKLOG);
    private final long accepted;
    private boolean authentic;

    TcpConnection(SocketChannel channel, SelectionKey key, long now) throws IOException {
        this.channel = channel;
        this.key = key;
        this.remote = (InetSocketAddress) channel.getRemoteAddress();
        this.accepted = now;
    }

    @Override
    public InetSocketAddress remoteAddress() {
        return remote;
    }

    /** When it was accepted, epoch milliseconds. */
    long accepted() {
        return accepted;
    }

    /** Whether a valid connectivity check came over it. */
    boolean isAuthentic() {
        return authentic;
    }

    boolean isOpen() {
        return channel.isOpen();
    }

    void markAuthentic() {
        authentic = true;
    }

    /**
     * Reads what has arrived; false when the peer ended the connection.
     *
     * @throws IOException also when the peer broke the framing
     */
    boolean read(TcpFraming.FrameReceiver receiver) throws IOException {
        incoming.clear();
        int count = channel.read(incoming);
        if (count < 0) {
            return false;
        }
        framing.feed(incoming.array(), 0, count, receiver);
        return true;
    }

    /** Queues one frame and writes as much as the socket takes; false when the frame was dropped. */
    boolean send(byte[] data, int offset, int length) throws IOException {
        if (!hasRoom(length + TcpFraming.PREFIX_LENGTH)) {
            return false;
        }
        backlog.putShort((short) length).put(data, offset, length);
        write();
        return true;
    }

    private boolean hasRoom(int needed) {
        int capacity = backlog.capacity();
        while (capacity - backlog.position() < needed && capacity < LARGEST_BACKLOG) {
            capacity *= 2;
        }
        if (capacity > backlog.capacity()) {
            backlog = ByteBuffer.allocate(capacity).put(backlog.flip());
        }
        return backlog.remaining() >= needed;
    }

    /** Bytes of memory for what waits. */
    int backlogCapacity() {
        return backlog.capacity();
    }

    /** Writes what waits, and asks to be called again while something does. */
    void write() throws IOException {
        backlog.flip();
        channel.write(backlog);
        backlog.compact();
        key.interestOps(backlog.position() > 0 ? SelectionKey.OP_READ | SelectionKey.OP_WRITE : SelectionKey.OP_READ);
    }

    void close() {
        key.cancel();
        try {
            channel.close();
        } catch (IOException ignored) {
            // The peer is gone either way.
        }
    }
}
