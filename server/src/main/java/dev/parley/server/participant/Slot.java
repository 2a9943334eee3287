package dev.parley.server.participant;

import org.jspecify.annotations.Nullable;

/**
 * A section that carries whatever is subscribed to, one stream after the other. What it holds is changed by callers,
 * what it counts by the participant's thread.
 */
final class Slot {

    /** What has arrived of one stream of one user, over all slots and subscriptions. Counts on the media's thread. */
    static final class Stream {
        private volatile Received received = Received.NOTHING;

        Received received() {
            return received;
        }
    }

    /** One subscription in this slot. */
    record Held(String userId, MediaSource source, Stream stream) {}

    private final String mid;
    private final boolean video;
    private volatile @Nullable Held held;
    private volatile Received received = Received.NOTHING;

    Slot(String mid, boolean video) {
        this.mid = mid;
        this.video = video;
    }

    String mid() {
        return mid;
    }

    boolean isVideo() {
        return video;
    }

    boolean isFree() {
        return held == null;
    }

    boolean holds(String userId, MediaSource source) {
        Held current = held;
        return current != null && current.userId.equals(userId) && current.source == source;
    }

    void hold(@Nullable Held next) {
        held = next;
    }

    Received received() {
        return received;
    }

    /** Counts a packet, for the slot and for what it holds; on the media's thread alone. */
    void count(byte[] packet, int length, String codecName) {
        received = received.plus(packet, length, codecName);
        Held current = held;
        if (current != null) {
            current.stream.received = current.stream.received.plus(packet, length, codecName);
        }
    }
}
