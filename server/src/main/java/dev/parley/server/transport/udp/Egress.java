package dev.parley.server.transport.udp;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Datagrams that wait to be sent: their bytes one after another in one slab, as they came, and a chain of them for each
 * destination. What a room's packets make comes packet by packet, each for everybody; what the system sends at one go
 * are many datagrams for one destination. The chains turn the one order into the other, and copy nothing.
 */
final class Egress {

    /** Ends a chain. */
    static final int NONE = -1;

    private final MemorySegment slab;
    private final int[] offsets;
    private final int[] lengths;
    private final int[] next;
    private final @Nullable UdpPath[] destinations;
    private final int[] first;
    private final int[] last;
    private int datagrams;
    private int destinationCount;
    private int used;

    /**
     * @param bytes of the slab
     * @param capacity datagrams at the same time
     */
    Egress(Arena arena, int bytes, int capacity) {
        slab = arena.allocate(bytes, Long.BYTES);
        offsets = new int[capacity];
        lengths = new int[capacity];
        next = new int[capacity];
        destinations = new UdpPath[capacity];
        first = new int[capacity];
        last = new int[capacity];
    }

    boolean hasRoom(int length) {
        return datagrams < offsets.length && used + length <= slab.byteSize();
    }

    /** Adds a datagram there is room for. */
    void add(byte[] data, int offset, int length, UdpPath to) {
        int datagram = datagrams++;
        MemorySegment.copy(data, offset, slab, JAVA_BYTE, used, length);
        offsets[datagram] = used;
        lengths[datagram] = length;
        next[datagram] = NONE;
        used += length;
        int place = to.place;
        if (place < destinationCount && to.equals(destinations[place])) {
            next[last[place]] = datagram;
            last[place] = datagram;
        } else {
            begin(datagram, to);
        }
    }

    private void begin(int datagram, UdpPath to) {
        int place = destinationCount++;
        to.place = place;
        destinations[place] = to;
        first[place] = datagram;
        last[place] = datagram;
    }

    void clear() {
        // What is sent may not keep the paths of peers that left.
        Arrays.fill(destinations, 0, destinationCount, null);
        datagrams = 0;
        destinationCount = 0;
        used = 0;
    }

    /** Destinations that something waits for, in the order of the first datagram for each. */
    int destinations() {
        return destinationCount;
    }

    UdpPath destination(int place) {
        UdpPath path = destinations[place];
        if (path == null) {
            throw new IndexOutOfBoundsException(place);
        }
        return path;
    }

    /** The first datagram for a destination. */
    int first(int place) {
        return first[place];
    }

    /** The datagram for the same destination that was added after {@code datagram}, or {@link #NONE}. */
    int next(int datagram) {
        return next[datagram];
    }

    int length(int datagram) {
        return lengths[datagram];
    }

    long address(int datagram) {
        return slab.address() + offsets[datagram];
    }
}
