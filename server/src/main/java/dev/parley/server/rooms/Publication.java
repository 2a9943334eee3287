package dev.parley.server.rooms;

import dev.parley.media.codec.VideoSizes;
import dev.parley.media.forward.IncomingTrack;
import dev.parley.media.session.TrackDescription;
import dev.parley.server.rooms.MediaOffer.Publishing;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One stream that a user publishes, with its layers. Touched by the room's owner thread only. */
final class Publication {

    /** A picture's size, and which layer it is of. */
    private record Seen(Layer layer, int width, int height) {}

    private final StreamType type;
    private final String mid;
    private final String smallRid;
    private final List<IncomingTrack> layers;

    /** The sizes of the layers' pictures by RID, once they have one. */
    private final Map<String, Seen> seen = new LinkedHashMap<>();

    private boolean muted;
    private boolean announced;

    /** @param tracks one, or one for each RID of the section */
    Publication(Publishing publishing, List<IncomingTrack> tracks) {
        this.type = publishing.type();
        this.mid = publishing.track().mid();
        this.muted = publishing.muted();
        this.smallRid = publishing.smallRid();
        this.layers = new ArrayList<>(tracks);
        order();
    }

    /**
     * The best first, by their pictures' sizes once those are known, because an offer's order says nothing of them; the
     * one that the client calls small is the last.
     */
    private void order() {
        layers.sort(Comparator.<IncomingTrack>comparingInt(track -> isNamedSmall(track) ? 1 : 0)
                .thenComparing(Comparator.comparingLong(Publication::pixels).reversed()));
    }

    private boolean isNamedSmall(IncomingTrack track) {
        return !smallRid.isEmpty() && track.rid().equals(smallRid);
    }

    private static long pixels(IncomingTrack track) {
        long size = track.pictureSize();
        return size == VideoSizes.UNKNOWN ? 0 : (long) VideoSizes.width(size) * VideoSizes.height(size);
    }

    StreamType type() {
        return type;
    }

    String mid() {
        return mid;
    }

    /** Whether it is carried as {@code publishing} says, but for being muted. */
    boolean isCarriedAs(Publishing publishing) {
        TrackDescription agreed = layers.getFirst().description();
        TrackDescription offered = publishing.track();
        return mid.equals(offered.mid())
                && smallRid.equals(publishing.smallRid())
                && agreed.codecs().equals(offered.codecs())
                && agreed.rids().equals(offered.rids());
    }

    /** What is sent in that layer; the big one stands in for a small one that does not exist (spec/10 §8.1). */
    IncomingTrack track(Layer wanted) {
        return wanted == Layer.SMALL ? layers.getLast() : layers.getFirst();
    }

    /** Everything it is sent in, the best first. */
    List<IncomingTrack> layers() {
        return List.copyOf(layers);
    }

    /** Which layer a track of this publication is, small for each but the best (MET-6); null for tracks of others. */
    @Nullable
    Layer layerOf(@Nullable IncomingTrack track) {
        int index = track == null ? -1 : layers.indexOf(track);
        return index < 0 ? null : index == 0 ? Layer.BIG : Layer.SMALL;
    }

    boolean hasSmall() {
        return layers.size() > 1;
    }

    /** The picture's size in one of its layers, such as {@code 1280x720}; null before its first key frame. */
    @Nullable
    String size(IncomingTrack layer) {
        Seen known = seen.get(layer.rid());
        return known == null ? null : known.width() + "x" + known.height();
    }

    String codec() {
        return layers.getFirst().codec().name();
    }

    String formatParameters() {
        return layers.getFirst().codec().formatParameters();
    }

    boolean isMuted() {
        return muted;
    }

    void setMuted(boolean muted) {
        this.muted = muted;
    }

    /** Whether the journal has it as published: neither muted nor blocked. */
    boolean isAnnounced() {
        return announced;
    }

    /** Tells the journal that the picture can be received, with the sizes known from before. */
    void announce(RoomJournal journal, String sessionId, Source source, long timestamp) {
        announced = true;
        for (Layer layer : hasSmall() ? List.of(Layer.BIG, Layer.SMALL) : List.of(Layer.BIG)) {
            journal.tell(timestamp, stamp -> new RoomEvent.Published(stamp, sessionId, source, layer, 0, 0));
        }
        seen.forEach((rid, size) -> tellSize(journal, sessionId, source, rid, size, timestamp));
    }

    void withdraw(RoomJournal journal, String sessionId, Source source, long timestamp) {
        announced = false;
        journal.tell(timestamp, stamp -> new RoomEvent.Unpublished(stamp, sessionId, source));
    }

    /**
     * A key frame had another size than the last one.
     *
     * @return whether the layers have changed places
     */
    boolean onSize(RoomJournal journal, String sessionId, long timestamp) {
        List<IncomingTrack> before = layers();
        order();
        for (IncomingTrack track : layers) {
            learnSize(journal, sessionId, track, timestamp);
        }
        return !before.equals(layers);
    }

    private void learnSize(RoomJournal journal, String sessionId, IncomingTrack track, long timestamp) {
        long pixels = track.pictureSize();
        Layer layer = layerOf(track);
        if (pixels == VideoSizes.UNKNOWN || layer == null) {
            return;
        }
        Seen now = new Seen(layer, VideoSizes.width(pixels), VideoSizes.height(pixels));
        Source source = type.source();
        if (!now.equals(seen.put(track.rid(), now)) && announced && source != null) {
            tellSize(journal, sessionId, source, track.rid(), now, timestamp);
        }
    }

    private static void tellSize(
            RoomJournal journal, String sessionId, Source source, String rid, Seen size, long timestamp) {
        journal.tell(
                timestamp,
                stamp -> new RoomEvent.ResolutionChanged(
                        stamp, sessionId, source, size.layer(), rid, size.width(), size.height()));
    }
}
