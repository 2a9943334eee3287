package dev.parley.server.load;

import dev.parley.media.codec.Opus;
import dev.parley.media.container.Clip;
import dev.parley.media.rtcp.ReceptionStatistics;
import dev.parley.media.rtp.NackGenerator;
import org.jspecify.annotations.Nullable;

/** One stream as a subscriber receives it: what came, what is missing, what to ask for again. For one thread. */
final class ReceivedStream {

    private static final int[] NOTHING = {};

    private final StreamFormat format;
    private final int ssrc;
    private final StreamLedger ledger;
    private final ReceptionStatistics statistics;
    private final @Nullable NackGenerator nacks;
    private final Counters counters;
    private long abandoned;

    /** @param ssrc 32 bits */
    ReceivedStream(StreamFormat format, int ssrc, boolean asksAgain, Counters counters) {
        this.format = format;
        this.ssrc = ssrc;
        this.ledger = new StreamLedger();
        this.statistics = new ReceptionStatistics(ssrc(), format.video() ? Clip.VIDEO_CLOCK_RATE : Opus.CLOCK_RATE);
        this.nacks = asksAgain && format.video() ? new NackGenerator() : null;
        this.counters = counters;
    }

    boolean is(int wanted) {
        return ssrc == wanted;
    }

    long ssrc() {
        return ssrc & 0xFFFF_FFFFL;
    }

    StreamFormat format() {
        return format;
    }

    ReceptionStatistics statistics() {
        return statistics;
    }

    /** Counts a packet that came in the stream itself. */
    void arrived(int sequence, long timestamp, int length, long millis) {
        statistics.onPacket(sequence, timestamp, millis);
        int step = take(sequence);
        if (step == StreamLedger.DUPLICATE) {
            counters.duplicates++;
        } else {
            delivered(length);
            counters.missing += step == StreamLedger.LATE ? -1 : step;
            counters.late += step == StreamLedger.LATE ? 1 : 0;
        }
        note(false, millis);
    }

    /** Counts a packet that was sent again in a stream of its own. */
    void recovered(int sequence, int length, long millis) {
        int step = take(sequence);
        if (step != StreamLedger.DUPLICATE) {
            delivered(length);
            counters.missing += step == StreamLedger.LATE ? -1 : step;
            counters.recovered++;
        }
        note(true, millis);
    }

    private int take(int sequence) {
        long restarts = ledger.restarts();
        int step = ledger.take(sequence);
        counters.restarts += ledger.restarts() - restarts;
        return step;
    }

    private void delivered(int length) {
        counters.delivered++;
        counters.deliveredBytes += length;
    }

    private void note(boolean answer, long millis) {
        if (nacks != null) {
            nacks.onPacket(ledger.latest(), answer, millis);
        }
    }

    /** What to ask for again now; empty for nothing. */
    int[] wanted(long millis) {
        return nacks == null || nacks.outstanding() == 0 ? NOTHING : nacks.poll(millis);
    }

    /** Whether a hole was given up since this was last asked, so that only a key frame helps. */
    boolean needsKeyFrame() {
        long now = nacks == null ? 0 : nacks.abandoned();
        boolean more = now > abandoned;
        abandoned = now;
        return more;
    }
}
