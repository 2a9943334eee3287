package dev.parley.media.bandwidth;

import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Spreads what goes to one player, so that a key frame does not fill the queues of its path. A leaky bucket: what is
 * sent fills it, it leaks at {@link #FACTOR} times the target, or {@link #GENTLE_FACTOR} times, and while it holds less
 * than a burst a packet passes. A burst is ten milliseconds' worth, at most sixteen packets, so that what goes out in
 * one round still makes one large send. Sends nothing and knows no clock: the caller asks before each packet whether it
 * {@link #passes}, which costs no copy; when not, it hands over a copy by {@link #enqueue} and calls {@link #drain} on
 * each tick.
 *
 * <p>Bounded: {@link #MOST_PACKETS} packets and {@link #OLDEST_MILLIS}. What cannot be kept is dropped and reported to
 * the sink, for its stream then needs a key frame. One per transport; one thread; times are epoch milliseconds.
 */
public final class Pacer {
    /** So much faster than the target media may leave; on average the layers chosen keep to the target. */
    public static final double FACTOR = 2.5;
    /** While a queue stands on the path: what leaves faster would only make it longer, or be dropped there. */
    public static final double GENTLE_FACTOR = 1.2;
    /** No more packets wait. */
    public static final int MOST_PACKETS = 500;
    /** Video that waited longer is worth nothing any more. */
    public static final long OLDEST_MILLIS = 400;

    /** So much of the target may leave in the long run, for estimates waver. */
    private static final double LASTING_FACTOR = 1.1;
    /** Repairs wait when as much more than the target was sent as it makes in this time: they feed what they mend. */
    private static final double REPAIR_EXCESS_MILLIS = 400;

    private static final double VIDEO_EXCESS_MILLIS = 1_000;
    private static final double MOST_EXCESS_MILLIS = 1_200;

    private static final long BURST_MILLIS = 10;
    private static final int SMALLEST_BURST_BYTES = 2_400;
    private static final int LARGEST_BURST_BYTES = 16 * 1_200;
    /** Audio and probes pass whatever the bucket holds; it does not remember more of that than this. */
    private static final int FULL_BYTES = 4 * LARGEST_BURST_BYTES;

    private static final Urgency[] WAITING = {Urgency.REPAIR, Urgency.VIDEO, Urgency.PADDING};

    /** Where packets go that had to wait. Called within {@link #drain}; arrays are only valid during the call. */
    public interface Sink {
        /** The packet's turn. */
        void send(byte[] packet, int length, Urgency urgency, @Nullable Object token);

        /** The packet was dropped: it waited too long. */
        void onDropped(byte[] packet, Urgency urgency, @Nullable Object token);
    }

    private final PacketQueue repairs = new PacketQueue();
    private final PacketQueue video = new PacketQueue();
    private final PacketQueue padding = new PacketQueue();
    private double targetRate;
    private double highestRate;
    private double burst;
    private double held;
    /** What a second bucket holds that leaks little faster than the target, against lasting excess. */
    private double excess;

    private long updated = Long.MIN_VALUE;

    /** Starts empty; paces for {@code targetBitrate} bits per second. */
    public Pacer(long targetBitrate) {
        setTarget(targetBitrate, false);
    }

    /**
     * Follows the estimate.
     *
     * @param targetBitrate bits per second
     * @param gently whether nothing may leave faster than that, for a queue has to empty
     */
    public void setTarget(long targetBitrate, boolean gently) {
        targetRate = Math.max(1, targetBitrate) / 8_000.0;
        highestRate = (gently ? GENTLE_FACTOR : FACTOR) * targetRate;
        burst = Math.clamp(FACTOR * targetRate * BURST_MILLIS, SMALLEST_BURST_BYTES, LARGEST_BURST_BYTES);
    }

    /**
     * Whether a packet may go out now, which is then counted. Audio always may. Others may not overtake what waits.
     *
     * @return false when it has to be given to {@link #enqueue}
     */
    public boolean passes(int bytes, Urgency urgency, long now) {
        leak(now);
        if (urgency != Urgency.AUDIO && (!isOpen(urgency) || isBehindOthers(urgency))) {
            return false;
        }
        count(bytes);
        return true;
    }

    private void leak(long now) {
        if (updated != Long.MIN_VALUE && now > updated) {
            held = Math.max(0, held - (highestRate * (now - updated)));
            excess = Math.max(0, excess - (LASTING_FACTOR * targetRate * (now - updated)));
        }
        updated = now;
    }

    private void count(int bytes) {
        held = Math.min(FULL_BYTES, held + bytes);
        excess = Math.min(MOST_EXCESS_MILLIS * targetRate, excess + bytes);
    }

    /** Whether a packet of that kind may leave by what was sent before. */
    private boolean isOpen(Urgency urgency) {
        double millis = excess / targetRate;
        return held < burst
                && switch (urgency) {
                    case AUDIO, PADDING -> true;
                    case REPAIR -> millis < REPAIR_EXCESS_MILLIS;
                    case VIDEO -> millis < VIDEO_EXCESS_MILLIS;
                };
    }

    private boolean isBehindOthers(Urgency urgency) {
        return !repairs.isEmpty()
                || (urgency != Urgency.REPAIR && !video.isEmpty())
                || (urgency == Urgency.PADDING && !padding.isEmpty());
    }

    /**
     * Keeps a copy of a packet until its turn. Padding makes place for anything else when there is none.
     *
     * @param token whatever tells the caller whose packet it is
     * @return false when there is no room, and the packet is lost
     * @throws IllegalArgumentException for audio, which never waits
     */
    public boolean enqueue(byte[] packet, int length, Urgency urgency, @Nullable Object token, long now) {
        if (urgency == Urgency.AUDIO) {
            throw new IllegalArgumentException("audio never waits");
        }
        if (size() >= MOST_PACKETS && !makePlace(urgency)) {
            return false;
        }
        queue(urgency).add(packet, length, token, now);
        return true;
    }

    private boolean makePlace(Urgency urgency) {
        if (urgency == Urgency.PADDING || padding.isEmpty()) {
            return false;
        }
        padding.take();
        return true;
    }

    private PacketQueue queue(Urgency urgency) {
        return switch (urgency) {
            case REPAIR -> repairs;
            case VIDEO -> video;
            case PADDING -> padding;
            case AUDIO -> throw new IllegalArgumentException("audio never waits");
        };
    }

    /**
     * Sends what may go out now, most urgent first, and drops what is too old.
     *
     * @return how many packets went out
     */
    public int drain(long now, Sink sink) {
        leak(now);
        int sent = 0;
        for (Urgency urgency : WAITING) {
            sent += drain(queue(urgency), urgency, now, sink);
        }
        return sent;
    }

    private int drain(PacketQueue queue, Urgency urgency, long now, Sink sink) {
        if (queue.isEmpty()) {
            return 0;
        }
        int sent = 0;
        while (!queue.isEmpty()) {
            if (now - queue.first().since > OLDEST_MILLIS) {
                PacketQueue.Slot slot = queue.take();
                sink.onDropped(slot.packet, urgency, slot.token);
            } else if (isOpen(urgency)) {
                PacketQueue.Slot slot = queue.take();
                count(slot.length);
                sink.send(slot.packet, slot.length, urgency, slot.token);
                sent++;
            } else {
                return sent;
            }
        }
        queue.shrink();
        return sent;
    }

    /**
     * Drops packets that wait, without a word to the sink.
     *
     * @param worthless told of each packet, beginning with its RTP header
     * @return how many
     */
    public int discard(Predicate<byte[]> worthless) {
        return repairs.discard(worthless) + video.discard(worthless) + padding.discard(worthless);
    }

    /** Packets that wait. */
    public int size() {
        return repairs.size() + video.size() + padding.size();
    }

    /** Whether {@link #drain} has anything to do. */
    public boolean isEmpty() {
        return size() == 0;
    }
}
