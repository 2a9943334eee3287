package dev.parley.server.demo;

import dev.parley.media.container.Clip;
import dev.parley.media.container.IvfReader;
import dev.parley.media.container.MalformedContainerException;
import dev.parley.media.container.OggOpusReader;
import dev.parley.server.metering.Tier;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** The clips that come with the server, made by {@code server/src/demo/make-clips.sh}. */
enum DemoClip {
    SPEAKER("speaker-1280x720.ivf", "1280x720", Tier.HD),
    SCREEN("screen-1920x1080.ivf", "1920x1080", Tier.FULL_HD),
    GUEST("guest-640x360.ivf", "640x360", Tier.SD);

    private final String file;
    private final String size;
    private final Tier tier;

    DemoClip(String file, String size, Tier tier) {
        this.file = file;
        this.size = size;
        this.tier = tier;
    }

    String size() {
        return size;
    }

    /** The tier of whoever receives this picture alone (MET-8). */
    Tier tier() {
        return tier;
    }

    Clip load() {
        try {
            return Clip.ofVp8(new IvfReader(read(file)));
        } catch (MalformedContainerException broken) {
            throw new IllegalStateException("the clip " + file + " that comes with Parley is broken", broken);
        }
    }

    /** The sound all publishers share. */
    static Clip tone() {
        try {
            return Clip.ofOpus(new OggOpusReader(read("tone.opus")));
        } catch (MalformedContainerException broken) {
            throw new IllegalStateException("the clip tone.opus that comes with Parley is broken", broken);
        }
    }

    private static byte[] read(String file) {
        try (InputStream in = DemoClip.class.getResourceAsStream(file)) {
            if (in == null) {
                throw new IllegalStateException("the clip " + file + " is missing from this build");
            }
            return in.readAllBytes();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
