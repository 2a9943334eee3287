package dev.parley.server.load;

import dev.parley.media.codec.Vp8;
import dev.parley.media.rtp.BigEndian;

/** What a payload must begin with to be taken for a codec's; the rest of it is noise. For one thread. */
sealed interface FrameContent {

    /**
     * Writes the beginning of one packet's payload.
     *
     * @param payload at least {@link VideoShape#SMALLEST_PACKET} bytes, from 0
     * @param index of the packet in its frame, from 0
     */
    void write(byte[] payload, int index);

    /** Makes the next frame a key frame, where there are such. */
    void keyFrameWanted();

    /** Opus, 20 ms (RFC 6716 section 3.1). */
    final class Opus implements FrameContent {

        /** CELT, full band, 20 ms, mono, one frame. */
        private static final byte TABLE_OF_CONTENTS = (byte) 0xF8;

        @Override
        public void write(byte[] payload, int index) {
            payload[0] = TABLE_OF_CONTENTS;
        }

        @Override
        public void keyFrameWanted() {
            // Sound can be joined anywhere.
        }
    }

    /** VP8 with a 15-bit picture id (RFC 7741 section 4.2) and true frame headers (RFC 6386 section 9.1). */
    final class Picture implements FrameContent {

        private static final int DESCRIPTOR = 4;
        private static final int LONG_PICTURE_ID = 0x8000;
        private static final int SHOWN = 0x10;
        private static final int INTER_FRAME = 0x01;
        private static final int START_CODE = 0x9D012A;

        private final int width;
        private final int height;
        private final int keyFrameInterval;
        private int pictureId;
        private int framesUntilKey;

        /** @param keyFrameInterval in frames */
        Picture(int width, int height, int keyFrameInterval, int firstPictureId) {
            this.width = width;
            this.height = height;
            this.keyFrameInterval = keyFrameInterval;
            this.pictureId = firstPictureId & (Vp8.PICTURE_ID_MODULO - 1);
        }

        @Override
        public void write(byte[] payload, int index) {
            boolean first = index == 0;
            payload[0] = (byte) (first ? 0x90 : 0x80);
            payload[1] = (byte) 0x80;
            if (first) {
                pictureId = (pictureId + 1) & (Vp8.PICTURE_ID_MODULO - 1);
                frameHeader(payload);
            }
            BigEndian.put16(payload, 2, LONG_PICTURE_ID | pictureId);
        }

        private void frameHeader(byte[] payload) {
            boolean key = framesUntilKey <= 0;
            framesUntilKey = (key ? keyFrameInterval : framesUntilKey) - 1;
            payload[DESCRIPTOR] = (byte) (key ? SHOWN : SHOWN | INTER_FRAME);
            if (key) {
                BigEndian.put24(payload, DESCRIPTOR + 3, START_CODE);
                putLittleEndian(payload, DESCRIPTOR + 6, width);
                putLittleEndian(payload, DESCRIPTOR + 8, height);
            }
        }

        private static void putLittleEndian(byte[] payload, int position, int value) {
            payload[position] = (byte) value;
            payload[position + 1] = (byte) (value >> 8);
        }

        @Override
        public void keyFrameWanted() {
            framesUntilKey = 0;
        }
    }
}
