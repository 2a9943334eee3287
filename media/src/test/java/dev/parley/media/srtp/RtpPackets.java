package dev.parley.media.srtp;

import java.util.random.RandomGenerator;

/** Packets and keys for tests. */
final class RtpPackets {

    private RtpPackets() {}

    static SrtpMasterKey masterKey(SrtpProfile profile, RandomGenerator random) {
        byte[] key = new byte[SrtpProfile.KEY_LENGTH];
        byte[] salt = new byte[profile.saltLength()];
        random.nextBytes(key);
        random.nextBytes(salt);
        return new SrtpMasterKey(profile, key, salt);
    }

    /** A packet with one CSRC, an 8-byte header extension and a random payload. */
    static byte[] rtp(int ssrc, int sequence, int payloadLength, RandomGenerator random) {
        byte[] packet = new byte[12 + 4 + 12 + payloadLength];
        random.nextBytes(packet);
        packet[0] = (byte) 0x91;
        packet[1] = 96;
        packet[2] = (byte) (sequence >> 8);
        packet[3] = (byte) sequence;
        RtpHeader.putInt(packet, 8, ssrc);
        RtpHeader.putInt(packet, 16, 0xBEDE0002);
        return packet;
    }

    /** A packet with a bare 12-byte header. */
    static byte[] bareRtp(int ssrc, int sequence) {
        byte[] packet = new byte[32];
        packet[0] = (byte) 0x80;
        packet[2] = (byte) (sequence >> 8);
        packet[3] = (byte) sequence;
        RtpHeader.putInt(packet, 8, ssrc);
        return packet;
    }

    static byte[] rtcp(int ssrc, int words, RandomGenerator random) {
        byte[] packet = new byte[8 + 4 * words];
        random.nextBytes(packet);
        packet[0] = (byte) 0x80;
        packet[1] = (byte) 200;
        packet[2] = 0;
        packet[3] = (byte) (packet.length / 4 - 1);
        RtpHeader.putInt(packet, 4, ssrc);
        return packet;
    }
}
