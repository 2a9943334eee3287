package dev.parley.media.forward;

import dev.parley.media.rtp.RtpHeader;
import java.util.Arrays;

/** The retransmission payload format (RFC 4588): two bytes of original sequence number before the original payload. */
final class Retransmission {

    private static final int ORIGINAL_SEQUENCE_BYTES = 2;

    /** Padding counts its bytes in one byte. */
    private static final int MOST_PADDING = 255;

    private Retransmission() {}

    /**
     * Restores the packet that was repeated.
     *
     * @param packet plain RTP of the retransmission stream
     * @param payloadType of the original format
     * @param ssrc of the original stream
     * @param target takes the original packet
     * @return its length, or -1 when {@code packet} carries none (a probe)
     */
    static int unwrap(byte[] packet, int length, int payloadType, long ssrc, byte[] target) {
        int header = RtpHeader.headerLength(packet, 0, length);
        int payload = RtpHeader.payloadLength(packet, 0, length);
        if (header < 0 || payload < ORIGINAL_SEQUENCE_BYTES) {
            return -1;
        }
        int original = payload - ORIGINAL_SEQUENCE_BYTES;
        System.arraycopy(packet, 0, target, 0, header);
        System.arraycopy(packet, header + ORIGINAL_SEQUENCE_BYTES, target, header, original);
        target[0] &= (byte) ~0x20; // padding stays behind with the repeated packet
        RtpHeader.setPayloadType(target, 0, payloadType);
        RtpHeader.setSsrc(target, 0, ssrc);
        RtpHeader.setSequence(target, 0, ((packet[header] & 0xFF) << 8) | (packet[header + 1] & 0xFF));
        return header + original;
    }

    /**
     * Wraps a packet for repeating, under the same header extensions.
     *
     * @return the length of what was written to {@code target}
     */
    static int wrap(byte[] packet, int length, int payloadType, long ssrc, int sequence, byte[] target) {
        int header = RtpHeader.headerLength(packet, 0, length);
        System.arraycopy(packet, 0, target, 0, header);
        target[header] = packet[2];
        target[header + 1] = packet[3];
        System.arraycopy(packet, header, target, header + ORIGINAL_SEQUENCE_BYTES, length - header);
        RtpHeader.setPayloadType(target, 0, payloadType);
        RtpHeader.setSsrc(target, 0, ssrc);
        RtpHeader.setSequence(target, 0, sequence);
        return length + ORIGINAL_SEQUENCE_BYTES;
    }

    /**
     * Makes a packet that carries nothing but padding.
     *
     * @param timestamp its low 32 bits are used
     * @param most bytes it may have, header and padding together, unless that is less than a header
     * @return the length of what was written to {@code target}
     */
    static int empty(Egress egress, int payloadType, long ssrc, int sequence, long timestamp, int most, byte[] target) {
        int header = egress.openHeader(target, true);
        target[1] = (byte) payloadType;
        RtpHeader.setSequence(target, 0, sequence);
        RtpHeader.setTimestamp(target, 0, timestamp);
        RtpHeader.setSsrc(target, 0, ssrc);
        int padding = Math.clamp(most - header, 1, MOST_PADDING);
        Arrays.fill(target, header, header + padding - 1, (byte) 0);
        target[header + padding - 1] = (byte) padding;
        return header + padding;
    }
}
