package dev.parley.media.rtcp;

import dev.parley.media.rtp.BigEndian;

/**
 * Walks a compound RTCP packet (RFC 3550 section 6.1) or a reduced-size one (RFC 5506). The whole packet is checked
 * before the visitor hears anything, so a malformed one changes nothing. Packet types, feedback formats and SDES items
 * it does not know are skipped. Stateless, and free of allocation but for the view of a transport-wide feedback
 * message.
 */
public final class RtcpReader {
    private static final int HEADER = 4;
    private static final int REPORT_BLOCK = 24;
    /** Header, SSRC and sender information of an SR. */
    private static final int SENDER_REPORT = 28;
    /** Header and SSRC of an RR. */
    private static final int RECEIVER_REPORT = 8;
    /** Header, sender's SSRC and media SSRC of a feedback packet (RFC 4585 section 6.1). */
    private static final int FEEDBACK = 12;

    private static final int FIR_ENTRY = 8;
    /** Feedback header, "REMB", SSRC count, exponent and mantissa. */
    private static final int REMB = 20;

    static final long REMB_IDENTIFIER = 0x52454D42L;
    private static final int REMB_MANTISSA_BITS = 18;
    private static final int TRANSPORT_FEEDBACK = FEEDBACK + TransportFeedback.HEADER;

    /**
     * Lost packets that one datagram may name. Four bytes can name 17, each of which costs its reader more than they
     * did their sender; browsers keep at most a thousand in mind.
     */
    static final int MOST_LOST = 2_048;

    /** Packets that one datagram may feed back, of which two bytes can name 8,191: a second of 40 Mbit/s. */
    static final int MOST_FED_BACK = 4_096;

    private RtcpReader() {}

    /**
     * Calls {@code visitor} for everything in the packet.
     *
     * @return false, with no call made, when any length in it is wrong, a version is not 2, or it names more packets
     *     than {@link #MOST_LOST} or {@link #MOST_FED_BACK}
     */
    public static boolean read(byte[] bytes, int offset, int length, RtcpVisitor visitor) {
        if (!isWellFormed(bytes, offset, length)) {
            return false;
        }
        int end = offset + length;
        for (int start = offset; start < end; start += packetLength(bytes, start)) {
            visit(bytes, start, contentLength(bytes, start, packetLength(bytes, start)), visitor);
        }
        return true;
    }

    private static boolean isWellFormed(byte[] bytes, int offset, int length) {
        int start = offset;
        int left = length;
        int lost = 0;
        int fedBack = 0;
        while (left >= HEADER) {
            int packet = packetLength(bytes, start);
            if (BigEndian.unsigned8(bytes, start) >> 6 != 2 || packet > left || !contentFits(bytes, start, packet)) {
                return false;
            }
            lost += lost(bytes, start, packet);
            fedBack += fedBack(bytes, start);
            if (lost > MOST_LOST || fedBack > MOST_FED_BACK) {
                return false;
            }
            start += packet;
            left -= packet;
        }
        return left == 0 && length > 0;
    }

    /** How many lost packets a well-formed RTCP packet names. */
    private static int lost(byte[] bytes, int start, int packet) {
        if (BigEndian.unsigned8(bytes, start + 1) != RtcpType.TRANSPORT_FEEDBACK
                || count(bytes, start) != RtcpType.NACK) {
            return 0;
        }
        int sum = 0;
        int end = start + contentLength(bytes, start, packet);
        for (int entry = start + FEEDBACK; entry < end; entry += 4) {
            sum += 1 + Integer.bitCount(BigEndian.unsigned16(bytes, entry + 2));
        }
        return sum;
    }

    /** How many packets a well-formed RTCP packet feeds back. */
    private static int fedBack(byte[] bytes, int start) {
        return isTransportWide(bytes, start)
                ? BigEndian.unsigned16(bytes, start + FEEDBACK + TransportFeedback.STATUS_COUNT)
                : 0;
    }

    private static int packetLength(byte[] bytes, int start) {
        return HEADER + (4 * BigEndian.unsigned16(bytes, start + 2));
    }

    /** Length without padding, or -1 when the padding count cannot be true. */
    private static int contentLength(byte[] bytes, int start, int packet) {
        if ((bytes[start] & 0x20) == 0 || isTransportWide(bytes, start)) {
            return packet;
        }
        int padding = BigEndian.unsigned8(bytes, start + packet - 1);
        return padding > 0 && padding % 4 == 0 && padding <= packet - HEADER ? packet - padding : -1;
    }

    /**
     * Browsers fill this message's last word with padding of less than a word, and do not always count it right. It
     * says by itself where it ends.
     */
    private static boolean isTransportWide(byte[] bytes, int start) {
        return BigEndian.unsigned8(bytes, start + 1) == RtcpType.TRANSPORT_FEEDBACK
                && count(bytes, start) == RtcpType.TRANSPORT_WIDE;
    }

    private static int count(byte[] bytes, int start) {
        return bytes[start] & 0x1F;
    }

    private static boolean contentFits(byte[] bytes, int start, int packet) {
        int length = contentLength(bytes, start, packet);
        if (length < 0) {
            return false;
        }
        int count = count(bytes, start);
        return switch (BigEndian.unsigned8(bytes, start + 1)) {
            case RtcpType.SENDER_REPORT -> length >= SENDER_REPORT + (REPORT_BLOCK * count);
            case RtcpType.RECEIVER_REPORT -> length >= RECEIVER_REPORT + (REPORT_BLOCK * count);
            case RtcpType.SOURCE_DESCRIPTION ->
                SourceDescription.isWellFormed(bytes, start + HEADER, start + length, count);
            case RtcpType.BYE -> length >= HEADER + (4 * count);
            case RtcpType.TRANSPORT_FEEDBACK -> transportFeedbackFits(bytes, start, count, length);
            case RtcpType.PAYLOAD_FEEDBACK -> payloadFeedbackFits(bytes, start, count, length);
            default -> true;
        };
    }

    private static boolean transportFeedbackFits(byte[] bytes, int start, int format, int length) {
        return switch (format) {
            case RtcpType.NACK -> length > FEEDBACK;
            case RtcpType.TRANSPORT_WIDE ->
                length >= TRANSPORT_FEEDBACK
                        && TransportFeedback.isWellFormed(bytes, start + FEEDBACK, length - FEEDBACK);
            default -> length >= FEEDBACK;
        };
    }

    private static boolean payloadFeedbackFits(byte[] bytes, int start, int format, int length) {
        return switch (format) {
            case RtcpType.FIR -> length > FEEDBACK && (length - FEEDBACK) % FIR_ENTRY == 0;
            case RtcpType.APPLICATION_LAYER -> {
                boolean remb = isRemb(bytes, start, length);
                yield length >= FEEDBACK && (!remb || rembFits(bytes, start, length));
            }
            default -> length >= FEEDBACK;
        };
    }

    private static boolean isRemb(byte[] bytes, int start, int length) {
        return length >= FEEDBACK + 4 && BigEndian.unsigned32(bytes, start + FEEDBACK) == REMB_IDENTIFIER;
    }

    private static boolean rembFits(byte[] bytes, int start, int length) {
        return length >= REMB && length >= REMB + (4 * BigEndian.unsigned8(bytes, start + FEEDBACK + 4));
    }

    private static void visit(byte[] bytes, int start, int length, RtcpVisitor visitor) {
        int count = count(bytes, start);
        switch (BigEndian.unsigned8(bytes, start + 1)) {
            case RtcpType.SENDER_REPORT -> senderReport(bytes, start, count, visitor);
            case RtcpType.RECEIVER_REPORT -> {
                long reporter = BigEndian.unsigned32(bytes, start + HEADER);
                reportBlocks(bytes, start + RECEIVER_REPORT, count, reporter, visitor);
            }
            case RtcpType.SOURCE_DESCRIPTION -> SourceDescription.visit(bytes, start + HEADER, count, visitor);
            case RtcpType.BYE -> {
                for (int i = 0; i < count; i++) {
                    visitor.bye(BigEndian.unsigned32(bytes, start + HEADER + (4 * i)));
                }
            }
            case RtcpType.TRANSPORT_FEEDBACK -> transportFeedback(bytes, start, length, visitor);
            case RtcpType.PAYLOAD_FEEDBACK -> payloadFeedback(bytes, start, length, visitor);
            default -> {}
        }
    }

    private static void senderReport(byte[] bytes, int start, int count, RtcpVisitor visitor) {
        long ssrc = BigEndian.unsigned32(bytes, start + 4);
        visitor.senderReport(
                ssrc,
                BigEndian.bits64(bytes, start + 8),
                BigEndian.unsigned32(bytes, start + 16),
                BigEndian.unsigned32(bytes, start + 20),
                BigEndian.unsigned32(bytes, start + 24));
        reportBlocks(bytes, start + SENDER_REPORT, count, ssrc, visitor);
    }

    private static void reportBlocks(byte[] bytes, int first, int count, long reporter, RtcpVisitor visitor) {
        for (int i = 0; i < count; i++) {
            int block = first + (REPORT_BLOCK * i);
            visitor.reportBlock(
                    reporter,
                    BigEndian.unsigned32(bytes, block),
                    BigEndian.unsigned8(bytes, block + 4),
                    (BigEndian.unsigned24(bytes, block + 5) << 8) >> 8,
                    BigEndian.unsigned32(bytes, block + 8),
                    BigEndian.unsigned32(bytes, block + 12),
                    BigEndian.unsigned32(bytes, block + 16),
                    BigEndian.unsigned32(bytes, block + 20));
        }
    }

    private static void transportFeedback(byte[] bytes, int start, int length, RtcpVisitor visitor) {
        long sender = BigEndian.unsigned32(bytes, start + 4);
        long media = BigEndian.unsigned32(bytes, start + 8);
        switch (count(bytes, start)) {
            case RtcpType.NACK -> {
                for (int entry = start + FEEDBACK; entry < start + length; entry += 4) {
                    nack(
                            sender,
                            media,
                            BigEndian.unsigned16(bytes, entry),
                            BigEndian.unsigned16(bytes, entry + 2),
                            visitor);
                }
            }
            case RtcpType.TRANSPORT_WIDE ->
                visitor.transportFeedback(
                        sender, media, new TransportFeedback(bytes, start + FEEDBACK, length - FEEDBACK));
            default -> {}
        }
    }

    private static void nack(long sender, long media, int first, int following, RtcpVisitor visitor) {
        visitor.nack(sender, media, first);
        for (int bit = 0; bit < 16; bit++) {
            if ((following & (1 << bit)) != 0) {
                visitor.nack(sender, media, (first + bit + 1) & 0xFFFF);
            }
        }
    }

    private static void payloadFeedback(byte[] bytes, int start, int length, RtcpVisitor visitor) {
        switch (count(bytes, start)) {
            case RtcpType.PLI -> visitor.pli(BigEndian.unsigned32(bytes, start + 8));
            case RtcpType.FIR -> {
                for (int entry = start + FEEDBACK; entry < start + length; entry += FIR_ENTRY) {
                    visitor.fir(BigEndian.unsigned32(bytes, entry), BigEndian.unsigned8(bytes, entry + 4));
                }
            }
            case RtcpType.APPLICATION_LAYER -> {
                if (isRemb(bytes, start, length)) {
                    remb(bytes, start, visitor);
                }
            }
            default -> {}
        }
    }

    private static void remb(byte[] bytes, int start, RtcpVisitor visitor) {
        int exponentAndMantissa = BigEndian.unsigned24(bytes, start + FEEDBACK + 5);
        int exponent = exponentAndMantissa >> REMB_MANTISSA_BITS;
        long mantissa = exponentAndMantissa & ((1 << REMB_MANTISSA_BITS) - 1);
        boolean overflows = exponent > Long.numberOfLeadingZeros(mantissa) - 1 && mantissa != 0;
        long bitsPerSecond = overflows ? Long.MAX_VALUE : mantissa << exponent;
        visitor.remb(bitsPerSecond, bytes, start + REMB, BigEndian.unsigned8(bytes, start + FEEDBACK + 4));
    }
}
