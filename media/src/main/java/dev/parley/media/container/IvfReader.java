package dev.parley.media.container;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * An IVF file: a 32-byte header, then frames behind 12-byte heads, all little-endian. Immutable once read. Holds the
 * whole file, so it refuses more than {@link #LARGEST_FILE} bytes.
 */
public final class IvfReader {
    /** Clips are short; a recording of this size is not one. */
    public static final int LARGEST_FILE = 64 << 20;

    private static final int HEADER = 32;
    private static final int FRAME_HEAD = 12;

    private final String fourCc;
    private final int width;
    private final int height;
    private final long ticksPerSecondNumerator;
    private final long ticksPerSecondDenominator;
    private final List<Frame> frames;

    /**
     * One encoded frame.
     *
     * @param timestamp in ticks of the file's time base, see {@link #seconds}
     * @param data not to be changed
     */
    public record Frame(long timestamp, byte[] data) {}

    /**
     * Reads a whole file.
     *
     * @throws MalformedContainerException when it is too large, no IVF file of version 0, cut, without frames, or when
     *     timestamps do not increase
     */
    public IvfReader(byte[] file) throws MalformedContainerException {
        if (file.length < HEADER || file.length > LARGEST_FILE) {
            throw new MalformedContainerException(
                    "an IVF file has 32 to " + LARGEST_FILE + " bytes, not " + file.length);
        }
        if (!text(file, 0).equals("DKIF") || LittleEndian.unsigned16(file, 4) != 0) {
            throw new MalformedContainerException("not an IVF file of version 0");
        }
        int header = LittleEndian.unsigned16(file, 6);
        if (header < HEADER || header > file.length) {
            throw new MalformedContainerException("the IVF header claims " + header + " bytes");
        }
        fourCc = text(file, 8);
        width = LittleEndian.unsigned16(file, 12);
        height = LittleEndian.unsigned16(file, 14);
        ticksPerSecondNumerator = LittleEndian.unsigned32(file, 16);
        ticksPerSecondDenominator = LittleEndian.unsigned32(file, 20);
        if (ticksPerSecondNumerator == 0 || ticksPerSecondDenominator == 0) {
            throw new MalformedContainerException("the IVF time base has a zero");
        }
        frames = frames(file, header);
    }

    private static String text(byte[] file, int position) {
        return new String(file, position, 4, StandardCharsets.ISO_8859_1);
    }

    private static List<Frame> frames(byte[] file, int start) throws MalformedContainerException {
        List<Frame> frames = new ArrayList<>();
        int position = start;
        while (position < file.length) {
            Frame frame = frame(file, position);
            if (!frames.isEmpty() && frame.timestamp() <= frames.getLast().timestamp()) {
                throw new MalformedContainerException("IVF timestamps do not increase at byte " + position);
            }
            frames.add(frame);
            position += FRAME_HEAD + frame.data().length;
        }
        if (frames.isEmpty()) {
            throw new MalformedContainerException("the IVF file has no frames");
        }
        return List.copyOf(frames);
    }

    private static Frame frame(byte[] file, int position) throws MalformedContainerException {
        int left = file.length - position - FRAME_HEAD;
        long size = left < 0 ? 0 : LittleEndian.unsigned32(file, position);
        if (size == 0 || size > left) {
            throw new MalformedContainerException("no whole IVF frame at byte " + position);
        }
        int start = position + FRAME_HEAD;
        long timestamp = LittleEndian.bits64(file, position + 4);
        return new Frame(timestamp, Arrays.copyOfRange(file, start, start + (int) size));
    }

    /** The codec, such as {@code VP80}. */
    public String fourCc() {
        return fourCc;
    }

    /** Width in the file header; that of the key frames counts. */
    public int width() {
        return width;
    }

    /** Height in the file header; that of the key frames counts. */
    public int height() {
        return height;
    }

    /** Frames in order of time, at least one. */
    public List<Frame> frames() {
        return frames;
    }

    /** A time of this file in seconds. */
    public double seconds(long timestamp) {
        return (double) timestamp * ticksPerSecondDenominator / ticksPerSecondNumerator;
    }
}
