package dev.parley.media.forward;

/**
 * How a publisher's RTP time relates to its wall clock, as its last sender report said (RFC 3550 §6.4.1). Audio and
 * video of one publisher, and the layers of its picture, share that wall clock, so timestamps and reports derived from
 * it keep a player's lips in step.
 */
final class SenderClock {

    private boolean known;
    private long ntpTime;
    private long rtpTimestamp;
    private long arrival;

    void onSenderReport(long ntp, long rtp, long now) {
        known = true;
        ntpTime = ntp;
        rtpTimestamp = rtp;
        arrival = now;
    }

    boolean isKnown() {
        return known;
    }

    /** The publisher's wall clock now, in NTP format. */
    long ntpTime(long now) {
        return ntpTime + ((now - arrival) << 32) / 1_000;
    }

    /** The publisher's RTP clock now. */
    long rtpTimestamp(long now, int clockRate) {
        return rtpTimestamp + (now - arrival) * clockRate / 1_000;
    }

    /** The publisher's wall clock, in NTP format, at one of its RTP timestamps. */
    long ntpTimeOf(long timestamp, int clockRate) {
        int ticks = (int) (timestamp - rtpTimestamp);
        return ntpTime + ((long) (ticks / clockRate) << 32) + ((long) (ticks % clockRate) << 32) / clockRate;
    }

    /** The publisher's RTP timestamp at a time of its wall clock, which is in NTP format. */
    long rtpTimestampAt(long ntp, int clockRate) {
        long passed = ntp - ntpTime;
        long half = 1L << 31;
        return rtpTimestamp + (passed >> 32) * clockRate + (((passed & 0xFFFF_FFFFL) * clockRate + half) >>> 32);
    }

    /** A copy that stays as it is now, for another thread. */
    SenderClock copy() {
        SenderClock copy = new SenderClock();
        copy.set(this);
        return copy;
    }

    /** Knows from now on what {@code other} knows. */
    void set(SenderClock other) {
        known = other.known;
        ntpTime = other.ntpTime;
        rtpTimestamp = other.rtpTimestamp;
        arrival = other.arrival;
    }

    /** When the last report came, in epoch milliseconds of this side's clock. */
    long arrival() {
        return arrival;
    }

    void forget() {
        known = false;
    }
}
