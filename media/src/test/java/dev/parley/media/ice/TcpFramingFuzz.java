package dev.parley.media.ice;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.parley.media.rtp.BigEndian;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Any stream, cut anywhere: the frames are those that a reading of the whole at once finds. */
class TcpFramingFuzz {

    private static final int LIMIT = 300;

    /** The first byte seeds the cuts. */
    @FuzzTest
    void readsAnyStream(byte[] bytes) {
        byte[] stream = bytes.length == 0 ? bytes : Arrays.copyOfRange(bytes, 1, bytes.length);
        List<byte[]> expected = new ArrayList<>();
        boolean tooLong = readWhole(stream, expected);
        List<byte[]> frames = new ArrayList<>();
        assertThat(readCut(stream, bytes.length == 0 ? 0 : bytes[0] & 0xFF, frames))
                .isEqualTo(tooLong);
        assertThat(frames).containsExactly(expected.toArray(byte[][]::new));
        readsTheSameWhenWrittenAgain(frames);
    }

    private static boolean readWhole(byte[] stream, List<byte[]> frames) {
        int position = 0;
        while (position + 2 <= stream.length) {
            int length = BigEndian.unsigned16(stream, position);
            if (length > LIMIT) {
                return true;
            }
            if (position + 2 + length > stream.length) {
                return false;
            }
            if (length > 0) {
                frames.add(Arrays.copyOfRange(stream, position + 2, position + 2 + length));
            }
            position += 2 + length;
        }
        return false;
    }

    /** Whether a frame was too long. */
    private static boolean readCut(byte[] stream, int seed, List<byte[]> frames) {
        TcpFraming framing = new TcpFraming(LIMIT);
        int position = 0;
        int step = 1 + (seed & 0x0F);
        while (position < stream.length) {
            int size = Math.min(step, stream.length - position);
            try {
                framing.feed(stream, position, size, (frame, offset, length) -> {
                    assertThat(length).isBetween(1, LIMIT);
                    frames.add(Arrays.copyOfRange(frame, offset, offset + length));
                });
            } catch (TcpFraming.FrameTooLongException tooLong) {
                return true;
            }
            position += size;
            step = 1 + (step * 7 + seed) % 97;
        }
        return false;
    }

    private static void readsTheSameWhenWrittenAgain(List<byte[]> frames) {
        ByteArrayOutputStream stream = new ByteArrayOutputStream();
        for (byte[] frame : frames) {
            byte[] out = new byte[frame.length + TcpFraming.PREFIX_LENGTH];
            stream.write(out, 0, TcpFraming.encode(frame, 0, frame.length, out, 0));
        }
        List<byte[]> again = new ArrayList<>();
        assertThat(readWhole(stream.toByteArray(), again)).isFalse();
        assertThat(again).containsExactly(frames.toArray(byte[][]::new));
    }
}
