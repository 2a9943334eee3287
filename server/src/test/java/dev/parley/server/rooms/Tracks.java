package dev.parley.server.rooms;

import dev.parley.media.session.Codec;
import dev.parley.media.session.HeaderExtensions;
import dev.parley.media.session.MediaKind;
import dev.parley.media.session.TrackDescription;
import java.util.List;
import java.util.Set;

/** Sections as negotiation would give them. */
final class Tracks {

    static final int VP8 = 96;

    static final TrackDescription SOUND =
            track(MediaKind.AUDIO, "0", new Codec("opus", 111, 48_000, 2, "", -1, Set.of()));
    static final TrackDescription PICTURE = picture("VP8");

    private Tracks() {}

    static TrackDescription picture(String codec) {
        return track(MediaKind.VIDEO, "1", new Codec(codec, VP8, 90_000, 1, "", 97, Set.of("nack", "nack pli")));
    }

    private static TrackDescription track(MediaKind kind, String mid, Codec codec) {
        return new TrackDescription(kind, mid, List.of(codec), HeaderExtensions.NONE, List.of());
    }
}
