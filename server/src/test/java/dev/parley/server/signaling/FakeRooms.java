package dev.parley.server.signaling;

import dev.parley.media.ice.IceCredentials;
import dev.parley.media.session.LocalPeer;
import dev.parley.media.session.TrackDescription;
import dev.parley.server.rooms.Entry;
import dev.parley.server.rooms.ExitReason;
import dev.parley.server.rooms.RoomKey;
import dev.parley.server.rooms.Rooms;
import dev.parley.server.rooms.Seat;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Rooms without owners or media: remembers who entered, replaces twins, and refuses or stalls when told to. */
final class FakeRooms implements Rooms {

    static final LocalPeer LOCAL = new LocalPeer(
            "Zx81",
            "q1w2e3r4t5y6u7i8o9p0asdf",
            "0a".repeat(32),
            List.of(new InetSocketAddress("2001:db8::7", 40_000), new InetSocketAddress("198.51.100.7", 40_000)),
            List.of(new InetSocketAddress("198.51.100.7", 40_000)));

    final List<Publish> published = new CopyOnWriteArrayList<>();
    final List<Play> played = new CopyOnWriteArrayList<>();
    final List<IceCredentials> restarted = new CopyOnWriteArrayList<>();
    final Map<String, ExitReason> left = new ConcurrentHashMap<>();

    private final Map<String, String> userOfSession = new ConcurrentHashMap<>();
    private final AtomicInteger sessions = new AtomicInteger();
    private volatile @Nullable Throwable refusal;
    private volatile @Nullable CompletableFuture<Void> stall;

    /** Every later entry fails with this. */
    void refuse(Throwable reason) {
        refusal = reason;
    }

    /** Every later entry waits until the future completes. */
    void stall(CompletableFuture<Void> until) {
        stall = until;
    }

    /** Ends a session as a room does by itself. */
    void kick(String sessionId) {
        userOfSession.remove(sessionId);
    }

    @Override
    public CompletableFuture<Seat> enter(Entry entry) {
        throw new UnsupportedOperationException("nobody takes a seat here");
    }

    @Override
    public CompletableFuture<Joined> publish(Publish request) {
        return enter(request.room(), request.userId(), List.of()).thenApply(joined -> {
            published.add(request);
            return joined;
        });
    }

    @Override
    public CompletableFuture<Optional<Publisher>> publisher(RoomKey room, @Nullable String userId) {
        return CompletableFuture.completedFuture(published.stream()
                .filter(publish -> publish.room().equals(room))
                .filter(publish -> userId == null || publish.userId().equals(userId))
                .filter(publish -> userOfSession.containsValue(place(room, publish.userId())))
                .findFirst()
                .map(FakeRooms::describe));
    }

    @Override
    public CompletableFuture<Joined> play(Play request) {
        List<OutgoingTrack> outgoing = new ArrayList<>();
        for (TrackDescription track : request.tracks()) {
            long ssrc = 1_000 + 2L * outgoing.size();
            long rtxSsrc = track.codecs().getFirst().hasRtx() ? ssrc + 1 : -1;
            outgoing.add(new OutgoingTrack(track.kind(), track.mid(), ssrc, rtxSsrc, "cname", "stream"));
        }
        return enter(request.room(), request.userId(), outgoing).thenApply(joined -> {
            played.add(request);
            return joined;
        });
    }

    @Override
    public CompletableFuture<Optional<LocalPeer>> restart(String sessionId, IceCredentials credentials) {
        LocalPeer fresh = new LocalPeer(
                "again" + restarted.size(),
                LOCAL.icePwd(),
                LOCAL.fingerprint(),
                LOCAL.udpCandidates(),
                LOCAL.tcpCandidates());
        restarted.add(credentials);
        return CompletableFuture.completedFuture(isPresent(sessionId) ? Optional.of(fresh) : Optional.empty());
    }

    @Override
    public CompletableFuture<Boolean> leave(String sessionId, ExitReason reason) {
        left.put(sessionId, reason);
        return CompletableFuture.completedFuture(userOfSession.remove(sessionId) != null);
    }

    @Override
    public boolean isPresent(String sessionId) {
        return userOfSession.containsKey(sessionId);
    }

    private CompletableFuture<Joined> enter(RoomKey room, String userId, List<OutgoingTrack> outgoing) {
        if (refusal != null) {
            return CompletableFuture.failedFuture(refusal);
        }
        CompletableFuture<Void> ready = Objects.requireNonNullElse(stall, CompletableFuture.completedFuture(null));
        return ready.thenApply(_ -> {
            String place = place(room, userId);
            userOfSession.values().removeIf(place::equals);
            String sessionId = "session-" + sessions.incrementAndGet();
            userOfSession.put(sessionId, place);
            return new Joined(sessionId, LOCAL, outgoing);
        });
    }

    private static String place(RoomKey room, String userId) {
        return room + "/" + userId;
    }

    private static Publisher describe(Publish publish) {
        String audio = null;
        PublishedVideo video = null;
        for (TrackDescription track : publish.tracks()) {
            switch (track.kind()) {
                case AUDIO -> audio = track.codecs().getFirst().name();
                case VIDEO ->
                    video = new PublishedVideo(
                            track.codecs().getFirst().name(),
                            track.codecs().getFirst().formatParameters());
            }
        }
        return new Publisher(publish.userId(), audio, video);
    }
}
