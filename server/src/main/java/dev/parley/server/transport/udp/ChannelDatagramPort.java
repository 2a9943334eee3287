package dev.parley.server.transport.udp;

import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.DatagramChannel;

/**
 * The portable {@link DatagramPort}: one system call for each datagram, through {@link DatagramChannel}. The channel
 * makes an address object for each datagram it receives; what comes from a known peer makes nothing beyond that.
 */
final class ChannelDatagramPort implements DatagramPort {

    static final String BACKEND = "DatagramChannel, one system call for each datagram";

    private final DatagramChannel channel;
    private final InetSocketAddress address;
    private final KnownPaths paths;
    private final ByteBuffer incoming = ByteBuffer.allocateDirect(LARGEST_DATAGRAM);
    private final ByteBuffer outgoing = ByteBuffer.allocateDirect(LARGEST_DATAGRAM);
    private final byte[] data = new byte[LARGEST_DATAGRAM];
    private long dropped;

    /** @param channel bound and not blocking; closed with this port */
    ChannelDatagramPort(DatagramChannel channel, KnownPaths paths) throws IOException {
        this.channel = channel;
        this.paths = paths;
        this.address = (InetSocketAddress) channel.getLocalAddress();
    }

    @Override
    public InetSocketAddress address() {
        return address;
    }

    @Override
    public String backend() {
        return BACKEND;
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
            receiver.datagram(data, length, path(from));
        }
        return limit;
    }

    private UdpPath path(InetSocketAddress from) {
        InetAddress source = from.getAddress();
        byte[] bytes = source.getAddress();
        if (source instanceof Inet6Address six) {
            return paths.of(word(bytes, 0), word(bytes, Long.BYTES), from.getPort(), six.getScopeId());
        }
        int ipv4 = (bytes[0] & 0xff) << 24 | (bytes[1] & 0xff) << 16 | (bytes[2] & 0xff) << 8 | (bytes[3] & 0xff);
        return paths.of(0, UdpPath.mapped(ipv4), from.getPort(), 0);
    }

    private static long word(byte[] bytes, int offset) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.BIG_ENDIAN).getLong(offset);
    }

    @Override
    public void send(byte[] bytes, int offset, int length, UdpPath to) {
        if (length > LARGEST_DATAGRAM) {
            dropped++;
            return;
        }
        outgoing.clear();
        outgoing.put(bytes, offset, length).flip();
        try {
            if (channel.send(outgoing, to.remoteAddress()) == 0 && length > 0) {
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
