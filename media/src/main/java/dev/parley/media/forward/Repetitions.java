package dev.parley.media.forward;

import dev.parley.media.bandwidth.Urgency;
import dev.parley.media.rtp.SequenceNumbers;
import dev.parley.media.session.Codec;
import org.jspecify.annotations.Nullable;

/**
 * Sends again what one player lost: as retransmissions where those were agreed, else the very bytes that were sent
 * before.
 */
final class Repetitions {

    /** Packets of a layer that was switched away from are repeated for this long. */
    private static final long AFTER_SWITCH_MILLIS = 2_000;

    /** What was sealed last, for players without a retransmission format; a power of two. */
    private static final int SEALED_PACKETS = 256;

    private final Egress egress;
    private final ScratchPackets scratch;
    private final long ssrc;
    private final long rtxSsrc;
    private final RepeatAllowance allowance = new RepeatAllowance();
    private @Nullable SealedHistory sealed;

    /** What played until a layer took its place, as long as its packets may be asked for. */
    private @Nullable Passage previous;

    private long switchedAt;
    private int rtxSequence;
    private long repeats;

    /** @param rtxSsrc of the retransmission stream, or -1 when there is none */
    Repetitions(Egress egress, ScratchPackets scratch, long ssrc, long rtxSsrc) {
        this.egress = egress;
        this.scratch = scratch;
        this.ssrc = ssrc;
        this.rtxSsrc = rtxSsrc;
    }

    /** Whether packets of that format are repeated on a stream of their own. */
    boolean areRetransmissions(Codec format) {
        return format.hasRtx() && rtxSsrc >= 0;
    }

    /** Something else plays from now on, in that format. */
    void begin(Codec format, @Nullable Passage before, long now) {
        previous = before == null || before.isEnded() ? null : before;
        switchedAt = now;
        if (!areRetransmissions(format) && format.feedback().contains("nack") && sealed == null) {
            sealed = new SealedHistory(SEALED_PACKETS);
        }
    }

    /** Repeats nothing of what played before. */
    void forgetPrevious() {
        previous = null;
    }

    /** Where packets of that format are to be kept when they are sealed, null for nowhere. */
    @Nullable
    SealedHistory keeping(Codec format) {
        return areRetransmissions(format) ? null : sealed;
    }

    /**
     * Answers a player that lost {@code sequence} (one of ours). What is not kept uses up nothing of what may be sent.
     *
     * @param lastNumber the last sequence number sent, without wrapping
     */
    void repeat(Passage present, long lastNumber, int sequence, long now) {
        if (areRetransmissions(present.format())) {
            long number = lastNumber + SequenceNumbers.distance((int) lastNumber & 0xFFFF, sequence);
            Passage passage = number < present.firstNumber() ? previous : present;
            if (passage != null && !passage.isEnded() && allowance.take(now)) {
                retransmit(passage, number, now);
            }
        } else if (sealed != null && sealed.holds(sequence) && allowance.take(now)) {
            repeats++;
            egress.repeat(sealed, sequence, now);
        }
    }

    private void retransmit(Passage passage, long number, long now) {
        byte[] packet = scratch.packet();
        int size = passage.restore(number, egress, ssrc, packet);
        if (size < 0) {
            return;
        }
        rtxSequence = (rtxSequence + 1) & 0xFFFF;
        int format = passage.format().rtxPayloadType();
        int wrapped = Retransmission.wrap(packet, size, format, rtxSsrc, rtxSequence, scratch.repeated());
        repeats++;
        egress.send(scratch.repeated(), wrapped, Urgency.REPAIR, now);
    }

    /** Packets that were sent again. */
    long repeats() {
        return repeats;
    }

    /**
     * Sends a packet that carries nothing, on the stream of retransmissions.
     *
     * @param most bytes of it
     * @return its bytes, 0 when the player has no such stream
     */
    int pad(Codec format, long timestamp, int most, long now) {
        if (!areRetransmissions(format)) {
            return 0;
        }
        byte[] packet = scratch.repeated();
        rtxSequence = (rtxSequence + 1) & 0xFFFF;
        int size = Retransmission.empty(egress, format.rtxPayloadType(), rtxSsrc, rtxSequence, timestamp, most, packet);
        egress.send(packet, size, Urgency.PADDING, now);
        return size;
    }

    void tick(long now) {
        if (previous != null && now - switchedAt >= AFTER_SWITCH_MILLIS) {
            previous = null;
        }
    }
}
