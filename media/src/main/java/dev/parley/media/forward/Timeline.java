package dev.parley.media.forward;

import dev.parley.media.rtcp.NtpTime;
import org.jspecify.annotations.Nullable;

/**
 * The RTP timestamps of one player's stream, which go on steadily while sources change, and what sender reports say
 * about them. From one layer of a picture to another the publisher's wall clock tells how much time has passed; from
 * one publisher to another only the time of arrival does.
 */
final class Timeline {

    /** How far the publisher's clock may be from what the arrival says before it is not believed, in milliseconds. */
    private static final int MOST_DOUBT_MILLIS = 1_000;

    private final SenderClock earlier = new SenderClock();
    private long earlierOffset;
    private @Nullable IncomingTrack source;
    private long generation;
    private long offset;
    private int clockRate = 90_000;
    private boolean started;
    private long lastTimestamp;
    private long lastForwarded;

    /** @param firstTimestamp about where it begins */
    Timeline(long firstTimestamp) {
        lastTimestamp = firstTimestamp;
    }

    /** Of the newest packet so far. */
    long lastTimestamp() {
        return lastTimestamp;
    }

    /** When a packet was forwarded last. */
    long lastForwarded() {
        return lastForwarded;
    }

    /**
     * Another stream goes on from here.
     *
     * @param timestamp of its first packet
     * @return what is to be added to its timestamps
     */
    long join(IncomingTrack joining, long timestamp, int rate, long now) {
        remember(joining);
        long passed = started ? Math.max(1, (now - lastForwarded) * rate / 1_000) : 0;
        long continued = lastTimestamp + passed;
        if (earlier.isKnown() && joining.senderClock().isKnown()) {
            long wallClock = joining.senderClock().ntpTimeOf(timestamp, rate);
            int correction = (int) (earlier.rtpTimestampAt(wallClock, rate) + earlierOffset - continued);
            if (Math.abs((long) correction) <= (long) MOST_DOUBT_MILLIS * rate / 1_000) {
                continued = Math.max(lastTimestamp + 1, continued + correction);
            }
        }
        source = joining;
        generation = joining.generation();
        clockRate = rate;
        offset = continued - timestamp;
        return offset;
    }

    /** Keeps the clock of the present source for one of the same publisher. */
    private void remember(IncomingTrack joining) {
        IncomingTrack present = source;
        if (present == null || !present.isOfSamePublisher(joining)) {
            earlier.forget();
        } else if (knowsClock(present)) {
            earlier.set(present.senderClock());
            earlierOffset = offset;
        }
    }

    private boolean knowsClock(IncomingTrack present) {
        return present.generation() == generation && present.senderClock().isKnown();
    }

    /** The newest packet so far has gone out under this timestamp. */
    void onForwarded(long timestamp, long now) {
        started = true;
        lastTimestamp = timestamp;
        lastForwarded = now;
    }

    /** Whose clock tells the time: the source's, else that of the publisher's stream before it, else ours. */
    private @Nullable SenderClock clock() {
        IncomingTrack present = source;
        if (present != null && knowsClock(present)) {
            return present.senderClock();
        }
        return earlier.isKnown() ? earlier : null;
    }

    /** The wall clock of a sender report. */
    long reportNtpTime(long now) {
        SenderClock clock = clock();
        return clock == null ? NtpTime.fromEpochMillis(now) : clock.ntpTime(now);
    }

    /** The player's RTP timestamp at that wall clock. */
    long reportTimestamp(long now) {
        SenderClock clock = clock();
        if (clock == null) {
            return (lastTimestamp + (now - lastForwarded) * clockRate / 1_000) & 0xFFFF_FFFFL;
        }
        long added = clock == earlier ? earlierOffset : offset;
        return (clock.rtpTimestamp(now, clockRate) + added) & 0xFFFF_FFFFL;
    }
}
