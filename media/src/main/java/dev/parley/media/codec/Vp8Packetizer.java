package dev.parley.media.codec;

import dev.parley.media.rtp.BigEndian;
import java.util.ArrayList;
import java.util.List;

/**
 * VP8 frames to RTP payloads (RFC 7741). Each payload has a descriptor with a 15-bit picture id, one number per frame,
 * so that a forwarder can splice the stream. Fragments of one frame differ by at most one byte in size.
 */
public final class Vp8Packetizer implements Packetizer {
    private static final int DESCRIPTOR = 4;
    private static final int LARGEST_FRAGMENT = LARGEST_PAYLOAD - DESCRIPTOR;
    private static final int EXTENDED = 0x80;
    private static final int START_OF_PARTITION = 0x10;
    private static final int HAS_PICTURE_ID = 0x80;
    private static final int LONG_PICTURE_ID = 0x8000;

    private int pictureId;

    /**
     * Starts a stream.
     *
     * @param firstPictureId its low 15 bits are used
     */
    public Vp8Packetizer(int firstPictureId) {
        this.pictureId = firstPictureId & (Vp8.PICTURE_ID_MODULO - 1);
    }

    @Override
    public List<byte[]> packetize(byte[] frame, int offset, int length) {
        Packetizer.requireFrame(length);
        int fragments = Math.ceilDiv(length, LARGEST_FRAGMENT);
        List<byte[]> payloads = new ArrayList<>(fragments);
        int position = offset;
        for (int i = 0; i < fragments; i++) {
            int size = (offset + length - position) / (fragments - i);
            payloads.add(payload(frame, position, size, i == 0));
            position += size;
        }
        pictureId = (pictureId + 1) & (Vp8.PICTURE_ID_MODULO - 1);
        return List.copyOf(payloads);
    }

    private byte[] payload(byte[] frame, int position, int size, boolean first) {
        byte[] payload = new byte[DESCRIPTOR + size];
        payload[0] = (byte) (EXTENDED | (first ? START_OF_PARTITION : 0));
        payload[1] = (byte) HAS_PICTURE_ID;
        BigEndian.put16(payload, 2, LONG_PICTURE_ID | pictureId);
        System.arraycopy(frame, position, payload, DESCRIPTOR, size);
        return payload;
    }
}
