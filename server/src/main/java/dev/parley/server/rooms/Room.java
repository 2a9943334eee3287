package dev.parley.server.rooms;

import dev.parley.media.forward.IncomingTrack;
import dev.parley.media.forward.OutgoingTrack;
import dev.parley.media.forward.PeerMedia;
import dev.parley.media.session.Codec;
import dev.parley.media.session.MediaKind;
import dev.parley.media.session.RemotePeer;
import dev.parley.media.session.TrackDescription;
import dev.parley.server.rooms.RoomEvent.Stamp;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One life cycle of one room: who is in it and who plays whom. Its owner thread alone touches it, and every change
 * leaves it as a {@link RoomEvent}.
 *
 * <p>WHIP and WHEP make live rooms (spec/15 §2): publishers are anchors, players are audience. The room closes with its
 * last anchor, or a while after its last audience member (spec/10 §5.2).
 */
final class Room {

    private static final Logger LOG = LoggerFactory.getLogger(Room.class);

    /** Silence needs no finer measure than this. */
    private static final long LIVENESS_INTERVAL_MILLIS = 200;

    private final RoomKey key;
    private final String instance;
    private final RoomHouse house;
    private final List<Participant> participants = new ArrayList<>();

    private long sequence;
    private long lastTimestamp;
    private long nextLivenessCheck;
    private long closesAt = Long.MAX_VALUE;
    private boolean closed;

    /** @param instance random text that tells this life cycle from every other */
    Room(RoomKey key, String instance, RoomHouse house) {
        this.key = key;
        this.instance = instance;
        this.house = house;
    }

    RoomKey key() {
        return key;
    }

    /** Whether it is over; a closed room is forgotten and never used again. */
    boolean isClosed() {
        return closed;
    }

    Rooms.Joined publish(Rooms.Publish request, long now) {
        checkCapacity(request.userId());
        checkPublishers(request.userId());
        Participant entrant = enter(request.userId(), Role.ANCHOR, null, request.remote(), now);
        for (TrackDescription track : request.tracks()) {
            entrant.media().receive(track);
        }
        if (entrant.publishes(MediaKind.VIDEO)) {
            publish(stamp -> new RoomEvent.Published(stamp, entrant.sessionId(), Source.MAIN, Layer.BIG, 0, 0), now);
        }
        for (Participant player : participants) {
            if (player.plays(entrant.userId())) {
                connect(player, entrant);
            }
        }
        return new Rooms.Joined(entrant.sessionId(), entrant.media().transport().local(), List.of());
    }

    Rooms.Joined play(Rooms.Play request, long now) {
        checkCapacity(request.userId());
        if (request.userId().equals(request.publisherUserId())) {
            throw new EntryRefusedException(
                    EntryRefusedException.Reason.BAD_PARAMETER,
                    -102023,
                    "a user cannot play itself, since its second entry ends its first; play as another user");
        }
        Participant publisher = find(request.publisherUserId());
        if (publisher == null || !publisher.isPublisher() || !canPlay(publisher, request.tracks())) {
            throw new EntryRefusedException(
                    EntryRefusedException.Reason.NOBODY_LIVE,
                    -102007,
                    "nobody publishes here in a format this player takes; try again when a publisher is live");
        }
        Participant player = enter(request.userId(), Role.AUDIENCE, publisher.userId(), request.remote(), now);
        List<Rooms.OutgoingTrack> outgoing = new ArrayList<>();
        for (TrackDescription track : request.tracks()) {
            outgoing.add(send(player, track));
        }
        if (request.tracks().stream().anyMatch(track -> track.kind() == MediaKind.VIDEO)) {
            publish(stamp -> new RoomEvent.Subscribed(stamp, player.sessionId(), publisher.userId(), Source.MAIN), now);
        }
        connect(player, publisher);
        return new Rooms.Joined(player.sessionId(), player.media().transport().local(), outgoing);
    }

    private static boolean canPlay(Participant publisher, List<TrackDescription> tracks) {
        return tracks.stream().allMatch(track -> {
            IncomingTrack published = publisher.published(track.kind());
            return published != null
                    && track.codecs().stream().anyMatch(codec -> codec.name()
                            .equals(published.codec().name()));
        });
    }

    private Rooms.OutgoingTrack send(Participant player, TrackDescription track) {
        boolean rtx = track.codecs().stream().anyMatch(Codec::hasRtx);
        long ssrc = house.randomSsrc();
        OutgoingTrack outgoing = player.media()
                .send(
                        track,
                        house.stallTimeout().toMillis(),
                        ssrc,
                        rtx ? house.randomSsrc() : -1,
                        house.randomSequence());
        return new Rooms.OutgoingTrack(
                track.kind(), track.mid(), ssrc, outgoing.rtxSsrc(), player.sessionId(), "parley-" + instance);
    }

    /** A lost player keeps its sound; it gets pictures again, and is counted for them, when it is heard (MET-11). */
    private static void connect(Participant player, Participant publisher) {
        if (!player.accepts(publisher)) {
            return; // it came back with another codec: the player lingers, leaves and may ask for that one
        }
        player.setLingerUntil(Long.MAX_VALUE);
        player.attachTo(publisher, MediaKind.AUDIO);
        if (!player.isLost()) {
            player.attachTo(publisher, MediaKind.VIDEO);
        }
    }

    private void checkCapacity(String userId) {
        if (participants.size() >= house.settings().liveCapacity() && find(userId) == null) {
            throw full("this room has its " + house.settings().liveCapacity() + " users");
        }
    }

    private void checkPublishers(String userId) {
        long others = participants.stream()
                .filter(participant ->
                        participant.isPublisher() && !participant.userId().equals(userId))
                .count();
        if (others >= house.settings().publishers()) {
            throw full("this room has its " + house.settings().publishers()
                    + " publishers; wait for one to stop (publisher limit)");
        }
    }

    private static EntryRefusedException full(String message) {
        return new EntryRefusedException(EntryRefusedException.Reason.ROOM_FULL, -102052, message);
    }

    private Participant enter(String userId, Role role, @Nullable String playedUserId, RemotePeer remote, long now) {
        Participant twin = find(userId);
        if (twin != null) {
            end(twin, ExitReason.REPLACED, now);
        }
        closesAt = Long.MAX_VALUE;
        String sessionId = house.newSessionId(key);
        Participant entrant =
                new Participant(this, sessionId, userId, role, playedUserId, sessionId, house.randomSsrc());
        PeerMedia media = entrant.media();
        media.use(house.worker().open(remote, media));
        participants.add(entrant);
        publish(stamp -> new RoomEvent.Entered(stamp, sessionId, userId, SessionKind.CLIENT, role), now);
        LOG.info("{} entered {} as {}", userId, key, role.wireName());
        return entrant;
    }

    /** Who could be played: the named user, or the first publisher with video, else with audio. */
    Optional<Rooms.Publisher> publisher(@Nullable String userId) {
        List<Participant> publishers = participants.stream()
                .filter(Participant::isPublisher)
                .filter(participant -> userId == null || participant.userId().equals(userId))
                .toList();
        return publishers.stream()
                .filter(participant -> participant.publishes(MediaKind.VIDEO))
                .findFirst()
                .or(() -> publishers.stream().findFirst())
                .map(Room::describe);
    }

    private static Rooms.Publisher describe(Participant publisher) {
        IncomingTrack audio = publisher.published(MediaKind.AUDIO);
        IncomingTrack video = publisher.published(MediaKind.VIDEO);
        return new Rooms.Publisher(
                publisher.userId(),
                audio == null ? null : audio.codec().name(),
                video == null
                        ? null
                        : new Rooms.PublishedVideo(
                                video.codec().name(), video.codec().formatParameters()));
    }

    boolean leave(String sessionId, ExitReason reason, long now) {
        for (Participant participant : participants) {
            if (participant.sessionId().equals(sessionId)) {
                end(participant, reason, now);
                closeWhenDeserted(participant, now);
                return true;
            }
        }
        return false;
    }

    /** Ends everybody's session, as when the server stops. */
    void endAll(ExitReason reason, long now) {
        closed = true;
        for (Participant participant : List.copyOf(participants)) {
            end(participant, reason, now);
        }
    }

    private void end(Participant leaver, ExitReason reason, long timestamp) {
        if (!participants.remove(leaver)) {
            return;
        }
        for (Participant player : participants) {
            if (player.plays(leaver.userId())) {
                disconnect(player, leaver, timestamp);
            }
        }
        Participant played = playedBy(leaver);
        if (played != null) {
            leaver.detachFrom(played);
        }
        publish(stamp -> new RoomEvent.Exited(stamp, leaver.sessionId(), reason), timestamp);
        house.sessionEnded(leaver.sessionId());
        house.worker().release(leaver.media().transport());
        LOG.info("{} left {}: {}", leaver.userId(), key, reason);
    }

    private void disconnect(Participant player, Participant publisher, long timestamp) {
        stopFlow(player, timestamp);
        player.detachFrom(publisher);
        player.setLingerUntil(timestamp + house.settings().whepLinger().toMillis());
    }

    private void stopFlow(Participant player, long timestamp) {
        for (OutgoingTrack track : player.media().outgoing()) {
            if (track.kind() == MediaKind.VIDEO) {
                boolean flowing = track.isFlowing();
                track.stop();
                if (flowing) {
                    onFlow(player, null, timestamp);
                }
            }
        }
    }

    private void closeWhenDeserted(Participant last, long now) {
        if (!participants.isEmpty()) {
            return;
        }
        if (last.role() == Role.ANCHOR) {
            close();
        } else {
            closesAt = now + house.settings().liveLinger().toMillis();
        }
    }

    private void close() {
        closed = true;
        LOG.info("{} closed", key);
    }

    /** Does what is due: media, liveness, closing. */
    void tick(long now) {
        for (int index = 0; index < participants.size(); index++) {
            participants.get(index).media().tick(now);
        }
        if (now >= nextLivenessCheck) {
            nextLivenessCheck = now + LIVENESS_INTERVAL_MILLIS;
            for (Participant participant : List.copyOf(participants)) {
                checkLiveness(participant, now);
            }
        }
        if (now >= closesAt) {
            close();
        }
    }

    private void checkLiveness(Participant participant, long now) {
        long lastHeard = participant.media().transport().lastHeard();
        long silence = now - lastHeard;
        boolean suspect = silence >= house.settings().suspectAfter().toMillis();
        if (suspect && !participant.isLost()) {
            lose(participant, lastHeard);
        } else if (!suspect && participant.isLost()) {
            recover(participant, lastHeard);
        }
        long timeout = house.settings().whipTimeout().toMillis();
        if (silence >= timeout) {
            end(participant, ExitReason.TIMEOUT, lastHeard + timeout);
            closeWhenDeserted(participant, now);
        } else if (now >= participant.lingerUntil()) {
            end(participant, ExitReason.NORMAL, now);
            closeWhenDeserted(participant, now);
        }
    }

    private void lose(Participant participant, long lastHeard) {
        participant.setLost(true);
        publish(stamp -> new RoomEvent.ConnectionLost(stamp, participant.sessionId()), lastHeard);
        stopFlow(participant, lastHeard);
        LOG.info("{} in {} is not heard any more", participant.userId(), key);
    }

    private void recover(Participant participant, long heardAt) {
        participant.setLost(false);
        publish(stamp -> new RoomEvent.ConnectionRecovered(stamp, participant.sessionId()), heardAt);
        Participant played = playedBy(participant);
        if (played != null) {
            participant.attachTo(played, MediaKind.VIDEO);
        }
        LOG.info("{} in {} is heard again", participant.userId(), key);
    }

    void onConnected(Participant participant, long now) {
        LOG.debug("{} in {} is connected at {}", participant.userId(), key, now);
    }

    void onClosed(Participant participant, @Nullable Exception failure) {
        if (failure != null) {
            LOG.warn("{} in {} could not be secured: {}", participant.userId(), key, failure.getMessage());
        }
        long now = house.worker().now();
        end(participant, ExitReason.NORMAL, now);
        closeWhenDeserted(participant, now);
    }

    void onPictureSize(Participant participant, int width, int height, long now) {
        publish(
                stamp -> new RoomEvent.ResolutionChanged(
                        stamp, participant.sessionId(), Source.MAIN, Layer.BIG, width, height),
                now);
    }

    /** The flow of video to a player changed; {@code layer} null means off. */
    void onFlow(Participant player, @Nullable Layer layer, long at) {
        String publisher = player.playedUserId();
        if (publisher != null) {
            publish(stamp -> new RoomEvent.FlowChanged(stamp, player.sessionId(), publisher, Source.MAIN, layer), at);
        }
    }

    private @Nullable Participant playedBy(Participant player) {
        String publisher = player.playedUserId();
        return publisher == null ? null : find(publisher);
    }

    private @Nullable Participant find(String userId) {
        for (Participant participant : participants) {
            if (participant.userId().equals(userId)) {
                return participant;
            }
        }
        return null;
    }

    @FunctionalInterface
    private interface EventMaker {
        RoomEvent make(Stamp stamp);
    }

    private void publish(EventMaker maker, long timestamp) {
        lastTimestamp = Math.max(lastTimestamp, timestamp);
        sequence++;
        house.listener().onRoomEvent(maker.make(new Stamp(instance + "-" + sequence, key, lastTimestamp, sequence)));
    }
}
