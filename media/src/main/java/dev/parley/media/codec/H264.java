package dev.parley.media.codec;

import dev.parley.media.rtp.BigEndian;

/**
 * An H.264 RTP payload (RFC 6184): single NAL unit, STAP-A or FU-A, the forms of packetization modes 0 and 1. {@code
 * offset} and {@code length} delimit the RTP payload without padding. Nothing here throws on bad input.
 */
public final class H264 {
    static final int SLICE = 1;
    static final int IDR_SLICE = 5;
    static final int SEQUENCE_PARAMETER_SET = 7;
    static final int PICTURE_PARAMETER_SET = 8;
    static final int ACCESS_UNIT_DELIMITER = 9;
    static final int SUPPLEMENTAL_INFORMATION = 6;
    static final int STAP_A = 24;
    static final int FU_A = 28;
    static final int TYPE_MASK = 0x1F;
    static final int FU_START = 0x80;
    static final int FU_END = 0x40;

    private H264() {}

    /**
     * Whether a decoder can start here: the packet has a sequence parameter set or the first slice of an IDR picture.
     * Where encoders send the parameter sets in a packet of their own, that packet and the first of the picture itself
     * both answer true; they share a timestamp.
     */
    public static boolean isKeyFrameStart(byte[] payload, int offset, int length) {
        if (length < 2) {
            return false;
        }
        return switch (payload[offset] & TYPE_MASK) {
            case STAP_A -> aggregateStartsKeyFrame(payload, offset, length);
            case FU_A ->
                length > 2
                        && (payload[offset + 1] & FU_START) != 0
                        && startsKeyFrame(payload[offset + 1] & TYPE_MASK, payload[offset + 2]);
            default -> startsKeyFrame(payload[offset] & TYPE_MASK, payload[offset + 1]);
        };
    }

    /**
     * The picture size in a sequence parameter set that travels whole in this packet, alone or in a STAP-A.
     *
     * @return {@code width << 32 | height}, -1 for none
     */
    public static long keyFrameSize(byte[] payload, int offset, int length) {
        if (length < 2) {
            return -1;
        }
        return switch (payload[offset] & TYPE_MASK) {
            case SEQUENCE_PARAMETER_SET -> H264ParameterSet.size(payload, offset, length);
            case STAP_A -> aggregateSize(payload, offset, length);
            default -> -1;
        };
    }

    /** Whether the first unit of a picture is in this packet, or one that precedes it: parameters, SEI, a delimiter. */
    public static boolean isFrameStart(byte[] payload, int offset, int length) {
        if (length < 2) {
            return false;
        }
        int type = payload[offset] & TYPE_MASK;
        if (type == STAP_A) {
            return length > 4 && startsFrame(payload[offset + 3] & TYPE_MASK, payload[offset + 4]);
        }
        if (type != FU_A) {
            return startsFrame(type, payload[offset + 1]);
        }
        boolean firstFragment = length > 2 && (payload[offset + 1] & FU_START) != 0;
        return firstFragment && startsFrame(payload[offset + 1] & TYPE_MASK, payload[offset + 2]);
    }

    private static boolean startsFrame(int type, byte next) {
        boolean slice = type == SLICE || type == IDR_SLICE;
        return slice ? (next & 0x80) != 0 : type >= SUPPLEMENTAL_INFORMATION && type <= ACCESS_UNIT_DELIMITER;
    }

    /** Whether a sequence parameter set begins in this packet. */
    public static boolean hasSequenceParameterSet(byte[] payload, int offset, int length) {
        if (length < 2) {
            return false;
        }
        return switch (payload[offset] & TYPE_MASK) {
            case STAP_A -> parameterSet(payload, offset, length) >= 0;
            case FU_A ->
                (payload[offset + 1] & FU_START) != 0 && (payload[offset + 1] & TYPE_MASK) == SEQUENCE_PARAMETER_SET;
            default -> (payload[offset] & TYPE_MASK) == SEQUENCE_PARAMETER_SET;
        };
    }

    /**
     * {@code next} is the byte after the NAL header; a slice header begins with first_mb_in_slice, ue(v), 1 meaning 0.
     */
    private static boolean startsKeyFrame(int type, byte next) {
        return type == SEQUENCE_PARAMETER_SET || (type == IDR_SLICE && (next & 0x80) != 0);
    }

    private static boolean aggregateStartsKeyFrame(byte[] payload, int offset, int length) {
        int end = offset + length;
        int unit = offset + 1;
        while (unitFits(payload, unit, end)) {
            int size = BigEndian.unsigned16(payload, unit);
            if (size >= 2 && startsKeyFrame(payload[unit + 2] & TYPE_MASK, payload[unit + 3])) {
                return true;
            }
            unit += 2 + size;
        }
        return false;
    }

    private static long aggregateSize(byte[] payload, int offset, int length) {
        int unit = parameterSet(payload, offset, length);
        return unit < 0 ? -1 : H264ParameterSet.size(payload, unit + 2, BigEndian.unsigned16(payload, unit));
    }

    /** Where the size of the first sequence parameter set in a STAP-A is, -1 for none. */
    private static int parameterSet(byte[] payload, int offset, int length) {
        int end = offset + length;
        int unit = offset + 1;
        while (unitFits(payload, unit, end)) {
            int size = BigEndian.unsigned16(payload, unit);
            if (size > 0 && (payload[unit + 2] & TYPE_MASK) == SEQUENCE_PARAMETER_SET) {
                return unit;
            }
            unit += 2 + size;
        }
        return -1;
    }

    private static boolean unitFits(byte[] payload, int unit, int end) {
        return unit + 2 <= end && unit + 2 + BigEndian.unsigned16(payload, unit) <= end;
    }
}
