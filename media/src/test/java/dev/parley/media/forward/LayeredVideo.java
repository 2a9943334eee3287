package dev.parley.media.forward;

import dev.parley.media.rtp.BigEndian;
import dev.parley.media.rtp.RtpHeader;
import dev.parley.media.rtp.SequenceNumbers;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** A VP8 encoder's stream of three temporal layers, in packets that name their frame and their part of it. */
final class LayeredVideo {

    static final int DESCRIPTOR = 6;
    static final int KEY_FRAME_INTERVAL = 64;

    private static final int[] PATTERN = {0, 2, 1, 2};

    final long ssrc;
    private final Random random;
    private final boolean shortIds;
    private int sequence;
    private int pictureId;
    private int tl0;
    private int keyIndex;
    private int frames;
    private long timestamp;
    boolean keyFrameWanted;
    private int sinceKeyFrame;

    LayeredVideo(Random random, long ssrc, boolean shortIds) {
        this.random = random;
        this.ssrc = ssrc;
        this.shortIds = shortIds;
        this.sequence = random.nextInt(65_536);
        this.pictureId = random.nextInt(32_768);
        this.tl0 = random.nextInt(256);
        this.keyIndex = random.nextInt(32);
        this.timestamp = random.nextLong(1L << 32);
    }

    /** The packets of the next frame. */
    List<byte[]> frame(int parts) {
        boolean key = sinceKeyFrame == 0 || sinceKeyFrame == KEY_FRAME_INTERVAL || keyFrameWanted;
        sinceKeyFrame = key ? 0 : sinceKeyFrame;
        keyFrameWanted = false;
        int layer = PATTERN[sinceKeyFrame % PATTERN.length];
        tl0 += layer == 0 ? 1 : 0;
        keyIndex += key ? 1 : 0;
        List<byte[]> packets = new ArrayList<>();
        for (int part = 0; part < parts; part++) {
            packets.add(packet(key, layer, part, part == parts - 1));
        }
        sinceKeyFrame++;
        frames++;
        pictureId++;
        timestamp += 3_000 + random.nextInt(10);
        return packets;
    }

    private byte[] packet(boolean key, int layer, int part, boolean last) {
        byte[] packet = new byte[RtpHeader.FIXED_LENGTH + DESCRIPTOR + 24];
        packet[0] = (byte) 0x80;
        RtpHeader.setPayloadType(packet, 0, 96);
        RtpHeader.setMarker(packet, 0, last);
        RtpHeader.setSequence(packet, 0, sequence);
        RtpHeader.setTimestamp(packet, 0, timestamp & 0xFFFF_FFFFL);
        RtpHeader.setSsrc(packet, 0, ssrc);
        sequence = SequenceNumbers.plus(sequence, 1);
        int position = RtpHeader.FIXED_LENGTH;
        packet[position++] = (byte) (0x80 | (part == 0 ? 0x10 : 0));
        packet[position++] = (byte) 0xF0;
        if (shortIds) {
            packet[position++] = (byte) (pictureId & 0x7F);
        } else {
            BigEndian.put16(packet, position, 0x8000 | (pictureId & 0x7FFF));
            position += 2;
        }
        packet[position++] = (byte) tl0;
        boolean sync = layer > 0; // in this pattern frames rest on the base layer's last one alone
        packet[position++] = (byte) ((layer << 6) | (sync ? 0x20 : 0) | (keyIndex & 0x1F));
        packet[position] = (byte) (key && part == 0 ? 0x10 : 0x11);
        BigEndian.put32(packet, packet.length - 12, ssrc);
        BigEndian.put32(packet, packet.length - 8, frames);
        BigEndian.put16(packet, packet.length - 4, part);
        BigEndian.put16(packet, packet.length - 2, layer);
        return packet;
    }

    /** Which frame of which stream a packet is of. */
    static long frameOf(byte[] packet, int length) {
        return (BigEndian.unsigned32(packet, length - 12) << 32) | BigEndian.unsigned32(packet, length - 8);
    }

    static int partOf(byte[] packet, int length) {
        return BigEndian.unsigned16(packet, length - 4);
    }

    static int layerOf(byte[] packet, int length) {
        return BigEndian.unsigned16(packet, length - 2);
    }
}
