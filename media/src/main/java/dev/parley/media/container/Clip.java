package dev.parley.media.container;

import dev.parley.media.codec.Opus;
import dev.parley.media.codec.Vp8;
import java.util.ArrayList;
import java.util.List;

/**
 * Encoded frames that are played in a loop: the first is a key frame, and each lasts a whole number of RTP ticks.
 * Immutable, so any number of {@link ClipPlayer}s share one.
 *
 * @param codecName the encoding name of SDP: {@code VP8} or {@code opus}
 * @param clockRate RTP ticks per second
 * @param frames at least one
 */
public record Clip(String codecName, int clockRate, List<Frame> frames) {
    /** RTP ticks per second of all video payloads here (RFC 7741 section 4.1). */
    public static final int VIDEO_CLOCK_RATE = 90_000;

    private static final long LONGEST_FRAME_SECONDS = 60;

    /**
     * One frame.
     *
     * @param data not to be changed
     * @param duration until the next frame, in RTP ticks, positive
     * @param keyFrame whether a decoder can start here; always so for audio
     */
    public record Frame(byte[] data, int duration, boolean keyFrame) {
        public Frame {
            if (duration <= 0 || data.length == 0) {
                throw new IllegalArgumentException("a frame has bytes and lasts a while");
            }
        }
    }

    public Clip {
        frames = List.copyOf(frames);
        if (frames.isEmpty() || !frames.getFirst().keyFrame()) {
            throw new IllegalArgumentException("a clip starts with a key frame");
        }
    }

    /**
     * A clip of VP8 frames. The last frame lasts as long as the one before it; a single one lasts a second.
     *
     * @throws MalformedContainerException when the file is not VP8 or does not start with a key frame of known size
     */
    public static Clip ofVp8(IvfReader file) throws MalformedContainerException {
        if (!file.fourCc().equals("VP80")) {
            throw new MalformedContainerException("the IVF file holds " + file.fourCc() + ", not VP80");
        }
        List<IvfReader.Frame> source = file.frames();
        byte[] first = source.getFirst().data();
        if (Vp8.frameSize(first, 0, first.length) < 0) {
            throw new MalformedContainerException("the IVF file does not start with a VP8 key frame");
        }
        List<Frame> frames = new ArrayList<>(source.size());
        for (int i = 0; i < source.size(); i++) {
            byte[] data = source.get(i).data();
            frames.add(new Frame(data, videoDuration(file, i), Vp8.isKeyFrame(data, 0)));
        }
        return new Clip("VP8", VIDEO_CLOCK_RATE, frames);
    }

    private static int videoDuration(IvfReader file, int index) throws MalformedContainerException {
        List<IvfReader.Frame> frames = file.frames();
        if (frames.size() == 1) {
            return VIDEO_CLOCK_RATE;
        }
        int from = Math.min(index, frames.size() - 2);
        long origin = frames.getFirst().timestamp();
        // Rounding both ends, not the difference, keeps the sum exact.
        long duration = ticks(file, frames.get(from + 1).timestamp() - origin)
                - ticks(file, frames.get(from).timestamp() - origin);
        if (duration <= 0 || duration > LONGEST_FRAME_SECONDS * VIDEO_CLOCK_RATE) {
            throw new MalformedContainerException("frame " + from + " lasts " + duration + " ticks of 1/90000 s");
        }
        return (int) duration;
    }

    private static long ticks(IvfReader file, long timestamp) {
        return Math.round(file.seconds(timestamp) * VIDEO_CLOCK_RATE);
    }

    /** A clip of Opus packets. */
    public static Clip ofOpus(OggOpusReader file) {
        List<Frame> frames = file.packets().stream()
                .map(packet -> new Frame(packet.data(), packet.durationSamples(), true))
                .toList();
        return new Clip("opus", Opus.CLOCK_RATE, frames);
    }

    /** Whether this is video, which marks the last packet of a frame. */
    public boolean isVideo() {
        return codecName.equals("VP8");
    }

    /** Length of one round in RTP ticks. */
    public long durationTicks() {
        return frames.stream().mapToLong(Frame::duration).sum();
    }
}
