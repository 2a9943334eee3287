package dev.parley.server.transport.udp;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/**
 * Takes waiting datagrams, many with one call. The system may join those that came from one sender in a burst (UDP
 * generic receive offload), as a frame of video does; they are handed over one by one.
 */
final class Ingress {

    /** Joined datagrams need as much as UDP can hold. */
    private static final int SLOT = 65_536;

    private static final int SLOTS = 16;

    private final SocketCalls calls;
    private final int descriptor;
    private final KnownPaths paths;
    private final MessageArray messages;
    private final MemorySegment slab;
    private final byte[] data = new byte[DatagramPort.LARGEST_DATAGRAM];

    /** @param ipv6 whether the socket's addresses are IPv6 addresses */
    Ingress(SocketCalls calls, int descriptor, Arena arena, boolean ipv6, KnownPaths paths) {
        this.calls = calls;
        this.descriptor = descriptor;
        this.paths = paths;
        slab = arena.allocate((long) SLOTS * SLOT, Long.BYTES);
        messages = new MessageArray(arena, SLOTS, 1, ipv6);
        for (int slot = 0; slot < SLOTS; slot++) {
            messages.buffer(slot, 0, slab.address() + (long) slot * SLOT, SLOT);
            messages.expect(slot);
        }
    }

    /** As {@link DatagramPort#receive}. */
    int receive(int limit, DatagramPort.Receiver receiver) throws IOException {
        int datagrams = 0;
        int filled = SLOTS;
        // A call that leaves a slot empty has emptied the socket.
        while (datagrams < limit && filled == SLOTS) {
            filled = calls.receiveMany(descriptor, messages.from(0), SLOTS);
            if (filled < 0) {
                return failed(-filled, datagrams);
            }
            for (int slot = 0; slot < filled; slot++) {
                UdpPath from = messages.sender(slot, paths);
                int length = messages.received(slot);
                int size = messages.joinedSize(slot);
                messages.expect(slot);
                datagrams += handOver(slot, length, size, from, receiver);
            }
        }
        return datagrams;
    }

    private static int failed(int error, int datagrams) throws IOException {
        if (error == SocketCalls.EAGAIN) {
            return datagrams;
        }
        throw new IOException("datagrams cannot be received: the system says error " + error);
    }

    private int handOver(int slot, int length, int joinedSize, UdpPath from, DatagramPort.Receiver receiver) {
        int size = joinedSize > 0 ? joinedSize : Math.max(1, length);
        int count = 0;
        int position = 0;
        do {
            int part = Math.min(size, length - position);
            int kept = Math.min(part, data.length);
            MemorySegment.copy(slab, JAVA_BYTE, (long) slot * SLOT + position, data, 0, kept);
            receiver.datagram(data, kept, from);
            position += size;
            count++;
        } while (position < length);
        return count;
    }
}
