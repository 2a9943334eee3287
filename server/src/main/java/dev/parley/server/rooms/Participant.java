package dev.parley.server.rooms;

import dev.parley.media.forward.IncomingTrack;
import dev.parley.media.forward.OutgoingTrack;
import dev.parley.media.forward.PeerMedia;
import dev.parley.media.session.TrackDescription;
import dev.parley.protocol.ticket.Permissions;
import dev.parley.server.rooms.RoomNotice.UserState;
import dev.parley.server.rooms.Seat.Wanted;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One session of one user in a room, with its media. Touched by the room's owner thread only. */
final class Participant implements PeerMedia.Listener {

    private final Switchboard switchboard;
    private final String sessionId;
    private final String userId;
    private final Door door;
    private final RoomClient client;
    private final long entered;
    private final long reporterSsrc;
    private final Map<StreamType, Publication> publications = new EnumMap<>(StreamType.class);
    private final Map<Wanted, Subscription> subscriptions = new LinkedHashMap<>();
    private final Map<String, Slot> slots = new LinkedHashMap<>();
    private final MessageAllowance messages = new MessageAllowance();

    private PeerMedia media;
    private @Nullable FarPlayer far;
    private Role role;
    private Permissions rights;
    private @Nullable UserState told;
    private boolean lost;
    private boolean mediaSilent;
    private long lingerUntil = Long.MAX_VALUE;

    Participant(Switchboard switchboard, String sessionId, Entry entry, Role role, long reporterSsrc, long now) {
        this.switchboard = switchboard;
        this.sessionId = sessionId;
        this.userId = entry.userId();
        this.door = entry.door();
        this.client = entry.client();
        this.role = role;
        this.rights = entry.rights();
        this.entered = now;
        this.reporterSsrc = reporterSsrc;
        this.media = new PeerMedia(this, sessionId, reporterSsrc);
    }

    String sessionId() {
        return sessionId;
    }

    String userId() {
        return userId;
    }

    Door door() {
        return door;
    }

    RoomClient client() {
        return client;
    }

    Role role() {
        return role;
    }

    void setRole(Role role) {
        this.role = role;
    }

    Permissions rights() {
        return rights;
    }

    void setRights(Permissions rights) {
        this.rights = rights;
    }

    MessageAllowance messages() {
        return messages;
    }

    PeerMedia media() {
        return media;
    }

    /** Its connection when another worker has it; null while it has none, or has it here. */
    @Nullable
    FarPlayer far() {
        return far;
    }

    /** Has its connection on another worker, for as long as it stays. */
    FarPlayer moveTo(Annex annex, long now) {
        FarPlayer away = new FarPlayer(this, annex, reporterSsrc, now);
        far = away;
        return away;
    }

    boolean hasTransport() {
        return far != null || media.hasTransport();
    }

    /** When its transport, which it has, was last heard. */
    long transportHeard() {
        FarPlayer away = far;
        return away == null ? media.transport().lastHeard() : away.lastHeard();
    }

    /** Sends it a track, from no source yet; see {@link PeerMedia#send}. */
    SlotTrack send(TrackDescription track, long stallTimeout, long ssrc, long rtxSsrc, int firstSequence) {
        FarPlayer away = far;
        return away == null
                ? new NearTrack(media, media.send(track, stallTimeout, ssrc, rtxSsrc, firstSequence))
                : away.send(track, stallTimeout, ssrc, rtxSsrc, firstSequence);
    }

    /** Begins anew with another peer connection; what the old one carried must have been ended. */
    void forgetMedia() {
        slots.clear();
        media = new PeerMedia(this, sessionId, reporterSsrc);
        mediaSilent = false;
    }

    /** What others were told last about this user, null before anything. */
    @Nullable
    UserState told() {
        return told;
    }

    void setTold(UserState state) {
        told = state;
    }

    boolean isPublisher() {
        return !publications.isEmpty();
    }

    Collection<Publication> publications() {
        return Collections.unmodifiableCollection(publications.values());
    }

    @Nullable
    Publication publication(StreamType type) {
        return publications.get(type);
    }

    void add(Publication publication) {
        publications.put(publication.type(), publication);
    }

    void remove(Publication publication) {
        publications.remove(publication.type());
    }

    /** In the order they were made. */
    List<Subscription> subscriptions() {
        return new ArrayList<>(subscriptions.values());
    }

    @Nullable
    Subscription subscription(Wanted wanted) {
        return subscriptions.get(wanted);
    }

    void add(Subscription subscription) {
        subscriptions.put(subscription.wanted(), subscription);
    }

    void remove(Subscription subscription) {
        subscriptions.remove(subscription.wanted());
    }

    @Nullable
    Slot slot(String mid) {
        return slots.get(mid);
    }

    List<Slot> slots() {
        return new ArrayList<>(slots.values());
    }

    void add(Slot slot) {
        slots.put(slot.track().mid(), slot);
    }

    void remove(Slot slot) {
        slots.remove(slot.track().mid());
    }

    /** Nothing has come from it for a while, neither media nor signalling. */
    boolean isLost() {
        return lost;
    }

    void setLost(boolean lost) {
        this.lost = lost;
    }

    /** Nothing has come over its transport for a while. */
    boolean isMediaSilent() {
        return mediaSilent;
    }

    void setMediaSilent(boolean silent) {
        mediaSilent = silent;
    }

    /** When the client last proved that it is there, by whatever way. */
    long lastHeard() {
        long heard = Math.max(entered, client.lastHeard());
        return hasTransport() ? Math.max(heard, transportHeard()) : heard;
    }

    /** When a player is sent home because nobody is left to play; {@link Long#MAX_VALUE} while somebody is. */
    long lingerUntil() {
        return lingerUntil;
    }

    void setLingerUntil(long instant) {
        lingerUntil = instant;
    }

    @Override
    public void onConnected(long now) {
        switchboard.onConnected(this, now);
    }

    @Override
    public void onClosed(@Nullable Exception failure) {
        switchboard.onClosed(this, failure);
    }

    @Override
    public void onPictureSize(IncomingTrack track, int width, int height, long now) {
        for (Publication publication : publications.values()) {
            if (publication.layerOf(track) != null) {
                switchboard.onPictureSize(this, publication, now);
            }
        }
    }

    @Override
    public void onFlowOn(OutgoingTrack track, long now) {
        flowOn(track.mid(), now);
    }

    @Override
    public void onFlowOff(OutgoingTrack track, long at) {
        flowOff(track.mid(), at);
    }

    /** The first packet went out on that section, or the first of another source. */
    void flowOn(String mid, long now) {
        Subscription subscription = holder(mid);
        if (subscription != null) {
            switchboard.onFlowOn(subscription, now);
        }
    }

    /** Nothing went out on that section for the stall timeout. */
    void flowOff(String mid, long at) {
        Subscription subscription = holder(mid);
        if (subscription != null) {
            switchboard.onFlowOff(subscription, at);
        }
    }

    private @Nullable Subscription holder(String mid) {
        Slot slot = slots.get(mid);
        return slot == null ? null : slot.holder();
    }
}
