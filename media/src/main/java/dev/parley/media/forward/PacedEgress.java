package dev.parley.media.forward;

import dev.parley.media.bandwidth.EstimatorSettings;
import dev.parley.media.bandwidth.SendSideEstimator;
import dev.parley.media.rtp.BigEndian;
import dev.parley.media.rtp.RtpHeader;
import dev.parley.media.session.PeerTransport;
import org.jspecify.annotations.Nullable;

/**
 * The way to one client. When the client tells how packets arrive (transport-wide congestion control), each carries a
 * number in a header extension, and the estimate that follows from its reports paces them.
 */
final class PacedEgress implements Egress {

    /** RFC 8285 §4.2: one element of two bytes, padded to a word. */
    private static final int EXTENSION_LENGTH = 8;

    private static final int ONE_BYTE_PROFILE = 0xBEDE;
    private static final int NUMBER_AT = RtpHeader.FIXED_LENGTH + 5;

    private final PeerTransport transport;
    private int extensionId;
    private int number;
    private @Nullable SendSideEstimator estimator;

    PacedEgress(PeerTransport transport) {
        this.transport = transport;
    }

    /** The client takes numbers in this extension, as one of its sections said; all of a bundle agree (RFC 8843 §9). */
    void number(int id) {
        if (extensionId == 0 && id != 0) {
            extensionId = id;
            estimator = new SendSideEstimator(EstimatorSettings.STANDARD);
        }
    }

    /** Null for a client that doesn't tell how packets arrive. */
    @Nullable
    SendSideEstimator estimator() {
        return estimator;
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
    public void send(byte[] packet, int length, Urgency urgency, long now) {
        stamp(packet, length, urgency, now);
        transport.sendRtp(packet, length);
    }

    @Override
    public void sendKeeping(byte[] packet, int length, SealedHistory keep, long now) {
        stamp(packet, length, Urgency.VIDEO, now);
        int sealed = transport.sendRtpKeeping(packet, length);
        if (sealed > 0) {
            keep.put(RtpHeader.sequence(packet, 0), transport.lastSealed(), sealed);
        }
    }

    private void stamp(byte[] packet, int length, Urgency urgency, long now) {
        if (estimator != null && (packet[0] & 0x10) != 0) {
            number = (number + 1) & 0xFFFF;
            BigEndian.put16(packet, NUMBER_AT, number);
            estimator.onSent(number, length, urgency == Urgency.PADDING, now);
        }
    }

    /** Goes out under the number it had, so it counts as what it repeats. */
    @Override
    public void repeat(SealedHistory kept, int sequence, long now) {
        kept.repeat(sequence, transport);
    }
}
