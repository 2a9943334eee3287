package dev.parley.server.rooms;

import dev.parley.media.ice.IceCredentials;
import dev.parley.media.session.LocalPeer;
import dev.parley.media.session.MediaKind;
import dev.parley.media.session.PeerTransport;
import dev.parley.media.session.RemotePeer;
import dev.parley.media.session.TrackDescription;
import dev.parley.server.rooms.Blocks.Block;
import dev.parley.server.rooms.MediaOffer.Publishing;
import dev.parley.server.rooms.Seat.Uplink;
import dev.parley.server.rooms.Seat.View;
import dev.parley.server.rooms.Seat.Wanted;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One life cycle of one room: who comes, who stays and who goes. Its owner thread alone touches it, and every change
 * leaves it as a {@link RoomEvent}.
 *
 * <p>WHIP and WHEP make live rooms (spec/15 §2): publishers are anchors, players are audience. A call closes with its
 * last user, a live room with its last anchor or a while after its last audience member (spec/10 §5.2).
 */
final class Room {

    private static final Logger LOG = LoggerFactory.getLogger(Room.class);

    /** Silence needs no finer measure than this. */
    private static final long LIVENESS_INTERVAL_MILLIS = 200;

    private final RoomKey key;
    private final Family family;
    private final String commId;
    private final String streamPrefix;
    private final RoomHouse house;
    private final Occupants occupants = new Occupants();
    private final Blocks blocks = new Blocks();
    private final Announcer announcer = new Announcer(occupants, blocks);
    private final RoomJournal journal;
    private final Switchboard switchboard;
    private final Liveness liveness;
    private final MessageRelay messages;

    private long nextLivenessCheck;
    private long closesAt = Long.MAX_VALUE;
    private boolean closed;

    /**
     * @param family given by the first entrant
     * @param instance random text that tells this life cycle from every other
     * @param created epoch seconds, another for each life cycle of a room
     */
    Room(RoomKey key, Family family, String instance, long created, RoomHouse house) {
        this.key = key;
        this.family = family;
        this.commId = key.sdkAppId() + "_" + key.id() + "_" + created;
        this.streamPrefix = "parley-" + instance;
        this.house = house;
        this.journal = new RoomJournal(key, instance, house.listener());
        this.switchboard =
                new Switchboard(occupants, blocks, announcer, journal, house, this::onMediaClosed, streamPrefix + "-");
        this.messages = new MessageRelay(announcer, house);
        this.liveness = new Liveness(key, house, journal, announcer, switchboard.subscriptions());
    }

    RoomKey key() {
        return key;
    }

    /** Whether it is over; a closed room is forgotten and never used again. */
    boolean isClosed() {
        return closed;
    }

    Switchboard switchboard() {
        return switchboard;
    }

    Occupants occupants() {
        return occupants;
    }

    Rooms.Joined publish(Rooms.Publish request, long now) {
        checkPublishers(request.userId());
        Participant entrant = enter(request.entry(), now);
        LocalPeer local = switchboard.connect(entrant, request.remote(), now);
        List<Publishing> publishing = request.tracks().stream()
                .map(track -> new Publishing(typeOf(track), track, false, ""))
                .toList();
        switchboard.publish(entrant, publishing, now);
        return new Rooms.Joined(entrant.sessionId(), local, List.of());
    }

    CompletableFuture<Rooms.Joined> play(Rooms.Play request, long now) {
        if (request.userId().equals(request.publisherUserId())) {
            throw new EntryRefusedException(
                    EntryRefusedException.Reason.BAD_PARAMETER,
                    Refusal.BAD_PARAMETER,
                    "a user cannot play itself, since its second entry ends its first; play as another user");
        }
        Participant publisher = occupants.find(request.publisherUserId());
        if (publisher == null || !publisher.isPublisher() || !canPlay(publisher, request.tracks())) {
            throw new EntryRefusedException(
                    EntryRefusedException.Reason.NOBODY_LIVE,
                    Refusal.NO_SUCH_USER,
                    "nobody publishes here in a format this player takes; try again when a publisher is live");
        }
        Participant player = enter(request.entry(), now);
        CompletableFuture<LocalPeer> connected = switchboard.connectPlayer(player, request.remote(), now);
        List<Rooms.OutgoingTrack> outgoing = new ArrayList<>();
        for (TrackDescription track : request.tracks()) {
            outgoing.add(switchboard.slots().open(player, track, streamPrefix, now));
        }
        for (TrackDescription track : request.tracks()) {
            Slot slot = player.slot(track.mid());
            if (slot != null) {
                Wanted wanted = new Wanted(publisher.userId(), typeOf(track));
                switchboard.subscriptions().add(player, wanted, slot, LayerWish.AUTOMATIC, now);
            }
        }
        return connected.thenApply(local -> new Rooms.Joined(player.sessionId(), local, outgoing));
    }

    private static StreamType typeOf(TrackDescription track) {
        return track.kind() == MediaKind.AUDIO ? StreamType.AUDIO : StreamType.MAIN;
    }

    private static boolean canPlay(Participant publisher, List<TrackDescription> tracks) {
        return tracks.stream().allMatch(track -> {
            Publication published = publisher.publication(typeOf(track));
            return published != null
                    && track.codecs().stream().anyMatch(codec -> codec.name().equals(published.codec()));
        });
    }

    private void checkPublishers(String userId) {
        Participant known = occupants.find(userId);
        long others = occupants.publishers() - (known != null && known.isPublisher() ? 1 : 0);
        if (others >= house.settings().publishers()) {
            throw full("this room has its " + house.settings().publishers()
                    + " publishers; wait for one to stop (publisher limit)");
        }
    }

    private static EntryRefusedException full(String message) {
        return new EntryRefusedException(EntryRefusedException.Reason.ROOM_FULL, Refusal.ROOM_FULL, message);
    }

    /** Lets somebody in; an older session of the same user is replaced (spec/10 §4). */
    Participant enter(Entry entry, long now) {
        int capacity = family == Family.CALL
                ? house.settings().callCapacity()
                : house.settings().liveCapacity();
        Participant twin = occupants.find(entry.userId());
        if (twin == null && occupants.size() >= capacity) {
            throw full("this room has its " + capacity + " users; wait for one to leave");
        }
        if (entry.family() != family && entry.door() == Door.SIGNALLING) {
            LOG.warn("{} is a {} room; {} entered it as {}", key, family, entry.userId(), entry.family());
        }
        if (twin != null) {
            end(twin, ExitReason.REPLACED, now);
        }
        closesAt = Long.MAX_VALUE;
        String sessionId = house.newSessionId(key);
        Role role = family.roleOf(entry.role());
        Participant entrant = new Participant(switchboard, sessionId, entry, role, house.randomSsrc(), now);
        occupants.add(entrant);
        journal.tell(now, stamp -> new RoomEvent.Entered(stamp, sessionId, entry.userId(), SessionKind.CLIENT, role));
        announcer.entered(entrant);
        LOG.info("{} entered {} as {}", entry.userId(), key, role.wireName());
        return entrant;
    }

    View view(Participant viewer) {
        viewer.client().viewTaken();
        Block block = blocks.of(viewer.userId());
        return new View(
                commId, family, viewer.role(), viewer.rights(), block.audio(), block.video(), announcer.seenBy(viewer));
    }

    /** Who could be played: the named user, or the first publisher with video, else with audio. */
    Optional<Rooms.Publisher> publisher(@Nullable String userId) {
        List<Participant> publishers = occupants.all().stream()
                .filter(Participant::isPublisher)
                .filter(participant -> userId == null || participant.userId().equals(userId))
                .toList();
        return publishers.stream()
                .filter(participant -> participant.publication(StreamType.MAIN) != null)
                .findFirst()
                .or(() -> publishers.stream().findFirst())
                .map(Room::describe);
    }

    private static Rooms.Publisher describe(Participant publisher) {
        Publication audio = publisher.publication(StreamType.AUDIO);
        Publication video = publisher.publication(StreamType.MAIN);
        return new Rooms.Publisher(
                publisher.userId(),
                audio == null ? null : audio.codec(),
                video == null ? null : new Rooms.PublishedVideo(video.codec(), video.formatParameters()));
    }

    /** Restarts a session's ICE; empty when there is none of that id, or none that has media. */
    CompletableFuture<Optional<LocalPeer>> restart(String sessionId, IceCredentials credentials) {
        Participant participant = occupants.ofSession(sessionId);
        if (participant == null || !participant.hasTransport()) {
            return CompletableFuture.completedFuture(Optional.empty());
        }
        FarPlayer far = participant.far();
        if (far != null) {
            return far.restart(credentials);
        }
        PeerTransport transport = participant.media().transport();
        LocalPeer fresh = house.worker().restart(transport, renewed(transport.remote(), credentials));
        return CompletableFuture.completedFuture(Optional.of(fresh));
    }

    static RemotePeer renewed(RemotePeer known, IceCredentials credentials) {
        return new RemotePeer(credentials.ufrag(), credentials.pwd(), known.fingerprint(), known.localRole());
    }

    boolean leave(String sessionId, ExitReason reason, long now) {
        Participant leaver = occupants.ofSession(sessionId);
        if (leaver == null) {
            return false;
        }
        dismissed(leaver, reason, now);
        return true;
    }

    /** Makes users leave; those who are not here are passed over. */
    void remove(Set<String> userIds, long now) {
        for (String userId : userIds) {
            Participant leaver = occupants.find(userId);
            if (leaver != null) {
                dismissed(leaver, ExitReason.REMOVED, now);
            }
        }
    }

    private void dismissed(Participant leaver, ExitReason reason, long timestamp) {
        end(leaver, reason, timestamp);
        closeWhenDeserted(leaver);
    }

    /** Keeps what a user sends from everybody, or not; false when the user is not here. */
    boolean block(String userId, boolean audio, boolean video, long now) {
        Participant blocked = occupants.find(userId);
        if (blocked == null) {
            return false;
        }
        Block block = new Block(audio, video);
        if (!block.equals(blocks.of(userId))) {
            blocks.set(userId, block);
            switchboard.refresh(blocked, now);
            blocked.client().tell(new RoomNotice.Blocked(audio, video));
        }
        return true;
    }

    Role switchRole(Participant participant, Role asked, long now) {
        Role role = family.roleOf(asked);
        if (role != participant.role()) {
            if (role == Role.AUDIENCE) {
                switchboard.publish(participant, List.of(), now);
                announcer.becameAudience(participant);
            }
            participant.setRole(role);
            if (role == Role.AUDIENCE) {
                switchboard.lose(participant.userId(), now);
            }
            journal.tell(now, stamp -> new RoomEvent.RoleChanged(stamp, participant.sessionId(), role));
            announcer.entered(participant);
        }
        return role;
    }

    MessageRelay messages() {
        return messages;
    }

    Uplink uplink(Participant participant) {
        var audio = participant.media().takeUplink(MediaKind.AUDIO);
        var video = participant.media().takeUplink(MediaKind.VIDEO);
        return new Uplink(
                participant.media().roundTripMillis(),
                audio.expected(),
                audio.received(),
                video.expected(),
                video.received());
    }

    /** Ends everybody's session, as when the room is dismissed or the server stops. */
    void endAll(ExitReason reason, long now) {
        close();
        for (Participant participant : occupants.copy()) {
            try {
                end(participant, reason, now);
            } catch (RuntimeException failure) {
                // The others must leave all the same: nobody ends their sessions once the room is forgotten.
                LOG.error("{} did not leave {} in good order", participant.userId(), key, failure);
            }
        }
    }

    private void end(Participant leaver, ExitReason reason, long timestamp) {
        if (!occupants.remove(leaver)) {
            return;
        }
        switchboard.lose(leaver.userId(), timestamp);
        announcer.left(leaver, Announcer.leaveReason(reason));
        journal.tell(timestamp, stamp -> new RoomEvent.Exited(stamp, leaver.sessionId(), reason));
        house.sessionEnded(leaver.sessionId());
        leaver.client().tell(new RoomNotice.Ended(reason));
        switchboard.release(leaver);
        LOG.info("{} left {}: {}", leaver.userId(), key, reason);
    }

    private void closeWhenDeserted(Participant last) {
        if (!occupants.isEmpty()) {
            return;
        }
        if (family == Family.CALL || last.role() == Role.ANCHOR) {
            close();
        } else {
            closesAt = house.worker().now() + house.settings().liveLinger().toMillis();
        }
    }

    private void close() {
        if (!closed) {
            closed = true;
            LOG.info("{} closed", key);
        }
    }

    /** Does what is due: media, speakers, liveness, closing. */
    void tick(long now) {
        for (Participant participant : occupants.all()) {
            participant.media().tick(now);
        }
        switchboard.tick(now);
        if (now >= nextLivenessCheck) {
            nextLivenessCheck = now + LIVENESS_INTERVAL_MILLIS;
            for (Participant participant : occupants.copy()) {
                liveness.check(participant, now);
                messages.tellLimited(participant, now);
                dismissWhenOver(participant, now);
            }
        }
        if (now >= closesAt) {
            close();
        }
    }

    private void dismissWhenOver(Participant participant, long now) {
        long timeout = participant.door().timeout(house.settings()).toMillis();
        long lastHeard = participant.lastHeard();
        if (now - lastHeard >= timeout) {
            dismissed(participant, ExitReason.TIMEOUT, lastHeard + timeout);
        } else if (now >= participant.lingerUntil()) {
            dismissed(participant, ExitReason.NORMAL, now);
        }
    }

    private void onMediaClosed(Participant participant, @Nullable Exception failure) {
        if (failure != null) {
            LOG.warn("{} in {} could not be secured: {}", participant.userId(), key, failure.getMessage());
        }
        long now = house.worker().now();
        if (participant.door() == Door.SIGNALLING) {
            switchboard.endMedia(participant, now);
        } else {
            dismissed(participant, ExitReason.NORMAL, now);
        }
    }
}
