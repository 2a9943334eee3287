package dev.parley.server.participant;

import dev.parley.media.container.Clip;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a participant publishes from one source.
 *
 * @param clip Opus for {@link MediaSource#AUDIO}, VP8 otherwise; see {@link ThinClips} for ones that cost next to
 *     nothing
 * @param small the small picture beside it, only for {@link MediaSource#MAIN}
 * @param muted whether it begins muted
 */
public record Publication(
        MediaSource source, Clip clip, @Nullable Clip small, boolean muted) {

    public Publication {
        if (clip.isVideo() != source.isVideo()) {
            throw new IllegalArgumentException(source + " cannot carry " + clip.codecName());
        }
        if (small != null && (source != MediaSource.MAIN || !small.isVideo())) {
            throw new IllegalArgumentException("only the main picture has a small one");
        }
    }

    public static Publication of(MediaSource source, Clip clip) {
        return new Publication(source, clip, null, false);
    }

    /** The camera in two sizes (simulcast). */
    public static Publication dual(Clip big, Clip small) {
        return new Publication(MediaSource.MAIN, big, small, false);
    }

    /** Whether the other is this one, perhaps muted or not. */
    boolean isStreamOf(Publication other) {
        return source == other.source && clip.equals(other.clip) && Objects.equals(small, other.small);
    }

    Publication withMuted(boolean changed) {
        return new Publication(source, clip, small, changed);
    }
}
