package dev.parley.media.forward;

import dev.parley.media.rtcp.NtpTime;

/**
 * When the last sender reports of one track went out. They carry the publisher's wall clock, which may jump and differs
 * from source to source, so a round trip is reckoned by our own clock and the report that the player names.
 */
final class SentReports {

    /** Seconds, at one report a second; a power of two. */
    private static final int KEPT = 8;

    private static final int DLSR_UNITS_PER_SECOND = 65_536;

    /** The middle 32 bits of their NTP times, 0 for none. */
    private final long[] names = new long[KEPT];

    private final long[] sent = new long[KEPT];
    private int next;

    void add(long ntpTime, long now) {
        names[next & (KEPT - 1)] = NtpTime.middle32(ntpTime);
        sent[next & (KEPT - 1)] = now;
        next++;
    }

    /**
     * The round trip that a report block proves (RFC 3550 §6.4.1).
     *
     * @param lastSenderReport LSR, 0 for none
     * @param delay DLSR, in 1/65536 s
     * @return milliseconds, -1 when it names no report of the last seconds or claims to have kept it for longer
     */
    int roundTripMillis(long lastSenderReport, long delay, long now) {
        for (int index = 0; index < KEPT && lastSenderReport != 0; index++) {
            if (names[index] == lastSenderReport) {
                long millis = now - sent[index] - delay * 1_000 / DLSR_UNITS_PER_SECOND;
                return millis < 0 ? -1 : (int) millis;
            }
        }
        return -1;
    }
}
