package dev.parley.server.metering;

import dev.parley.server.rooms.Layer;
import dev.parley.server.rooms.RoomEvent;
import dev.parley.server.rooms.Source;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * The rules of spec/20 §4 written down a second time, as slowly and as literally as possible: for every second, every
 * session and every subscription it asks the questions of MET-5 anew. It shares nothing with the fold.
 */
final class SecondBySecond {

    private record Member(String user, boolean robot) {}

    private record Track(String session, Source source, Layer layer) {}

    private record Stream(String session, Source source, String rid) {}

    private record Subscription(String session, String publisher, Source source) {}

    private record Flowing(Layer layer, String rid, String fromSession) {}

    private final boolean perStream;
    private final boolean sdTier;
    private final Map<String, Member> members = new LinkedHashMap<>();
    private final Map<String, Boolean> lost = new HashMap<>();
    private final Map<Track, Long> declared = new HashMap<>();
    private final Map<Track, Long> observed = new HashMap<>();
    private final Map<Stream, Long> observedStreams = new HashMap<>();
    private final Map<Subscription, Flowing> subscriptions = new LinkedHashMap<>();
    private static final Flowing OFF = new Flowing(Layer.BIG, "", "");

    /** Twelve sums by minute: six tiers, then six of robots. */
    final Map<Long, long[]> minutes = new TreeMap<>();

    long sessionSeconds;

    SecondBySecond(TierRule rule) {
        perStream = rule.perStream();
        sdTier = rule.sdTier();
    }

    /** Counts the events of one room, in order and without repetitions, up to {@code endSecond}. */
    void count(List<RoomEvent> events, long endSecond) {
        if (events.isEmpty()) {
            return;
        }
        int next = 0;
        long last = Long.MIN_VALUE;
        for (long second = Math.floorDiv(events.get(0).stamp().timestamp(), 1000L); second < endSecond; second++) {
            while (next < events.size()
                    && Math.floorDiv(Math.max(last, events.get(next).stamp().timestamp()), 1000L) <= second) {
                last = Math.max(last, events.get(next).stamp().timestamp());
                apply(events.get(next++));
            }
            long minute = Math.floorDiv(second, 60L);
            for (String session : members.keySet()) {
                countSession(session, minutes.computeIfAbsent(minute, m -> new long[12]));
            }
        }
    }

    /** As {@link #count}, and then everybody leaves without another event. */
    void endLife(List<RoomEvent> events, long endSecond) {
        count(events, endSecond);
        members.clear();
        lost.clear();
        declared.clear();
        observed.clear();
        observedStreams.clear();
        subscriptions.clear();
    }

    /** All minutes in six sums, robots included. */
    long[] row() {
        long[] row = new long[6];
        minutes.values().forEach(sums -> {
            for (int column = 0; column < 12; column++) {
                row[column % 6] += sums[column];
            }
        });
        return row;
    }

    private void countSession(String session, long[] sums) {
        Member member = Objects.requireNonNull(members.get(session));
        int base = member.robot() ? 6 : 0;
        sessionSeconds++;
        long total = 0;
        int received = 0;
        for (Map.Entry<Subscription, Flowing> entry : subscriptions.entrySet()) {
            if (entry.getKey().session().equals(session) && receives(session, entry.getKey(), entry.getValue())) {
                long area = area(entry.getKey(), entry.getValue());
                received++;
                total += area;
                if (perStream) {
                    sums[base + tier(area)]++;
                }
            }
        }
        if (received == 0) {
            sums[base]++;
        } else if (!perStream) {
            sums[base + tier(total)]++;
        }
    }

    private boolean receives(String session, Subscription subscription, Flowing flowing) {
        if (flowing.equals(OFF) || lost.containsKey(session)) {
            return false;
        }
        Member publisher = members.get(flowing.fromSession());
        Member receiver = Objects.requireNonNull(members.get(session));
        if (publisher == null || publisher.user().equals(receiver.user())) {
            return false;
        }
        return declared.containsKey(new Track(flowing.fromSession(), subscription.source(), Layer.BIG))
                || declared.containsKey(new Track(flowing.fromSession(), subscription.source(), Layer.SMALL));
    }

    private long area(Subscription subscription, Flowing flowing) {
        Track track = new Track(flowing.fromSession(), subscription.source(), flowing.layer());
        long byDeclaration = declared.getOrDefault(track, 0L);
        Stream stream = new Stream(flowing.fromSession(), subscription.source(), flowing.rid());
        long byKeyFrame = observedStreams.containsKey(stream)
                ? observedStreams.getOrDefault(stream, 0L)
                : observed.getOrDefault(track, 0L);
        if (subscription.source() == Source.MAIN && flowing.layer() == Layer.SMALL) {
            return byKeyFrame != 0 ? byKeyFrame : byDeclaration;
        }
        return byDeclaration != 0 ? byDeclaration : byKeyFrame;
    }

    private int tier(long area) {
        long[] bounds = {640 * 480, 1280 * 720, 1920 * 1080, 2560 * 1440};
        int tier = 1;
        while (tier <= 4 && area > bounds[tier - 1]) {
            tier++;
        }
        return tier == 1 && !sdTier ? 2 : tier;
    }

    private String sessionOf(String user) {
        return members.entrySet().stream()
                .filter(entry -> entry.getValue().user().equals(user))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse("");
    }

    private void leave(String session) {
        if (members.remove(session) != null) {
            lost.remove(session);
            declared.keySet().removeIf(track -> track.session().equals(session));
            observed.keySet().removeIf(track -> track.session().equals(session));
            observedStreams.keySet().removeIf(stream -> stream.session().equals(session));
            subscriptions
                    .keySet()
                    .removeIf(subscription -> subscription.session().equals(session));
            // A source belongs to one session (MET-5); a later session of the same name is another publisher.
            subscriptions.replaceAll((key, flow) -> flow.fromSession().equals(session) ? OFF : flow);
        }
    }

    private void apply(RoomEvent event) {
        switch (event) {
            case RoomEvent.Entered e -> {
                leave(sessionOf(e.userId()));
                leave(e.sessionId());
                members.put(e.sessionId(), new Member(e.userId(), e.kind().isRobot()));
            }
            case RoomEvent.Exited e -> leave(e.sessionId());
            case RoomEvent.ConnectionLost e -> ifPresent(e.sessionId(), () -> lost.put(e.sessionId(), true));
            case RoomEvent.ConnectionRecovered e -> {
                lost.remove(e.sessionId());
                subscriptions.replaceAll((key, flow) -> key.session().equals(e.sessionId()) ? OFF : flow);
            }
            case RoomEvent.Published e ->
                ifPresent(
                        e.sessionId(),
                        () -> declared.put(
                                new Track(e.sessionId(), e.source(), e.layer()),
                                (long) e.declaredWidth() * e.declaredHeight()));
            case RoomEvent.Unpublished e -> {
                for (Layer layer : Layer.values()) {
                    declared.remove(new Track(e.sessionId(), e.source(), layer));
                    observed.remove(new Track(e.sessionId(), e.source(), layer));
                }
                observedStreams
                        .keySet()
                        .removeIf(stream -> stream.session().equals(e.sessionId()) && stream.source() == e.source());
            }
            case RoomEvent.ResolutionChanged e -> ifPresent(e.sessionId(), () -> observe(e));
            case RoomEvent.Subscribed e ->
                ifPresent(
                        e.sessionId(),
                        () -> subscriptions.put(new Subscription(e.sessionId(), e.publisherUserId(), e.source()), OFF));
            case RoomEvent.Unsubscribed e ->
                subscriptions.remove(new Subscription(e.sessionId(), e.publisherUserId(), e.source()));
            case RoomEvent.FlowChanged e -> {
                Flowing flowing =
                        e.layer() == null ? OFF : new Flowing(e.layer(), e.rid(), sessionOf(e.publisherUserId()));
                subscriptions.replace(new Subscription(e.sessionId(), e.publisherUserId(), e.source()), flowing);
            }
            case RoomEvent.RoleChanged e -> ifPresent(e.sessionId(), () -> {});
        }
    }

    private void observe(RoomEvent.ResolutionChanged event) {
        long area = (long) event.width() * event.height();
        if (event.rid().isEmpty()) {
            observed.put(new Track(event.sessionId(), event.source(), event.layer()), area);
        } else {
            observedStreams.put(new Stream(event.sessionId(), event.source(), event.rid()), area);
        }
    }

    private void ifPresent(String session, Runnable change) {
        if (members.containsKey(session)) {
            change.run();
        }
    }
}
