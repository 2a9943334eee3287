package dev.parley.server.participant;

import dev.parley.media.container.Clip;
import java.time.Duration;
import java.util.List;

/**
 * Clips of tiny packets at a low rate, for many participants on one machine: enough for a server that forwards and
 * measures without decoding. The pictures are headers of key frames and nothing else.
 */
public final class ThinClips {

    private static final int OPUS_RATE = 48_000;

    /** The largest side that 14 bits hold (RFC 6386 section 9.1). */
    private static final int LARGEST_SIDE = (1 << 14) - 1;

    private ThinClips() {}

    /** One frame of silence (20 ms, 3 bytes) every so often. */
    public static Clip audio(Duration interval) {
        byte[] silence = {(byte) 0xF8, (byte) 0xFF, (byte) 0xFE};
        return new Clip("opus", OPUS_RATE, List.of(new Clip.Frame(silence, ticks(interval, OPUS_RATE), true)));
    }

    /** One key frame of that size every so often. */
    public static Clip video(int width, int height, Duration interval) {
        if (width < 1 || height < 1 || width > LARGEST_SIDE || height > LARGEST_SIDE) {
            throw new IllegalArgumentException("no picture is " + width + "x" + height);
        }
        byte[] frame = new byte[16];
        // Key frame, version 0, shown, first partition of 6 bytes (RFC 6386 section 9.1), start code, size.
        frame[0] = (byte) (1 << 4 | (6 & 7) << 5);
        frame[1] = 6 >> 3;
        frame[3] = (byte) 0x9D;
        frame[4] = 0x01;
        frame[5] = 0x2A;
        frame[6] = (byte) width;
        frame[7] = (byte) (width >> 8);
        frame[8] = (byte) height;
        frame[9] = (byte) (height >> 8);
        return new Clip(
                "VP8",
                Clip.VIDEO_CLOCK_RATE,
                List.of(new Clip.Frame(frame, ticks(interval, Clip.VIDEO_CLOCK_RATE), true)));
    }

    private static int ticks(Duration interval, int rate) {
        return Math.toIntExact(interval.toMillis() * rate / 1_000);
    }
}
