package dev.parley.server.rooms;

import dev.parley.media.forward.IncomingTrack;
import dev.parley.media.session.TrackDescription;
import dev.parley.server.rooms.MediaOffer.Publishing;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One stream that a user publishes, with its layers. Touched by the room's owner thread only. */
final class Publication {

    private record Size(int width, int height) {}

    private final StreamType type;
    private final String mid;
    private final String smallRid;
    private final IncomingTrack big;
    private final @Nullable IncomingTrack small;
    private final Map<Layer, Size> sizes = new EnumMap<>(Layer.class);

    private boolean muted;
    private boolean announced;

    /** @param tracks one, or one for each RID of the section */
    Publication(Publishing publishing, List<IncomingTrack> tracks) {
        this.type = publishing.type();
        this.mid = publishing.track().mid();
        this.muted = publishing.muted();
        this.smallRid = publishing.smallRid();
        this.small = tracks.size() < 2 ? null : withRid(tracks, publishing.smallRid());
        this.big = tracks.stream().filter(track -> track != small).findFirst().orElseThrow();
    }

    private static @Nullable IncomingTrack withRid(List<IncomingTrack> tracks, String rid) {
        return tracks.stream()
                .filter(track -> track.rid().equals(rid))
                .findFirst()
                .orElse(null);
    }

    StreamType type() {
        return type;
    }

    String mid() {
        return mid;
    }

    /** Whether it is carried as {@code publishing} says, but for being muted. */
    boolean isCarriedAs(Publishing publishing) {
        TrackDescription agreed = big.description();
        TrackDescription offered = publishing.track();
        return mid.equals(offered.mid())
                && smallRid.equals(publishing.smallRid())
                && agreed.codecs().equals(offered.codecs())
                && agreed.rids().equals(offered.rids());
    }

    /** What is sent in that layer; the big one stands in for a small one that does not exist (spec/10 §8.1). */
    IncomingTrack track(Layer wanted) {
        return wanted == Layer.SMALL && small != null ? small : big;
    }

    /** Everything it is sent in, the best first. */
    List<IncomingTrack> layers() {
        return small == null ? List.of(big) : List.of(big, small);
    }

    /** Which layer a track of this publication is; null for tracks of others. */
    @Nullable
    Layer layerOf(@Nullable IncomingTrack track) {
        if (track == null) {
            return null;
        }
        return track == big ? Layer.BIG : track == small ? Layer.SMALL : null;
    }

    boolean hasSmall() {
        return small != null;
    }

    /** The picture's size in that layer, such as {@code 1280x720}; null before its first key frame. */
    @Nullable
    String size(Layer layer) {
        Size known = sizes.get(layer);
        return known == null ? null : known.width() + "x" + known.height();
    }

    String codec() {
        return big.codec().name();
    }

    String formatParameters() {
        return big.codec().formatParameters();
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
        for (Layer layer : small == null ? List.of(Layer.BIG) : List.of(Layer.BIG, Layer.SMALL)) {
            journal.tell(timestamp, stamp -> new RoomEvent.Published(stamp, sessionId, source, layer, 0, 0));
        }
        sizes.forEach((layer, size) -> tellSize(journal, sessionId, source, layer, size, timestamp));
    }

    void withdraw(RoomJournal journal, String sessionId, Source source, long timestamp) {
        announced = false;
        journal.tell(timestamp, stamp -> new RoomEvent.Unpublished(stamp, sessionId, source));
    }

    /** A key frame had another size than the last one. */
    void onSize(RoomJournal journal, String sessionId, Layer layer, int width, int height, long timestamp) {
        Size size = new Size(width, height);
        sizes.put(layer, size);
        Source source = type.source();
        if (announced && source != null) {
            tellSize(journal, sessionId, source, layer, size, timestamp);
        }
    }

    private static void tellSize(
            RoomJournal journal, String sessionId, Source source, Layer layer, Size size, long timestamp) {
        journal.tell(
                timestamp,
                stamp -> new RoomEvent.ResolutionChanged(stamp, sessionId, source, layer, size.width(), size.height()));
    }
}
