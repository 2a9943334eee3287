package dev.parley.media.rtcp;

/**
 * What one received SSRC's packets say about the path they took: the figures of a report block (RFC 3550 section 6.4.1,
 * appendices A.1, A.3, A.8). Packets reach it only after SRTP authenticated them, so the probation of appendix A.1 is
 * left out: the first packet counts. One thread; time is milliseconds of any steady clock, always the same.
 */
public final class ReceptionStatistics {
    /** Appendix A.1: a larger step forward is a restarted sequence, not loss. */
    private static final int MAX_DROPOUT = 3000;
    /** Appendix A.1: a packet further behind than this belongs to a restarted sequence. */
    private static final int MAX_MISORDER = 100;

    private static final int SEQUENCE_MODULO = 1 << 16;
    private static final int NO_BAD_SEQUENCE = SEQUENCE_MODULO + 1;
    private static final int LARGEST_CUMULATIVE_LOSS = 0x7F_FFFF;
    private static final int SMALLEST_CUMULATIVE_LOSS = -0x80_0000;
    /**
     * A transit time that changes by more than this is a new timestamp origin, such as a replaced track, not jitter.
     */
    private static final int LARGEST_JITTER_SECONDS = 5;

    private final long ssrc;
    private final int clockRate;

    private boolean started;
    private int baseSequence;
    private int highestSequence;
    private long cycles;
    private int badSequence = NO_BAD_SEQUENCE;
    private long received;
    private long expectedPrior;
    private long receivedPrior;
    private long expectedBefore;
    private long receivedBefore;

    private boolean transitKnown;
    private int transit;
    /** Scaled by 16, as in appendix A.8. */
    private long scaledJitter;

    private long lastSenderReport;
    private long lastSenderReportMillis;

    /**
     * Starts with nothing received.
     *
     * @param clockRate RTP ticks per second of the payload
     */
    public ReceptionStatistics(long ssrc, int clockRate) {
        if (clockRate <= 0) {
            throw new IllegalArgumentException("clock rate must be positive: " + clockRate);
        }
        this.ssrc = ssrc;
        this.clockRate = clockRate;
    }

    /**
     * Takes one packet into account.
     *
     * @param sequence 0..65535
     * @param timestamp the packet's RTP timestamp
     */
    public void onPacket(int sequence, long timestamp, long nowMillis) {
        if (updateSequence(sequence)) {
            updateJitter(timestamp, nowMillis);
        }
    }

    /** Remembers an SR of this source, for LSR and DLSR. */
    public void onSenderReport(long ntpTime, long nowMillis) {
        lastSenderReport = NtpTime.middle32(ntpTime);
        lastSenderReportMillis = nowMillis;
    }

    /**
     * Counts the packet; true when it advanced the sequence, so that its transit time is the path's and not a
     * re-send's.
     */
    private boolean updateSequence(int sequence) {
        if (!started) {
            restart(sequence);
            received++;
            return true;
        }
        int step = (sequence - highestSequence) & 0xFFFF;
        if (step > 0 && step < MAX_DROPOUT) {
            cycles += sequence < highestSequence ? SEQUENCE_MODULO : 0;
            highestSequence = sequence;
        } else if (step != 0 && step <= SEQUENCE_MODULO - MAX_MISORDER) {
            if (sequence != badSequence) {
                badSequence = (sequence + 1) & 0xFFFF;
                return false;
            }
            restart(sequence);
        } else {
            received++;
            return false;
        }
        received++;
        return true;
    }

    private void restart(int sequence) {
        expectedBefore += expected();
        receivedBefore += received;
        started = true;
        baseSequence = sequence;
        highestSequence = sequence;
        badSequence = NO_BAD_SEQUENCE;
        cycles = 0;
        received = 0;
        receivedPrior = 0;
        expectedPrior = 0;
        transitKnown = false;
    }

    private void updateJitter(long timestamp, long nowMillis) {
        int arrival = (int) (nowMillis * clockRate / 1000);
        int newTransit = arrival - (int) timestamp;
        if (transitKnown) {
            long difference = Math.abs((long) (newTransit - transit));
            if (difference <= (long) LARGEST_JITTER_SECONDS * clockRate) {
                scaledJitter += difference - ((scaledJitter + 8) >> 4);
            }
        }
        transit = newTransit;
        transitKnown = true;
    }

    /** Whether there is anything to report. */
    public boolean started() {
        return started;
    }

    public long ssrc() {
        return ssrc;
    }

    /** Packets counted since the start or the last restart of the sequence, duplicates included. */
    public long packetsReceived() {
        return received;
    }

    /** Packets sent since the start, as the sequence numbers tell, over all restarts of the sequence. */
    public long totalExpected() {
        return expectedBefore + expected();
    }

    /** Packets counted since the start, duplicates included, over all restarts of the sequence. */
    public long totalReceived() {
        return receivedBefore + received;
    }

    /** Highest sequence number with cycles, 32 bits; 0 before the first packet. */
    public long extendedHighestSequence() {
        return (cycles + highestSequence) & 0xFFFF_FFFFL;
    }

    /** Expected minus received, within 24 signed bits. */
    public int cumulativeLost() {
        return Math.clamp(expected() - received, SMALLEST_CUMULATIVE_LOSS, LARGEST_CUMULATIVE_LOSS);
    }

    /** Interarrival jitter in RTP ticks. */
    public long jitter() {
        return scaledJitter >> 4;
    }

    /** Interarrival jitter in milliseconds. */
    public long jitterMillis() {
        return jitter() * 1000 / clockRate;
    }

    /** The block for the next SR or RR. Ends the interval that {@code fractionLost} is about. */
    public ReportBlock takeReportBlock(long nowMillis) {
        long expected = expected();
        long expectedInterval = expected - expectedPrior;
        long lostInterval = expectedInterval - (received - receivedPrior);
        expectedPrior = expected;
        receivedPrior = received;
        int fraction = expectedInterval == 0 || lostInterval <= 0 ? 0 : (int) ((lostInterval << 8) / expectedInterval);
        long delay = lastSenderReport == 0 ? 0 : NtpTime.shortFromMillis(nowMillis - lastSenderReportMillis);
        return new ReportBlock(
                ssrc,
                Math.min(fraction, 255),
                cumulativeLost(),
                extendedHighestSequence(),
                jitter(),
                lastSenderReport,
                delay);
    }

    private long expected() {
        return started ? cycles + highestSequence - baseSequence + 1 : 0;
    }
}
