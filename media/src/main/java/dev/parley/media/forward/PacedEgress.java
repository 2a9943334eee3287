package dev.parley.media.forward;

import dev.parley.media.bandwidth.EstimatorSettings;
import dev.parley.media.bandwidth.Pacer;
import dev.parley.media.bandwidth.SendSideEstimator;
import dev.parley.media.bandwidth.Urgency;
import dev.parley.media.rtp.BigEndian;
import dev.parley.media.rtp.RtpHeader;
import dev.parley.media.session.PeerTransport;
import org.jspecify.annotations.Nullable;

/**
 * The way to one client. When the client tells how packets arrive (transport-wide congestion control), each carries a
 * number in a header extension, and what follows from its reports paces them: a packet that waits gets its number, and
 * is sealed, when its turn has come.
 */
final class PacedEgress implements Egress {

    /** Told of packets that do not go at once. */
    interface Listener {
        /** Packets wait now, which is to be ticked for. */
        void onWaiting();

        /**
         * A packet will never be sent, and its stream has a gap.
         *
         * @param ssrc of the picture or of its retransmissions
         */
        void onDropped(long ssrc, long now);
    }

    /** RFC 8285 §4.2: one element of two bytes, padded to a word. */
    private static final int EXTENSION_LENGTH = 8;

    private static final int ONE_BYTE_PROFILE = 0xBEDE;
    private static final int NUMBER_AT = RtpHeader.FIXED_LENGTH + 5;

    private final PeerTransport transport;
    private final Listener listener;
    private final Turns turns = new Turns();
    private int extensionId;
    private int number;
    private @Nullable SendSideEstimator estimator;
    private @Nullable Pacer pacer;
    private long now;
    private long padding;
    private long dropped;

    /** Most of the time nothing waits, and a look at this alone is cheap. */
    private boolean waiting;

    PacedEgress(PeerTransport transport, Listener listener) {
        this.transport = transport;
        this.listener = listener;
    }

    /** The client takes numbers in this extension, as one of its sections said; all of a bundle agree (RFC 8843 §9). */
    void number(int id) {
        if (extensionId == 0 && id != 0) {
            extensionId = id;
            estimator = new SendSideEstimator(EstimatorSettings.STANDARD);
        }
    }

    /** The client told what it can take, all in all (REMB); one that tells nothing better is believed that. */
    SendSideEstimator estimatorOfReported() {
        SendSideEstimator known = estimator;
        if (known == null) {
            known = new SendSideEstimator(EstimatorSettings.STANDARD);
            estimator = known;
        }
        return known;
    }

    /** Null for a client that tells neither how packets arrive nor what it can take. */
    @Nullable
    SendSideEstimator estimator() {
        return estimator;
    }

    /** From now on packets keep to that rate, in bit/s, and gently while a queue on the way has to empty. */
    void pace(long bitsPerSecond, boolean gently) {
        Pacer known = pacer;
        if (known == null) {
            known = new Pacer(bitsPerSecond);
            pacer = known;
        }
        known.setTarget(bitsPerSecond, gently);
    }

    /** Sends what has waited long enough. */
    void tick(long time) {
        now = time;
        if (waiting && pacer != null) {
            pacer.drain(time, turns);
            waiting = !pacer.isEmpty();
        }
    }

    /** Whether packets wait for their turn. */
    boolean isWaiting() {
        return waiting;
    }

    /** Packets that carried nothing. */
    long padding() {
        return padding;
    }

    /** Packets that waited until they were too old or others took their place, or found no room to wait. */
    long dropped() {
        return dropped;
    }

    @Override
    public boolean isOpen() {
        return transport.isConnected();
    }

    @Override
    public int openHeader(byte[] packet, boolean padded) {
        int first = padded ? 0xA0 : 0x80;
        if (extensionId == 0) {
            packet[0] = (byte) first;
            return RtpHeader.FIXED_LENGTH;
        }
        packet[0] = (byte) (first | 0x10);
        BigEndian.put16(packet, RtpHeader.FIXED_LENGTH, ONE_BYTE_PROFILE);
        BigEndian.put16(packet, RtpHeader.FIXED_LENGTH + 2, 1);
        packet[NUMBER_AT - 1] = (byte) ((extensionId << 4) | 1);
        packet[NUMBER_AT + 2] = 0;
        return RtpHeader.FIXED_LENGTH + EXTENSION_LENGTH;
    }

    @Override
    public void send(byte[] packet, int length, Urgency urgency, long time) {
        now = time;
        if (mayGo(packet, length, urgency, null)) {
            seal(packet, length, urgency, null);
        }
    }

    @Override
    public void sendKeeping(byte[] packet, int length, SealedHistory keep, long time) {
        now = time;
        if (mayGo(packet, length, Urgency.VIDEO, keep)) {
            seal(packet, length, Urgency.VIDEO, keep);
        }
    }

    private boolean mayGo(byte[] packet, int length, Urgency urgency, @Nullable SealedHistory keep) {
        if (pacer == null || pacer.passes(length, urgency, now)) {
            return true;
        }
        if (!pacer.enqueue(packet, length, urgency, keep, now)) {
            drop(packet, urgency);
        }
        if (!waiting) {
            waiting = true;
            listener.onWaiting();
        }
        return false;
    }

    private void drop(byte[] packet, Urgency urgency) {
        dropped++;
        if (urgency != Urgency.PADDING) {
            listener.onDropped(RtpHeader.ssrc(packet, 0), now);
        }
    }

    private void seal(byte[] packet, int length, Urgency urgency, @Nullable SealedHistory keep) {
        stamp(packet, length, urgency);
        if (keep == null) {
            transport.sendRtp(packet, length);
            return;
        }
        int sealed = transport.sendRtpKeeping(packet, length);
        if (sealed > 0) {
            keep.put(RtpHeader.sequence(packet, 0), transport.lastSealed(), sealed);
        }
    }

    private void stamp(byte[] packet, int length, Urgency urgency) {
        padding += urgency == Urgency.PADDING ? 1 : 0;
        if (estimator != null) {
            number = (number + 1) & 0xFFFF;
            if (extensionId != 0 && RtpHeader.hasExtension(packet, 0)) {
                BigEndian.put16(packet, NUMBER_AT, number);
            }
            estimator.onSent(number, length, urgency == Urgency.PADDING, now);
        }
    }

    /** Goes out under the number it had, so it counts as what it repeats. */
    @Override
    public void repeat(SealedHistory kept, int sequence, long time) {
        kept.repeat(sequence, transport);
    }

    @Override
    public int discard(long ssrc, long rtxSsrc) {
        if (!waiting || pacer == null) {
            return 0;
        }
        int discarded = pacer.discard(packet -> {
            long waits = RtpHeader.ssrc(packet, 0);
            return waits == ssrc || waits == rtxSsrc;
        });
        dropped += discarded;
        return discarded;
    }

    /** What comes out of the queue. */
    private final class Turns implements Pacer.Sink {
        @Override
        public void send(byte[] packet, int length, Urgency urgency, @Nullable Object token) {
            seal(packet, length, urgency, token instanceof SealedHistory keep ? keep : null);
        }

        @Override
        public void onDropped(byte[] packet, Urgency urgency, @Nullable Object token) {
            drop(packet, urgency);
        }
    }
}
