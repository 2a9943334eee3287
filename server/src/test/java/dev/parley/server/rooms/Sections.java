package dev.parley.server.rooms;

import dev.parley.media.session.MediaKind;
import dev.parley.media.session.TrackDescription;
import dev.parley.server.rooms.MediaOffer.Publishing;
import dev.parley.server.rooms.MediaOffer.Receiving;
import java.util.ArrayList;
import java.util.List;

/** What guests offer: a section for each source, named after it, and some slots. */
final class Sections {

    /** Sections on which guests can receive. */
    static final List<String> SOUND_SLOTS = List.of("sound-0", "sound-1", "sound-2");

    static final List<String> PICTURE_SLOTS = List.of("picture-0", "picture-1", "picture-2");

    private Sections() {}

    static String section(StreamType type) {
        return type.wireName();
    }

    static Publishing publishing(StreamType type) {
        return new Publishing(type, Tracks.section(type.kind(), section(type)), false, "");
    }

    static Publishing publishingTwoLayers(boolean muted) {
        return new Publishing(
                StreamType.MAIN,
                Tracks.section(MediaKind.VIDEO, section(StreamType.MAIN), Tracks.BIG, Tracks.SMALL),
                muted,
                Tracks.SMALL);
    }

    static List<Receiving> allSlots() {
        List<Receiving> all = new ArrayList<>();
        SOUND_SLOTS.forEach(mid -> all.add(new Receiving(Tracks.section(MediaKind.AUDIO, mid), "")));
        PICTURE_SLOTS.forEach(mid -> all.add(new Receiving(Tracks.section(MediaKind.VIDEO, mid), "")));
        return all;
    }

    /** The same under another name. */
    static Receiving named(Receiving slot, String mid) {
        TrackDescription track = slot.track();
        return new Receiving(
                new TrackDescription(track.kind(), mid, track.codecs(), track.extensions(), track.ssrcs()),
                slot.group());
    }
}
