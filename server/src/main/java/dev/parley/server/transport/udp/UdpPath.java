package dev.parley.server.transport.udp;

import dev.parley.media.session.Path;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * A peer's UDP address, kept as the numbers a socket wants: IPv4 is written as IPv6 writes it ({@code ::ffff:192.0.2.1},
 * RFC 4291 §2.5.5.2), so that a peer is the same whatever family the socket has. Equal when address, port and interface
 * are. Objects of Java's network classes are made only when somebody asks for them. For one worker's thread.
 */
public final class UdpPath implements Path {

    private static final int IPV6_LENGTH = 16;
    private static final long IPV4_MAPPED = 0xffffL << Integer.SIZE;
    private static final long MIX = 0x9e3779b97f4a7c15L;

    private final long high;
    private final long low;
    private final int port;
    private final int scope;
    private final int hash;
    private @Nullable InetSocketAddress remoteAddress;

    /** Where the datagrams for it stand among those a port has gathered; means nothing between two flushes. */
    int place;

    /** The system has refused to cut a large buffer into datagrams for it. */
    boolean takesNoSegments;

    /**
     * @param high the first eight bytes of the IPv6 or mapped address, {@code low} the others
     * @param scope the interface's number for a link-local address, else 0
     */
    UdpPath(long high, long low, int port, int scope) {
        this.high = high;
        this.low = low;
        this.port = port;
        this.scope = scope;
        this.hash = hash(high, low, port, scope);
    }

    /** @throws IllegalArgumentException when the address is not resolved */
    public static UdpPath of(InetSocketAddress address) {
        InetAddress resolved = address.getAddress();
        if (resolved == null) {
            throw new IllegalArgumentException(address + " is not resolved");
        }
        ByteBuffer bytes = ByteBuffer.wrap(resolved.getAddress());
        UdpPath path = resolved instanceof Inet6Address six
                ? new UdpPath(bytes.getLong(), bytes.getLong(), address.getPort(), six.getScopeId())
                : ofIpv4(bytes.getInt(), address.getPort());
        path.remoteAddress = address;
        return path;
    }

    static UdpPath ofIpv4(int address, int port) {
        return new UdpPath(0, mapped(address), port, 0);
    }

    /** The second half of an IPv4 address's IPv6 form. */
    static long mapped(int address) {
        return IPV4_MAPPED | Integer.toUnsignedLong(address);
    }

    static int hash(long high, long low, int port, int scope) {
        long mixed = (high ^ Long.rotateLeft(low, 29) ^ ((long) scope << 16 | port)) * MIX;
        return (int) (mixed ^ mixed >>> Integer.SIZE);
    }

    @Override
    public InetSocketAddress remoteAddress() {
        InetSocketAddress known = remoteAddress;
        if (known == null) {
            known = new InetSocketAddress(inetAddress(), port);
            remoteAddress = known;
        }
        return known;
    }

    private InetAddress inetAddress() {
        byte[] bytes =
                ByteBuffer.allocate(IPV6_LENGTH).putLong(high).putLong(low).array();
        try {
            return isIpv4() ? InetAddress.getByAddress(bytes) : Inet6Address.getByAddress(null, bytes, scope);
        } catch (UnknownHostException impossible) {
            throw new IllegalStateException("sixteen bytes are an address", impossible);
        }
    }

    boolean isIpv4() {
        return high == 0 && low >>> Integer.SIZE == IPV4_MAPPED >>> Integer.SIZE;
    }

    long high() {
        return high;
    }

    long low() {
        return low;
    }

    int port() {
        return port;
    }

    int scope() {
        return scope;
    }

    boolean is(long otherHigh, long otherLow, int otherPort, int otherScope) {
        return low == otherLow && port == otherPort && high == otherHigh && scope == otherScope;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return this == other || (other instanceof UdpPath path && is(path.high, path.low, path.port, path.scope));
    }

    @Override
    public int hashCode() {
        return hash;
    }

    @Override
    public String toString() {
        return remoteAddress().toString();
    }
}
