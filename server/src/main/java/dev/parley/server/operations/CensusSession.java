package dev.parley.server.operations;

import dev.parley.server.rooms.Layer;
import dev.parley.server.rooms.Role;
import dev.parley.server.rooms.RoomEvent;
import dev.parley.server.rooms.SessionKind;
import dev.parley.server.rooms.Source;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One session at one moment; each event gives a new one.
 *
 * @param published its videos, with the size of the picture as {@code WIDTHxHEIGHT}, empty before one was seen
 * @param subscribed the videos it wants, with the layer that flows, empty for none
 */
record CensusSession(
        String userId,
        SessionKind kind,
        Role role,
        Instant since,
        boolean lost,
        Map<Source, String> published,
        Map<Wanted, Optional<Layer>> subscribed) {

    /** Somebody's video. */
    record Wanted(String publisherUserId, Source source) {}

    CensusSession {
        published = Map.copyOf(published);
        subscribed = Map.copyOf(subscribed);
    }

    static CensusSession of(RoomEvent.Entered entry, Instant since) {
        return new CensusSession(entry.userId(), entry.kind(), entry.role(), since, false, Map.of(), Map.of());
    }

    /** How many of the videos it wants it gets. */
    int flowing() {
        return (int) subscribed.values().stream().filter(Optional::isPresent).count();
    }

    CensusSession lost(boolean now) {
        return new CensusSession(userId, kind, role, since, now, published, subscribed);
    }

    CensusSession role(Role other) {
        return new CensusSession(userId, kind, other, since, lost, published, subscribed);
    }

    CensusSession publishes(Source source) {
        return picture(source, published.getOrDefault(source, ""));
    }

    /** The size of the large layer is the picture's. */
    CensusSession pictures(RoomEvent.ResolutionChanged size) {
        return size.layer() == Layer.BIG ? picture(size.source(), size.width() + "x" + size.height()) : this;
    }

    private CensusSession picture(Source source, String size) {
        Map<Source, String> changed = new EnumMap<>(Source.class);
        changed.putAll(published);
        changed.put(source, size);
        return new CensusSession(userId, kind, role, since, lost, changed, subscribed);
    }

    CensusSession unpublishes(Source source) {
        Map<Source, String> changed = new HashMap<>(published);
        changed.remove(source);
        return new CensusSession(userId, kind, role, since, lost, changed, subscribed);
    }

    CensusSession subscribes(RoomEvent.Subscribed wish) {
        return flow(new Wanted(wish.publisherUserId(), wish.source()), null);
    }

    CensusSession flow(RoomEvent.FlowChanged flow) {
        Wanted wanted = new Wanted(flow.publisherUserId(), flow.source());
        return subscribed.containsKey(wanted) ? flow(wanted, flow.layer()) : this;
    }

    private CensusSession flow(Wanted wanted, @Nullable Layer layer) {
        Map<Wanted, Optional<Layer>> changed = new HashMap<>(subscribed);
        changed.put(wanted, Optional.ofNullable(layer));
        return new CensusSession(userId, kind, role, since, lost, published, changed);
    }

    CensusSession unsubscribes(RoomEvent.Unsubscribed wish) {
        Map<Wanted, Optional<Layer>> changed = new HashMap<>(subscribed);
        changed.remove(new Wanted(wish.publisherUserId(), wish.source()));
        return new CensusSession(userId, kind, role, since, lost, published, changed);
    }
}
