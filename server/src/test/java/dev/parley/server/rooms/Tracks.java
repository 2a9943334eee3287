package dev.parley.server.rooms;

import dev.parley.media.session.Codec;
import dev.parley.media.session.HeaderExtensions;
import dev.parley.media.session.MediaKind;
import dev.parley.media.session.TrackDescription;
import dev.parley.server.rooms.MediaOffer.Publishing;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Sections as negotiation would give them. */
final class Tracks {

    static final int VP8 = 96;

    static final TrackDescription SOUND =
            track(MediaKind.AUDIO, "0", new Codec("opus", 111, 48_000, 2, "", -1, Set.of()));
    static final TrackDescription PICTURE = picture("VP8");

    static final int OPUS = 111;
    static final int MID_EXTENSION = 4;
    static final int RID_EXTENSION = 10;
    static final int SEQUENCE_EXTENSION = 5;
    static final int LEVEL_EXTENSION = 12;
    static final String BIG = "h";
    static final String SMALL = "l";

    private Tracks() {}

    /** A section of a participant, who has several of them and names them in its packets; with RIDs for layers. */
    static TrackDescription section(MediaKind kind, String mid, String... rids) {
        Codec codec = kind == MediaKind.AUDIO ? opus() : vp8();
        int level = kind == MediaKind.AUDIO ? LEVEL_EXTENSION : 0;
        HeaderExtensions named = new HeaderExtensions(MID_EXTENSION, RID_EXTENSION, 11, 0, level);
        return new TrackDescription(kind, mid, List.of(codec), named, List.of(), Map.of(), List.of(rids));
    }

    /** The same section with its picture under other payload types, as after a change of codec preferences. */
    static Publishing withPayloadTypes(Publishing publishing, int payloadType, int rtxPayloadType) {
        TrackDescription track = publishing.track();
        Codec codec = track.codecs().getFirst();
        Codec other = new Codec(
                codec.name(),
                payloadType,
                codec.clockRate(),
                codec.channels(),
                codec.formatParameters(),
                rtxPayloadType,
                codec.feedback());
        TrackDescription changed = new TrackDescription(
                track.kind(),
                track.mid(),
                List.of(other),
                track.extensions(),
                track.ssrcs(),
                track.repairs(),
                track.rids());
        return new Publishing(publishing.type(), changed, publishing.muted(), publishing.smallRid());
    }

    /** A section of a player that says what it can take of all that is sent to it. */
    static TrackDescription played(MediaKind kind, String mid) {
        Codec codec = kind == MediaKind.AUDIO ? opus() : vp8();
        HeaderExtensions numbered = new HeaderExtensions(0, 0, 0, SEQUENCE_EXTENSION, 0);
        return new TrackDescription(kind, mid, List.of(codec), numbered, List.of());
    }

    private static Codec opus() {
        return new Codec("opus", OPUS, 48_000, 2, "", -1, Set.of());
    }

    private static Codec vp8() {
        return new Codec("VP8", VP8, 90_000, 1, "", 97, Set.of("nack", "nack pli"));
    }

    static TrackDescription picture(String codec) {
        return track(MediaKind.VIDEO, "1", new Codec(codec, VP8, 90_000, 1, "", 97, Set.of("nack", "nack pli")));
    }

    private static TrackDescription track(MediaKind kind, String mid, Codec codec) {
        return new TrackDescription(kind, mid, List.of(codec), HeaderExtensions.NONE, List.of());
    }
}
