package dev.parley.server.metering;

import dev.parley.server.metering.MeteredSession.Flow;
import dev.parley.server.metering.MeteredSession.Wanted;
import dev.parley.server.metering.PublishedSource.Size;
import dev.parley.server.rooms.Layer;
import dev.parley.server.rooms.RoomEvent;
import dev.parley.server.rooms.RoomEvent.Stamp;
import dev.parley.server.rooms.RoomKey;
import dev.parley.server.rooms.Source;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * Tells a room's present state as events, so that an explanation can begin at any full hour. Applied to an empty fold
 * they give the same state.
 */
final class RoomState {

    private final RoomKey room;
    private final long timestamp;
    private final List<RoomEvent> events = new ArrayList<>();

    private RoomState(RoomKey room, long timestamp) {
        this.room = room;
        this.timestamp = timestamp;
    }

    /** The events, all stamped with the start of an hour (hours since the epoch). */
    static List<RoomEvent> asEvents(RoomKey room, UsageFold fold, long hour) {
        RoomState state = new RoomState(room, hour * 3_600_000L);
        Collection<MeteredSession> sessions = fold.sessions();
        for (MeteredSession session : sessions) {
            state.events.add(new RoomEvent.Entered(
                    state.stamp(), session.sessionId, session.userId, session.kind, session.role));
            state.tellSources(session);
        }
        sessions.forEach(state::tellSubscriptions);
        for (MeteredSession session : sessions) {
            if (session.lost) {
                state.events.add(new RoomEvent.ConnectionLost(state.stamp(), session.sessionId));
            }
        }
        return state.events;
    }

    private void tellSources(MeteredSession session) {
        session.sources().forEach((source, published) -> {
            published
                    .declared()
                    .forEach((layer, size) -> events.add(new RoomEvent.Published(
                            stamp(), session.sessionId, source, layer, size.width(), size.height())));
            published.observed().forEach((layer, size) -> tellSize(session, source, layer, "", size));
            published.observedByRid().forEach((rid, seen) -> tellSize(session, source, seen.layer(), rid, seen.size()));
        });
    }

    private void tellSize(MeteredSession session, Source source, Layer layer, String rid, Size size) {
        events.add(new RoomEvent.ResolutionChanged(
                stamp(), session.sessionId, source, layer, rid, size.width(), size.height()));
    }

    private void tellSubscriptions(MeteredSession session) {
        session.subscriptions().forEach((wanted, flow) -> tellSubscription(session, wanted, flow));
    }

    private void tellSubscription(MeteredSession session, Wanted wanted, Flow flow) {
        events.add(new RoomEvent.Subscribed(stamp(), session.sessionId, wanted.publisherUserId(), wanted.source()));
        MeteredSession publisher = flow.publisher();
        // A flow from a session that is gone must not come back with the publisher's next session.
        if (publisher != null && publisher.present) {
            events.add(new RoomEvent.FlowChanged(
                    stamp(), session.sessionId, wanted.publisherUserId(), wanted.source(), flow.layer(), flow.rid()));
        }
    }

    private Stamp stamp() {
        return new Stamp("state-" + timestamp / 1000 + "-" + events.size(), room, timestamp, 0);
    }
}
