package dev.parley.media.srtp;

/** The few header fields SRTP needs (RFC 3550 sections 5.1 and 6.1), big-endian, in place. */
final class RtpHeader {

    static final int MALFORMED = -1;

    private static final int FIXED_LENGTH = 12;
    private static final int EXTENSION_FLAG = 0x10;

    private RtpHeader() {}

    /** Bytes that stay readable: fixed header, CSRCs and header extension; or {@link #MALFORMED}. */
    static int clearLength(byte[] packet, int offset, int length) {
        if (length < FIXED_LENGTH || !isVersion2(packet, offset)) {
            return MALFORMED;
        }
        int clear = FIXED_LENGTH + 4 * (packet[offset] & 0x0F);
        if ((packet[offset] & EXTENSION_FLAG) != 0) {
            if (clear + 4 > length) {
                return MALFORMED;
            }
            clear += 4 + 4 * shortAt(packet, offset + clear + 2);
        }
        return clear > length ? MALFORMED : clear;
    }

    static boolean isVersion2(byte[] packet, int offset) {
        return (packet[offset] & 0xC0) == 0x80;
    }

    static int sequence(byte[] packet, int offset) {
        return shortAt(packet, offset + 2);
    }

    static int rtpSsrc(byte[] packet, int offset) {
        return intAt(packet, offset + 8);
    }

    static int rtcpSsrc(byte[] packet, int offset) {
        return intAt(packet, offset + 4);
    }

    static int shortAt(byte[] b, int offset) {
        return (b[offset] & 0xFF) << 8 | (b[offset + 1] & 0xFF);
    }

    static int intAt(byte[] b, int offset) {
        return shortAt(b, offset) << 16 | shortAt(b, offset + 2);
    }

    static void putInt(byte[] b, int offset, int value) {
        b[offset] = (byte) (value >> 24);
        b[offset + 1] = (byte) (value >> 16);
        b[offset + 2] = (byte) (value >> 8);
        b[offset + 3] = (byte) value;
    }
}
