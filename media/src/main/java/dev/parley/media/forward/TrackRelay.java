package dev.parley.media.forward;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * Hands the packets of one thread's tracks to the players of another thread: each packet once, decrypted and repaired,
 * however many players there are. Packets go through a {@link PacketRing}; everything rare is a task for the other
 * thread, and neither ever waits for the other. This is the tracks' side, and theirs is the thread that calls it;
 * {@link #mirrors} is the players' side.
 */
public final class TrackRelay {

    /** Some 50 ms of what one thread can hand to another; a power of two. */
    private static final int RING_PACKETS = 1_024;

    private final Executor other;
    private final PacketRing ring;
    private final TrackMirrors mirrors;
    private final Map<IncomingTrack, Tap> taps = new HashMap<>();
    private final Runnable delivery = this::deliver;

    /** Whether the other thread has been told that there are packets, and has not looked yet. */
    private final AtomicBoolean awake = new AtomicBoolean();

    /** Counted on this thread, read on any. */
    private final AtomicLong dropped = new AtomicLong();

    /**
     * @param own runs tasks on the tracks' thread
     * @param other runs tasks on the players' thread
     * @param now the time on the players' thread, in epoch milliseconds of the same clock as here
     */
    public TrackRelay(Executor own, Executor other, LongSupplier now) {
        this(own, other, now, RING_PACKETS);
    }

    /** @param capacity of the ring in packets, a power of two */
    TrackRelay(Executor own, Executor other, LongSupplier now, int capacity) {
        this.other = other;
        this.ring = new PacketRing(capacity);
        this.mirrors = new TrackMirrors(this, own, now);
    }

    /** The players' side, for their thread alone. */
    public TrackMirrors mirrors() {
        return mirrors;
    }

    /** Has a track's packets carried to the other thread, until nobody needs them there or the track ends. */
    public RelayedTrack carry(IncomingTrack source) {
        Tap known = taps.get(source);
        if (known != null) {
            return known.track;
        }
        RelayedTrack track = new RelayedTrack(source);
        attach(track);
        return track;
    }

    /** Packets that found no room on their way; for any thread. */
    public long dropped() {
        return dropped.get();
    }

    /** Tracks that are carried now. */
    int carried() {
        return taps.size();
    }

    /** The other thread needs it, again. */
    void attach(RelayedTrack track) {
        IncomingTrack source = track.original();
        Tap known = taps.get(source);
        if (source.isEnded()) {
            end(track);
        } else if (known == null || known.track != track) {
            Tap tap = new Tap(track);
            taps.put(source, tap);
            source.attach(tap);
        }
    }

    /** The other thread does not need it any more. */
    void detach(RelayedTrack track) {
        IncomingTrack source = track.original();
        for (PacketSink sink : source.sinks()) {
            if (sink instanceof Tap tap && tap.track == track) {
                source.detach(tap);
                taps.remove(source, tap);
            }
        }
    }

    private void end(RelayedTrack track) {
        other.execute(() -> mirrors.end(track));
    }

    private void wake() {
        if (!awake.getAndSet(true)) {
            other.execute(delivery);
        }
    }

    /** On the other thread: first it may be woken again, then it looks; so no packet stays behind unnoticed. */
    private void deliver() {
        awake.set(false);
        mirrors.deliver(ring);
    }

    /** Listens to a track for the other thread. */
    private final class Tap implements PacketSink {
        private final RelayedTrack track;
        private boolean gap;
        private long toldReport = Long.MIN_VALUE;

        Tap(RelayedTrack track) {
            this.track = track;
        }

        @Override
        public void take(IncomingTrack from, MediaPacket packet, long now) {
            if (!ring.offer(track, from.generation(), packet.bytes(), packet.length())) {
                dropped.incrementAndGet();
                gap = true;
            } else if (gap) {
                gap = false;
                repair(from);
            }
            wake();
            SenderClock clock = from.senderClock();
            if (clock.isKnown() && clock.arrival() != toldReport) {
                tellReport(clock, from.generation());
            }
        }

        /** Nobody can decode what follows the gap; who begins to play later asks for a key frame anyway. */
        private void repair(IncomingTrack from) {
            if (track.isPlayed()) {
                from.requestKeyFrame();
            }
        }

        private void tellReport(SenderClock clock, long stream) {
            toldReport = clock.arrival();
            SenderClock copy = clock.copy();
            other.execute(() -> mirrors.onSenderReport(track, stream, copy));
        }

        @Override
        public void lose(IncomingTrack source) {
            source.detach(this);
            taps.remove(source, this);
            end(track);
        }
    }
}
