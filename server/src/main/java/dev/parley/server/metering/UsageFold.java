package dev.parley.server.metering;

import dev.parley.server.metering.MeteredSession.Flow;
import dev.parley.server.metering.MeteredSession.Wanted;
import dev.parley.server.metering.PublishedSource.Size;
import dev.parley.server.rooms.RoomEvent;
import dev.parley.server.rooms.RoomEvent.ConnectionLost;
import dev.parley.server.rooms.RoomEvent.ConnectionRecovered;
import dev.parley.server.rooms.RoomEvent.Entered;
import dev.parley.server.rooms.RoomEvent.Exited;
import dev.parley.server.rooms.RoomEvent.FlowChanged;
import dev.parley.server.rooms.RoomEvent.Published;
import dev.parley.server.rooms.RoomEvent.ResolutionChanged;
import dev.parley.server.rooms.RoomEvent.RoleChanged;
import dev.parley.server.rooms.RoomEvent.Stamp;
import dev.parley.server.rooms.RoomEvent.Subscribed;
import dev.parley.server.rooms.RoomEvent.Unpublished;
import dev.parley.server.rooms.RoomEvent.Unsubscribed;
import dev.parley.server.rooms.Source;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The fold of one room's events into seconds (spec/20 §5.3). Pure and single-threaded: the state changes by
 * {@link #apply} and {@link #advance} alone, time comes with them.
 *
 * <p>Between two events nobody's class changes. So the room keeps, for each tier, how many units all its sessions add
 * in a second; advancing multiplies these twelve numbers by the elapsed seconds of each minute touched, whatever the
 * number of sessions, and an event recounts only the sessions it concerns. Each session keeps its own seconds in the
 * same way, so that they add up to the room's.
 */
public final class UsageFold {

    private static final int TIERS = Tier.COUNT;

    /** Hears how sessions count, for explanations; seconds are those from which the news holds. */
    interface Watcher {
        void changed(MeteredSession session, long second);

        void ended(MeteredSession session, long second);

        Watcher NONE = new Watcher() {
            @Override
            public void changed(MeteredSession session, long second) {}

            @Override
            public void ended(MeteredSession session, long second) {}
        };
    }

    private final TierRule rule;
    private final SecondsSink sink;
    private final Watcher watcher;
    private final RepeatedEvents repeated = new RepeatedEvents();

    private final Map<String, MeteredSession> sessions = new LinkedHashMap<>();
    private final Map<String, MeteredSession> byUser = new LinkedHashMap<>();
    private final Map<String, Set<MeteredSession>> subscribers = new LinkedHashMap<>();

    /** Units per second by tier, robots' behind the others'. */
    private final long[] rate = new long[2 * TIERS];

    private long lastTimestamp = Long.MIN_VALUE;
    private long nextSecond = Long.MIN_VALUE;

    public UsageFold(TierRule rule, SecondsSink sink) {
        this(rule, sink, Watcher.NONE);
    }

    UsageFold(TierRule rule, SecondsSink sink, Watcher watcher) {
        this.rule = rule;
        this.sink = sink;
        this.watcher = watcher;
    }

    /**
     * Counts up to the event and applies it.
     *
     * @return the event with the time at which it took effect (MET-19: never before the room's last time, nor inside
     *     seconds already counted), or null when it was a repetition
     */
    public @Nullable RoomEvent apply(RoomEvent event) {
        return repeated.accept(event, sessions.isEmpty()) ? applyKept(event) : null;
    }

    /** As {@link #apply} for an event that was accepted before, so that it cannot be a repetition. */
    RoomEvent applyKept(RoomEvent event) {
        Stamp stamp = event.stamp();
        long counted = nextSecond == Long.MIN_VALUE ? Long.MIN_VALUE : nextSecond * 1000;
        long timestamp = Math.max(stamp.timestamp(), Math.max(lastTimestamp, counted));
        lastTimestamp = timestamp;
        advance(Math.floorDiv(timestamp, 1000L));
        change(event);
        return timestamp == stamp.timestamp()
                ? event
                : event.withStamp(new Stamp(stamp.eventId(), stamp.room(), timestamp, stamp.sequence()));
    }

    /** Counts the seconds before {@code toSecond} (epoch seconds) that were not counted yet. */
    public void advance(long toSecond) {
        if (nextSecond != Long.MIN_VALUE && !sessions.isEmpty()) {
            for (long second = nextSecond; second < toSecond; ) {
                long minute = Math.floorDiv(second, 60L);
                long end = Math.min(toSecond, (minute + 1) * 60);
                count(minute, end - second);
                second = end;
            }
        }
        nextSecond = Math.max(nextSecond, toSecond);
    }

    private void count(long minute, long seconds) {
        for (int i = 0; i < rate.length; i++) {
            if (rate[i] != 0) {
                sink.add(minute, i >= TIERS, Tier.ofColumn(i % TIERS), rate[i] * seconds);
            }
        }
    }

    /** The first second not counted yet, {@link Long#MIN_VALUE} before anything happened. */
    public long nextSecond() {
        return nextSecond;
    }

    /** Sessions in the room, in order of entry. */
    Collection<MeteredSession> sessions() {
        return Collections.unmodifiableCollection(sessions.values());
    }

    /**
     * What a session in the room has counted before {@code second}, by tier, if nothing happens until then; null when
     * it is not there. Changes nothing.
     */
    long @Nullable [] secondsOf(String sessionId, long second) {
        MeteredSession session = sessions.get(sessionId);
        return session == null ? null : session.secondsBefore(Math.max(second, nextSecond));
    }

    /** Whether a user in the room publishes a source. */
    boolean isSent(String userId, Source source) {
        MeteredSession publisher = byUser.get(userId);
        PublishedSource published =
                publisher == null ? null : publisher.sources().get(source);
        return published != null && published.isPublished();
    }

    private void change(RoomEvent event) {
        switch (event) {
            case Entered e -> enter(e);
            case Exited e -> remove(sessions.get(e.sessionId()));
            case ConnectionLost e -> update(e.sessionId(), session -> session.lost = true);
            case ConnectionRecovered e -> update(e.sessionId(), UsageFold::recover);
            case Published e -> {
                Size size = new Size(e.declaredWidth(), e.declaredHeight());
                updateSource(
                        e.sessionId(), session -> session.source(e.source()).publish(e.layer(), size));
            }
            case Unpublished e ->
                updateSource(e.sessionId(), session -> session.sources().remove(e.source()));
            case ResolutionChanged e -> {
                Size size = new Size(e.width(), e.height());
                updateSource(
                        e.sessionId(), session -> session.source(e.source()).observe(e.layer(), e.rid(), size));
            }
            case Subscribed e -> update(e.sessionId(), session -> subscribe(session, wanted(e)));
            case Unsubscribed e ->
                update(e.sessionId(), session -> unsubscribe(session, new Wanted(e.publisherUserId(), e.source())));
            case FlowChanged e -> update(e.sessionId(), session -> flow(session, e));
            case RoleChanged e -> update(e.sessionId(), session -> session.role = e.role());
        }
    }

    private void enter(Entered event) {
        remove(byUser.get(event.userId()));
        remove(sessions.get(event.sessionId()));
        MeteredSession session = new MeteredSession(event.sessionId(), event.userId(), event.kind(), event.role());
        sessions.put(session.sessionId, session);
        byUser.put(session.userId, session);
        recount(session);
    }

    private void remove(@Nullable MeteredSession session) {
        if (session == null) {
            return;
        }
        sessions.remove(session.sessionId);
        byUser.remove(session.userId);
        session.countTo(nextSecond);
        addToRate(session, -1);
        session.subscriptions().keySet().forEach(wanted -> forgetSubscriber(wanted.publisherUserId(), session));
        session.sources().clear();
        session.present = false;
        watcher.ended(session, nextSecond);
        recountSubscribers(session);
    }

    /** MET-11: video counts again from the next FLOW. */
    private static void recover(MeteredSession session) {
        session.lost = false;
        session.endFlows();
    }

    private static Wanted wanted(Subscribed event) {
        return new Wanted(event.publisherUserId(), event.source());
    }

    private void subscribe(MeteredSession session, Wanted wanted) {
        // A publisher never receives its own sources (MET-5).
        if (!wanted.publisherUserId().equals(session.userId)) {
            session.subscriptions().put(wanted, Flow.OFF);
            subscribers
                    .computeIfAbsent(wanted.publisherUserId(), name -> new LinkedHashSet<>())
                    .add(session);
        }
    }

    private void unsubscribe(MeteredSession session, Wanted wanted) {
        session.subscriptions().remove(wanted);
        boolean others = session.subscriptions().keySet().stream()
                .anyMatch(other -> other.publisherUserId().equals(wanted.publisherUserId()));
        if (!others) {
            forgetSubscriber(wanted.publisherUserId(), session);
        }
    }

    private void forgetSubscriber(String publisherUserId, MeteredSession session) {
        Set<MeteredSession> ofPublisher = subscribers.get(publisherUserId);
        if (ofPublisher != null && ofPublisher.remove(session) && ofPublisher.isEmpty()) {
            subscribers.remove(publisherUserId);
        }
    }

    private void flow(MeteredSession session, FlowChanged event) {
        MeteredSession publisher = byUser.get(event.publisherUserId());
        Flow flow = event.layer() == null ? Flow.OFF : new Flow(event.layer(), event.rid(), publisher);
        session.subscriptions().replace(new Wanted(event.publisherUserId(), event.source()), flow);
    }

    private void update(String sessionId, Consumer<MeteredSession> change) {
        MeteredSession session = sessions.get(sessionId);
        if (session != null) {
            addToRate(session, -1);
            change.accept(session);
            recount(session);
        }
    }

    /** A source changed: its publisher counts as before, its subscribers may not. */
    private void updateSource(String sessionId, Consumer<MeteredSession> change) {
        MeteredSession publisher = sessions.get(sessionId);
        if (publisher != null) {
            change.accept(publisher);
            recountSubscribers(publisher);
        }
    }

    private void recountSubscribers(MeteredSession publisher) {
        for (MeteredSession subscriber : subscribers.getOrDefault(publisher.userId, Set.of())) {
            addToRate(subscriber, -1);
            recount(subscriber);
        }
    }

    private void recount(MeteredSession session) {
        session.countTo(nextSecond);
        session.classify(rule);
        addToRate(session, 1);
        watcher.changed(session, nextSecond);
    }

    private void addToRate(MeteredSession session, int sign) {
        int base = session.kind.isRobot() ? TIERS : 0;
        for (int i = 0; i < TIERS; i++) {
            rate[base + i] += (long) sign * session.units[i];
        }
    }
}
