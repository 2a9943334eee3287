package dev.parley.media.bandwidth;

import java.util.Arrays;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Copies of packets, first in, first out. Their places are made when the queue first grows to them and used again from
 * then on, until {@link #shrink}. One thread.
 */
final class PacketQueue {

    /** One packet that waits. */
    static final class Slot {
        byte[] packet = new byte[0];
        int length;
        long since;

        @Nullable
        Object token;
    }

    private static final int SMALLEST = 16;
    /** Packets of a usual size fit without growing again. */
    private static final int PACKET_BYTES = 1_280;

    private @Nullable Slot[] slots = new Slot[SMALLEST];
    private int head;
    private int size;

    void add(byte[] packet, int length, @Nullable Object token, long now) {
        if (size == slots.length) {
            grow();
        }
        int place = (head + size) & (slots.length - 1);
        Slot slot = slots[place];
        if (slot == null) {
            slot = new Slot();
            slots[place] = slot;
        }
        if (slot.packet.length < length) {
            slot.packet = new byte[Math.max(PACKET_BYTES, length)];
        }
        System.arraycopy(packet, 0, slot.packet, 0, length);
        slot.length = length;
        slot.token = token;
        slot.since = now;
        size++;
    }

    private void grow() {
        @Nullable Slot[] larger = new Slot[slots.length * 2];
        int untilEnd = slots.length - head;
        System.arraycopy(slots, head, larger, 0, untilEnd);
        System.arraycopy(slots, 0, larger, untilEnd, head);
        slots = larger;
        head = 0;
    }

    int size() {
        return size;
    }

    boolean isEmpty() {
        return size == 0;
    }

    /**
     * Takes the first packet out. It is the taker's until the next call of {@link #add}.
     *
     * @throws IllegalStateException when there is none
     */
    Slot take() {
        Slot slot = first();
        head = (head + 1) & (slots.length - 1);
        size--;
        return slot;
    }

    /** @throws IllegalStateException when there is none */
    Slot first() {
        Slot slot = size == 0 ? null : slots[head];
        if (slot == null) {
            throw new IllegalStateException("the queue is empty");
        }
        return slot;
    }

    /**
     * Takes out what is not worth sending any more; the others keep their order.
     *
     * @return how many packets were taken out
     */
    int discard(Predicate<byte[]> worthless) {
        int kept = 0;
        for (int index = 0; index < size; index++) {
            int from = (head + index) & (slots.length - 1);
            int to = (head + kept) & (slots.length - 1);
            Slot slot = slots[from];
            if (slot != null && !worthless.test(slot.packet)) {
                slots[from] = slots[to];
                slots[to] = slot;
                kept++;
            }
        }
        int discarded = size - kept;
        size = kept;
        shrink();
        return discarded;
    }

    /** Gives back what an exceptional backlog made, when nothing waits any more. */
    void shrink() {
        if (size == 0 && slots.length > SMALLEST) {
            slots = Arrays.copyOf(slots, SMALLEST);
            head = 0;
        }
    }
}
