package dev.parley.media.rtcp;

/**
 * 64-bit NTP timestamps as SRs carry them (RFC 3550 section 4): seconds since 1900 in the high 32 bits, the fraction of
 * a second in the low 32; and their middle 32 bits, which count 1/65536 s.
 */
public final class NtpTime {
    private static final long SECONDS_FROM_1900_TO_1970 = 2_208_988_800L;
    /** Both ends round to milliseconds, so a round trip of almost nothing may come out a little below zero. */
    private static final long CLOCK_ROUNDING_MILLIS = 10;

    private NtpTime() {}

    /** The NTP timestamp of an instant given in milliseconds since 1970. Wraps in 2036, as the format does. */
    public static long fromEpochMillis(long epochMillis) {
        long seconds = Math.floorDiv(epochMillis, 1000L) + SECONDS_FROM_1900_TO_1970;
        long fraction = (Math.floorMod(epochMillis, 1000L) << 32) / 1000;
        return (seconds << 32) | fraction;
    }

    /** Milliseconds since 1970, to the nearest, of a timestamp of the era that began in 1900. */
    public static long toEpochMillis(long ntpTime) {
        long seconds = (ntpTime >>> 32) - SECONDS_FROM_1900_TO_1970;
        long fraction = ntpTime & 0xFFFF_FFFFL;
        return (seconds * 1000) + (((fraction * 1000) + 0x8000_0000L) >>> 32);
    }

    /** The middle 32 bits, as LSR carries them. */
    public static long middle32(long ntpTime) {
        return (ntpTime >>> 16) & 0xFFFF_FFFFL;
    }

    /** A duration in 1/65536 s, as DLSR carries it; longest 65,535 s. */
    public static long shortFromMillis(long durationMillis) {
        return Math.clamp(durationMillis, 0, 65_535_000L) * 65_536 / 1000;
    }

    /**
     * The round trip a report block proves (RFC 3550 section 6.4.1): its arrival minus LSR minus DLSR.
     *
     * @param arrivalNtpTime when the report block arrived, by the clock that stamped the SR
     * @return milliseconds; 0 when rounding made it negative, -1 when the block refers to no SR or to an impossible one
     */
    public static long roundTripMillis(long arrivalNtpTime, long lastSenderReport, long delaySinceLastSenderReport) {
        if (lastSenderReport == 0) {
            return -1;
        }
        int units = (int) (middle32(arrivalNtpTime) - lastSenderReport - delaySinceLastSenderReport);
        long millis = Math.floorDiv(units * 1000L, 65_536L);
        if (millis < 0) {
            return millis >= -CLOCK_ROUNDING_MILLIS ? 0 : -1;
        }
        return millis;
    }
}
