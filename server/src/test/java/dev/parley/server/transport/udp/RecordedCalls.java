package dev.parley.server.transport.udp;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToIntFunction;

/** A system that takes messages as the contract of {@code sendmmsg} says, refuses what it is told to, and notes all. */
@SuppressWarnings("restricted") // follows the pointers it is given, as a system does
final class RecordedCalls implements SocketCalls {

    private static final int MESSAGE = 64;

    /** A message that was sent: the address's bytes, the size to cut it into or 0, and its datagrams. */
    record Sent(List<Byte> address, int segmentSize, List<Integer> lengths, List<Byte> firstBytes) {
        int port() {
            return Byte.toUnsignedInt(address.get(2)) << 8 | Byte.toUnsignedInt(address.get(3));
        }
    }

    final List<Sent> sent = new ArrayList<>();

    /** Messages each call was given. */
    final List<Integer> calls = new ArrayList<>();

    /** The error for a message, or 0. */
    ToIntFunction<Sent> refusal = message -> 0;

    int mostInOneCall = Integer.MAX_VALUE;
    boolean knowsSendMany = true;

    @Override
    public int sendMany(int descriptor, MemorySegment messages, int count) {
        calls.add(count);
        if (!knowsSendMany) {
            return -ENOSYS;
        }
        int done = 0;
        while (done < Math.min(count, mostInOneCall)) {
            int error = take(messages.asSlice((long) done * MESSAGE));
            if (error != 0) {
                return done > 0 ? done : -error;
            }
            done++;
        }
        return done;
    }

    @Override
    public int sendOne(int descriptor, MemorySegment message) {
        calls.add(1);
        return -take(message);
    }

    private int take(MemorySegment message) {
        Sent next = read(message);
        int error = refusal.applyAsInt(next);
        if (error == 0) {
            sent.add(next);
        }
        return error;
    }

    private static Sent read(MemorySegment message) {
        MemorySegment vectors = at(message.get(JAVA_LONG, 16), message.get(JAVA_LONG, 24) * 16);
        List<Integer> lengths = new ArrayList<>();
        List<Byte> firstBytes = new ArrayList<>();
        for (long vector = 0; vector < vectors.byteSize(); vector += 16) {
            int length = (int) vectors.get(JAVA_LONG, vector + 8);
            lengths.add(length);
            firstBytes.add(
                    length == 0 ? 0 : at(vectors.get(JAVA_LONG, vector), length).get(JAVA_BYTE, 0));
        }
        return new Sent(address(message), segmentSize(message), lengths, firstBytes);
    }

    private static List<Byte> address(MemorySegment message) {
        List<Byte> bytes = new ArrayList<>();
        for (byte each : at(message.get(JAVA_LONG, 0), message.get(JAVA_INT, 8)).toArray(JAVA_BYTE)) {
            bytes.add(each);
        }
        return bytes;
    }

    private static int segmentSize(MemorySegment message) {
        if (message.get(JAVA_LONG, 40) == 0) {
            return 0;
        }
        MemorySegment control = at(message.get(JAVA_LONG, 32), 24);
        boolean segments = control.get(JAVA_LONG, 0) == 18
                && control.get(JAVA_INT, 8) == MessageArray.SOL_UDP
                && control.get(JAVA_INT, 12) == MessageArray.UDP_SEGMENT;
        if (!segments) {
            throw new AssertionError("no control message of UDP_SEGMENT");
        }
        return Short.toUnsignedInt(control.get(JAVA_SHORT, 16));
    }

    private static MemorySegment at(long address, long size) {
        return MemorySegment.ofAddress(address).reinterpret(size);
    }

    @Override
    public int receiveMany(int descriptor, MemorySegment messages, int count) {
        return -EIO;
    }

    @Override
    public int localAddress(int descriptor, MemorySegment address, MemorySegment length) {
        return -EINVAL;
    }

    @Override
    public int option(int descriptor, int level, int name, MemorySegment value, MemorySegment length) {
        return -EINVAL;
    }

    @Override
    public int setOption(int descriptor, int level, int name, MemorySegment value) {
        return -EINVAL;
    }
}
