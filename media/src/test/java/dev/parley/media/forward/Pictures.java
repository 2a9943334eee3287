package dev.parley.media.forward;

import dev.parley.media.rtp.RtpHeader;

/** RTP packets that are a whole VP8 frame each, numbered so that a test can tell what arrived. */
final class Pictures {

    private static final int PAYLOAD_BYTES = 40;

    private Pictures() {}

    /** The packet of payload type 96 behind a bare header; a key frame is 640x360. */
    static byte[] packet(int number, long ssrc, boolean keyFrame) {
        byte[] packet = new byte[RtpHeader.FIXED_LENGTH + PAYLOAD_BYTES];
        packet[0] = (byte) 0x80;
        RtpHeader.setPayloadType(packet, 0, 96);
        RtpHeader.setMarker(packet, 0, true);
        RtpHeader.setSequence(packet, 0, (65_000 + number) & 0xFFFF);
        RtpHeader.setTimestamp(packet, 0, (0xFFFF_F000L + number * 900L) & 0xFFFF_FFFFL);
        RtpHeader.setSsrc(packet, 0, ssrc);
        System.arraycopy(payload(number, keyFrame, 640, 360), 0, packet, RtpHeader.FIXED_LENGTH, PAYLOAD_BYTES);
        return packet;
    }

    static byte[] payload(int number, boolean keyFrame, int width, int height) {
        byte[] payload = new byte[PAYLOAD_BYTES];
        payload[0] = 0x10; // start of partition, no extensions (RFC 7741 §4.2)
        payload[1] = (byte) (keyFrame ? 0x10 : 0x11); // frame tag: inverse key frame bit, shown
        if (keyFrame) {
            byte[] header = {
                (byte) 0x9d, 0x01, 0x2a, (byte) width, (byte) (width >> 8), (byte) height, (byte) (height >> 8)
            };
            System.arraycopy(header, 0, payload, 4, header.length);
        }
        payload[30] = (byte) (number >> 8);
        payload[31] = (byte) number;
        return payload;
    }

    /** @param payload where the frame begins in the packet */
    static int numberOf(byte[] packet, int payload) {
        return ((packet[payload + 30] & 0xFF) << 8) | (packet[payload + 31] & 0xFF);
    }
}
