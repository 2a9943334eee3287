package dev.parley.server.transport.udp;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.net.InetSocketAddress;
import java.nio.channels.DatagramChannel;

/**
 * The {@link DatagramPort} for Linux: {@code recvmmsg}, {@code sendmmsg} and UDP's generic segmentation offload, called
 * through the JDK's foreign functions. A known peer's datagram costs no object, either way. On loopback, a datagram in
 * a burst of sixteen for one peer costs about a quarter of one that is sent by itself.
 *
 * <p>The socket stays a {@link DatagramChannel}'s, which binds it, waits for it in the worker's selector beside
 * connections and wake-ups of other threads, and closes it. This port uses the same file descriptor ({@link
 * SocketDescriptor}) in between. A socket of its own would need an epoll of its own, and one thread cannot wait in two.
 */
final class LinuxDatagramPort implements DatagramPort {

    /**
     * Holds sixteen large packets for each of four hundred players; what is more goes out early, joined less. Half of
     * it would make a datagram of such a room a quarter dearer, twice as much makes it no cheaper.
     */
    static final int EGRESS_BYTES = 8 << 20;

    static final int EGRESS_DATAGRAMS = 8_192;

    private final DatagramChannel channel;
    private final InetSocketAddress address;
    private final Arena arena;
    private final boolean ipv6;
    private final boolean joinedReceive;
    private final Ingress ingress;
    private final Egress egress;
    private final SuperPackets sender;
    private long dropped;

    /**
     * @param channel bound and not blocking; closed with this port
     * @param descriptor the channel's
     * @param arena of {@code calls}; closed with this port
     * @param joining whether the system can cut a message into datagrams
     */
    LinuxDatagramPort(
            DatagramChannel channel,
            SocketDescriptor descriptor,
            SocketCalls calls,
            Arena arena,
            KnownPaths paths,
            boolean joining)
            throws IOException {
        this.channel = channel;
        this.arena = arena;
        address = (InetSocketAddress) channel.getLocalAddress();
        ipv6 = descriptor.ipv6();
        MemorySegment on = arena.allocateFrom(JAVA_INT, 1);
        joinedReceive = calls.setOption(descriptor.number(), MessageArray.SOL_UDP, MessageArray.UDP_GRO, on) == 0;
        ingress = new Ingress(calls, descriptor.number(), arena, ipv6, paths);
        egress = new Egress(arena, EGRESS_BYTES, EGRESS_DATAGRAMS);
        sender = new SuperPackets(calls, descriptor.number(), arena, ipv6, joining);
    }

    @Override
    public InetSocketAddress address() {
        return address;
    }

    @Override
    public String backend() {
        return (joinedReceive ? "Linux recvmmsg with UDP GRO, " : "Linux recvmmsg, ")
                + (sender.isSendingMany() ? "sendmmsg" : "sendmsg")
                + (sender.isJoining() ? " with UDP GSO" : "");
    }

    @Override
    public int receive(int limit, Receiver receiver) throws IOException {
        return ingress.receive(limit, receiver);
    }

    @Override
    public void send(byte[] data, int offset, int length, UdpPath to) {
        if (length > LARGEST_DATAGRAM || !(ipv6 || to.isIpv4())) {
            dropped++;
            return;
        }
        if (!egress.hasRoom(length)) {
            flush();
        }
        egress.add(data, offset, length, to);
    }

    @Override
    public void flush() {
        if (egress.destinations() > 0) {
            sender.send(egress);
            egress.clear();
        }
    }

    @Override
    public long dropped() {
        return dropped + sender.dropped();
    }

    @Override
    public void close() {
        if (!arena.scope().isAlive()) {
            return;
        }
        flush();
        try {
            channel.close();
        } catch (IOException ignored) {
            // What waited has been sent.
        }
        arena.close();
    }
}
