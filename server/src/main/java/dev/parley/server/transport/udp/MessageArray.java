package dev.parley.server.transport.udp;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/**
 * An array of {@code struct mmsghdr} for {@code sendmmsg} and {@code recvmmsg}, and for each message a peer's address, a
 * row of buffers, and room for one control message of UDP's segmentation. Laid out as 64-bit little-endian Linux does,
 * which is the same for x86_64 and aarch64. All pointers are written once, here.
 */
final class MessageArray {

    static final int AF_INET = 2;
    static final int AF_INET6 = 10;
    static final int SOL_UDP = 17;
    static final int UDP_SEGMENT = 103;
    static final int UDP_GRO = 104;

    /** {@code struct mmsghdr}: a {@code struct msghdr} of 56 bytes, then the length that was received. */
    private static final int MESSAGE = 64;

    private static final int NAME_POINTER = 0;
    private static final int NAME_LENGTH = 8;
    private static final int VECTOR_POINTER = 16;
    private static final int VECTOR_COUNT = 24;
    private static final int CONTROL_POINTER = 32;
    private static final int CONTROL_LENGTH = 40;
    private static final int RECEIVED = 56;

    /** {@code struct iovec}: address, length. */
    private static final int VECTOR = 16;

    /** {@code struct sockaddr_in6} has 28 bytes; rounded up. */
    private static final int NAME = 32;

    private static final int NAME_LENGTH_IPV4 = 16;
    private static final int NAME_LENGTH_IPV6 = 28;
    private static final int NAME_PORT = 2;
    private static final int NAME_IPV4 = 4;
    private static final int NAME_IPV6 = 8;
    private static final int NAME_SCOPE = 24;

    /** {@code struct cmsghdr}: length, level, type; then the value. */
    private static final int CONTROL = 24;

    private static final int CONTROL_LEVEL = 8;
    private static final int CONTROL_TYPE = 12;
    private static final int CONTROL_VALUE = 16;

    private static final ValueLayout.OfShort NETWORK_SHORT =
            ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);
    private static final ValueLayout.OfInt NETWORK_INT = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);
    private static final ValueLayout.OfLong NETWORK_LONG =
            ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);

    private final MemorySegment messages;
    private final MemorySegment names;
    private final MemorySegment vectors;
    private final MemorySegment controls;
    private final boolean ipv6;
    private final int vectorsEach;

    /**
     * @param vectorsEach buffers a message may have
     * @param ipv6 whether the socket's addresses are IPv6 addresses
     */
    MessageArray(Arena arena, int count, int vectorsEach, boolean ipv6) {
        this.ipv6 = ipv6;
        this.vectorsEach = vectorsEach;
        messages = arena.allocate((long) count * MESSAGE, Long.BYTES);
        names = arena.allocate((long) count * NAME, Long.BYTES);
        vectors = arena.allocate((long) count * vectorsEach * VECTOR, Long.BYTES);
        controls = arena.allocate((long) count * CONTROL, Long.BYTES);
        for (int index = 0; index < count; index++) {
            link(index);
        }
    }

    private void link(int index) {
        long message = (long) index * MESSAGE;
        messages.set(JAVA_LONG, message + NAME_POINTER, names.address() + (long) index * NAME);
        messages.set(JAVA_INT, message + NAME_LENGTH, nameLength());
        messages.set(JAVA_LONG, message + VECTOR_POINTER, vectors.address() + (long) index * vectorsEach * VECTOR);
        messages.set(JAVA_LONG, message + CONTROL_POINTER, controls.address() + (long) index * CONTROL);
        names.set(JAVA_SHORT, (long) index * NAME, (short) (ipv6 ? AF_INET6 : AF_INET));
        long control = (long) index * CONTROL;
        controls.set(JAVA_LONG, control, CONTROL_VALUE + Short.BYTES);
        controls.set(JAVA_INT, control + CONTROL_LEVEL, SOL_UDP);
        controls.set(JAVA_INT, control + CONTROL_TYPE, UDP_SEGMENT);
    }

    private int nameLength() {
        return ipv6 ? NAME_LENGTH_IPV6 : NAME_LENGTH_IPV4;
    }

    /** The messages from {@code first} on. */
    MemorySegment from(int first) {
        return messages.asSlice((long) first * MESSAGE);
    }

    /** Says where a message goes. */
    void address(int message, UdpPath to) {
        long name = (long) message * NAME;
        names.set(NETWORK_SHORT, name + NAME_PORT, (short) to.port());
        if (ipv6) {
            names.set(NETWORK_LONG, name + NAME_IPV6, to.high());
            names.set(NETWORK_LONG, name + NAME_IPV6 + Long.BYTES, to.low());
            names.set(JAVA_INT, name + NAME_SCOPE, to.scope());
        } else {
            names.set(NETWORK_INT, name + NAME_IPV4, (int) to.low());
        }
    }

    /** Says where the {@code place}th buffer of a message is. */
    void buffer(int message, int place, long address, long length) {
        long vector = ((long) message * vectorsEach + place) * VECTOR;
        vectors.set(JAVA_LONG, vector, address);
        vectors.set(JAVA_LONG, vector + Long.BYTES, length);
    }

    /**
     * Completes a message to be sent.
     *
     * @param first its first buffer, {@code count} how many
     * @param segmentSize bytes of each datagram the system shall cut it into; 0 leaves it whole
     */
    void complete(int message, int first, int count, int segmentSize) {
        long header = (long) message * MESSAGE;
        long row = vectors.address() + ((long) message * vectorsEach + first) * VECTOR;
        messages.set(JAVA_LONG, header + VECTOR_POINTER, row);
        messages.set(JAVA_LONG, header + VECTOR_COUNT, count);
        messages.set(JAVA_LONG, header + CONTROL_LENGTH, segmentSize == 0 ? 0 : CONTROL);
        controls.set(JAVA_SHORT, (long) message * CONTROL + CONTROL_VALUE, (short) segmentSize);
    }

    /** Prepares a message to be received into its first buffer: the system has overwritten what it was told before. */
    void expect(int message) {
        long header = (long) message * MESSAGE;
        messages.set(JAVA_INT, header + NAME_LENGTH, nameLength());
        messages.set(JAVA_LONG, header + VECTOR_COUNT, 1);
        messages.set(JAVA_LONG, header + CONTROL_LENGTH, CONTROL);
    }

    /** The sender of a message that was received. */
    UdpPath sender(int message, KnownPaths paths) {
        long name = (long) message * NAME;
        int port = Short.toUnsignedInt(names.get(NETWORK_SHORT, name + NAME_PORT));
        if (!ipv6) {
            return paths.of(0, UdpPath.mapped(names.get(NETWORK_INT, name + NAME_IPV4)), port, 0);
        }
        return paths.of(
                names.get(NETWORK_LONG, name + NAME_IPV6),
                names.get(NETWORK_LONG, name + NAME_IPV6 + Long.BYTES),
                port,
                names.get(JAVA_INT, name + NAME_SCOPE));
    }

    /** Bytes of a message that was received. */
    int received(int message) {
        return messages.get(JAVA_INT, (long) message * MESSAGE + RECEIVED);
    }

    /** Bytes of each of the datagrams that the system joined to a received message, or 0 when it is one datagram. */
    int joinedSize(int message) {
        long control = (long) message * CONTROL;
        boolean joined = messages.get(JAVA_LONG, (long) message * MESSAGE + CONTROL_LENGTH) >= CONTROL_VALUE
                && controls.get(JAVA_INT, control + CONTROL_LEVEL) == SOL_UDP
                && controls.get(JAVA_INT, control + CONTROL_TYPE) == UDP_GRO;
        return joined ? controls.get(JAVA_INT, control + CONTROL_VALUE) : 0;
    }

    /** Whether {@code name} is the {@code struct sockaddr} of that port and address; any two wildcards are the same. */
    static boolean names(MemorySegment name, UdpPath path, boolean wildcard) {
        int family = name.get(JAVA_SHORT, 0);
        boolean ipv4 = family == AF_INET;
        if ((!ipv4 && family != AF_INET6) || Short.toUnsignedInt(name.get(NETWORK_SHORT, NAME_PORT)) != path.port()) {
            return false;
        }
        long high = ipv4 ? 0 : name.get(NETWORK_LONG, NAME_IPV6);
        long low = ipv4
                ? UdpPath.mapped(name.get(NETWORK_INT, NAME_IPV4))
                : name.get(NETWORK_LONG, NAME_IPV6 + Long.BYTES);
        return wildcard ? high == 0 && (int) low == 0 : high == path.high() && low == path.low();
    }

    /** Room for any address the system may give. */
    static MemorySegment emptyName(Arena arena) {
        return arena.allocate(128, Long.BYTES).fill((byte) 0);
    }

    static boolean isIpv6(MemorySegment name) {
        return name.get(JAVA_SHORT, 0) == AF_INET6;
    }
}
