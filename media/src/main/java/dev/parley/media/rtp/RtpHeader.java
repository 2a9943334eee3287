package dev.parley.media.rtp;

/**
 * The RTP header (RFC 3550 section 5.1) read and rewritten in place. {@code offset} is where the packet starts in its
 * array, {@code length} how many bytes of the array belong to it.
 *
 * <p>The plain accessors and setters need the 12 fixed bytes and check nothing: ask {@link #isValid} once per packet
 * first. Methods that take a {@code length} check everything they touch and answer -1 for what is absent or malformed.
 */
public final class RtpHeader {
    /** The part every packet has: without CSRCs and header extensions. */
    public static final int FIXED_LENGTH = 12;

    private static final int VERSION = 2;
    private static final int EXTENSION_PREAMBLE = 4;
    private static final int ONE_BYTE_PROFILE = 0xBEDE;
    private static final int TWO_BYTE_PROFILE = 0x1000;
    private static final int TWO_BYTE_PROFILE_MASK = 0xFFF0;
    /** RFC 8285 section 4.2: an element with this id ends the block of a one-byte form. */
    private static final int ONE_BYTE_STOP = 15;

    private RtpHeader() {}

    /**
     * Tells RTCP from RTP on one port (RFC 5761 section 4): the second byte of RTCP is 192..223. Says nothing about the
     * rest of the packet; false for fewer than four bytes and for any version but 2.
     */
    public static boolean isRtcp(byte[] bytes, int offset, int length) {
        if (length < 4 || version(bytes, offset) != VERSION) {
            return false;
        }
        int type = BigEndian.unsigned8(bytes, offset + 1);
        return type >= 192 && type <= 223;
    }

    /** Whether the header is complete, of version 2, and the padding count fits the packet. */
    public static boolean isValid(byte[] packet, int offset, int length) {
        return payloadLength(packet, offset, length) >= 0;
    }

    public static int version(byte[] packet, int offset) {
        return BigEndian.unsigned8(packet, offset) >> 6;
    }

    public static boolean padding(byte[] packet, int offset) {
        return (packet[offset] & 0x20) != 0;
    }

    public static boolean hasExtension(byte[] packet, int offset) {
        return (packet[offset] & 0x10) != 0;
    }

    /** Returns 0..15. */
    public static int csrcCount(byte[] packet, int offset) {
        return packet[offset] & 0x0F;
    }

    public static boolean marker(byte[] packet, int offset) {
        return (packet[offset + 1] & 0x80) != 0;
    }

    /** Returns 0..127. */
    public static int payloadType(byte[] packet, int offset) {
        return packet[offset + 1] & 0x7F;
    }

    /** Returns 0..65535. */
    public static int sequence(byte[] packet, int offset) {
        return BigEndian.unsigned16(packet, offset + 2);
    }

    /** Returns 0..2^32-1, in ticks of the payload's clock. */
    public static long timestamp(byte[] packet, int offset) {
        return BigEndian.unsigned32(packet, offset + 4);
    }

    /** Returns 0..2^32-1. */
    public static long ssrc(byte[] packet, int offset) {
        return BigEndian.unsigned32(packet, offset + 8);
    }

    public static void setMarker(byte[] packet, int offset, boolean marker) {
        packet[offset + 1] = (byte) (marker ? packet[offset + 1] | 0x80 : packet[offset + 1] & 0x7F);
    }

    /** Writes the low seven bits of {@code payloadType} and keeps the marker. */
    public static void setPayloadType(byte[] packet, int offset, int payloadType) {
        packet[offset + 1] = (byte) ((packet[offset + 1] & 0x80) | (payloadType & 0x7F));
    }

    /** Writes the low 16 bits of {@code sequence}. */
    public static void setSequence(byte[] packet, int offset, int sequence) {
        BigEndian.put16(packet, offset + 2, sequence);
    }

    /** Writes the low 32 bits of {@code timestamp}. */
    public static void setTimestamp(byte[] packet, int offset, long timestamp) {
        BigEndian.put32(packet, offset + 4, timestamp);
    }

    /** Writes the low 32 bits of {@code ssrc}. */
    public static void setSsrc(byte[] packet, int offset, long ssrc) {
        BigEndian.put32(packet, offset + 8, ssrc);
    }

    /**
     * Bytes before the payload, CSRCs and header extensions included; -1 when they do not fit or the version is not 2.
     */
    public static int headerLength(byte[] packet, int offset, int length) {
        if (length < FIXED_LENGTH || version(packet, offset) != VERSION) {
            return -1;
        }
        int header = FIXED_LENGTH + (4 * csrcCount(packet, offset));
        if (hasExtension(packet, offset)) {
            if (header + EXTENSION_PREAMBLE > length) {
                return -1;
            }
            header += EXTENSION_PREAMBLE + (4 * BigEndian.unsigned16(packet, offset + header + 2));
        }
        return header <= length ? header : -1;
    }

    /** Bytes of payload without padding, possibly 0; -1 when the header or the padding count is wrong. */
    public static int payloadLength(byte[] packet, int offset, int length) {
        int header = headerLength(packet, offset, length);
        if (header < 0) {
            return -1;
        }
        int payload = length - header;
        if (!padding(packet, offset)) {
            return payload;
        }
        if (payload == 0) {
            return -1;
        }
        int count = BigEndian.unsigned8(packet, offset + length - 1);
        return count > 0 && count <= payload ? payload - count : -1;
    }

    /**
     * Finds a header extension element (RFC 8285) of the one-byte or the two-byte form.
     *
     * @param id 1..14 in the one-byte form, 1..255 in the two-byte form
     * @return position in {@code packet} (counted from the start of the array) of the element's data, whose size
     *     {@link #extensionLength} tells; -1 when the packet has no such element or its block is malformed before it
     */
    public static int findExtension(byte[] packet, int offset, int length, int id) {
        int header = headerLength(packet, offset, length);
        if (header < 0 || !hasExtension(packet, offset)) {
            return -1;
        }
        int block = extensionBlock(packet, offset);
        int end = offset + header;
        int profile = BigEndian.unsigned16(packet, block);
        if (profile == ONE_BYTE_PROFILE) {
            return findOneByteElement(packet, block + EXTENSION_PREAMBLE, end, id);
        }
        return isTwoByte(profile) ? findTwoByteElement(packet, block + EXTENSION_PREAMBLE, end, id) : -1;
    }

    /**
     * Size in bytes of the element {@link #findExtension} found: 1..16 in the one-byte form, 0..255 in the other.
     *
     * @param position what {@code findExtension} returned for the same packet, not -1
     */
    public static int extensionLength(byte[] packet, int offset, int position) {
        int sizeByte = BigEndian.unsigned8(packet, position - 1);
        return isTwoByte(BigEndian.unsigned16(packet, extensionBlock(packet, offset)))
                ? sizeByte
                : (sizeByte & 0x0F) + 1;
    }

    private static int extensionBlock(byte[] packet, int offset) {
        return offset + FIXED_LENGTH + (4 * csrcCount(packet, offset));
    }

    private static boolean isTwoByte(int profile) {
        return (profile & TWO_BYTE_PROFILE_MASK) == TWO_BYTE_PROFILE;
    }

    private static int findOneByteElement(byte[] packet, int start, int end, int id) {
        int position = start;
        while (position < end) {
            int elementId = BigEndian.unsigned8(packet, position) >> 4;
            int size = (packet[position] & 0x0F) + 1;
            if (packet[position] == 0) {
                position++;
                continue;
            }
            if (elementId == ONE_BYTE_STOP || position + 1 + size > end) {
                return -1;
            }
            if (elementId == id && id != 0) {
                return position + 1;
            }
            position += 1 + size;
        }
        return -1;
    }

    private static int findTwoByteElement(byte[] packet, int start, int end, int id) {
        int position = start;
        while (position < end) {
            int elementId = BigEndian.unsigned8(packet, position);
            if (elementId == 0) {
                position++;
                continue;
            }
            if (position + 2 > end) {
                return -1;
            }
            int size = BigEndian.unsigned8(packet, position + 1);
            if (position + 2 + size > end) {
                return -1;
            }
            if (elementId == id) {
                return position + 2;
            }
            position += 2 + size;
        }
        return -1;
    }
}
