package dev.parley.server.transport;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;

/** The portable {@link DatagramPort}: one system call for each datagram, through {@link DatagramChannel}. */
final class ChannelDatagramPort implements DatagramPort {

    /** Larger than any datagram a media client sends; what is longer is cut and then fails authentication. */
    private static final int LARGEST_DATAGRAM = 2_048;

    /** Holds about 30 ms of 1 Gbit/s, so that a pause of the virtual machine loses nothing. */
    private static final int SOCKET_BUFFER = 4 << 20;

    private final DatagramChannel channel;
    private final InetSocketAddress address;
    private final ByteBuffer incoming = ByteBuffer.allocateDirect(LARGEST_DATAGRAM);
    private final ByteBuffer outgoing = ByteBuffer.allocateDirect(LARGEST_DATAGRAM);
    private final byte[] data = new byte[LARGEST_DATAGRAM];
    private long dropped;

    ChannelDatagramPort(InetSocketAddress bind, Selector selector) throws IOException {
        channel = DatagramChannel.open();
        try {
            channel.setOption(StandardSocketOptions.SO_RCVBUF, SOCKET_BUFFER);
            channel.setOption(StandardSocketOptions.SO_SNDBUF, SOCKET_BUFFER);
            channel.configureBlocking(false);
            channel.bind(bind);
            channel.register(selector, SelectionKey.OP_READ);
            address = (InetSocketAddress) channel.getLocalAddress();
        } catch (IOException | RuntimeException failure) {
            channel.close();
            throw failure;
        }
    }

    @Override
    public InetSocketAddress address() {
        return address;
    }

    @Override
    public int receive(int limit, Receiver receiver) throws IOException {
        for (int count = 0; count < limit; count++) {
            incoming.clear();
            InetSocketAddress from = (InetSocketAddress) channel.receive(incoming);
            if (from == null) {
                return count;
            }
            incoming.flip();
            int length = incoming.remaining();
            incoming.get(data, 0, length);
            receiver.datagram(data, length, from);
        }
        return limit;
    }

    @Override
    public void send(byte[] bytes, int offset, int length, InetSocketAddress to) {
        outgoing.clear();
        outgoing.put(bytes, offset, length).flip();
        try {
            if (channel.send(outgoing, to) == 0) {
                dropped++;
            }
        } catch (IOException unreachable) {
            // A peer that went away makes the system refuse datagrams to it; its silence ends the session in time.
            dropped++;
        }
    }

    @Override
    public void flush() {
        // Every datagram has been sent already.
    }

    @Override
    public long dropped() {
        return dropped;
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException ignored) {
            // Nothing waits in a datagram socket that could be lost.
        }
    }
}
