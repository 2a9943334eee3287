package dev.parley.server.metering;

import dev.parley.server.rooms.Layer;
import dev.parley.server.rooms.Role;
import dev.parley.server.rooms.SessionKind;
import dev.parley.server.rooms.Source;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the fold knows of one participant session: what it publishes, what it receives and how it counts now. */
final class MeteredSession {

    /** A subscription by the publisher's name: it outlives the publisher's sessions. */
    record Wanted(String publisherUserId, Source source) {}

    /**
     * What flows on a subscription, and from which session: a source belongs to a session (MET-5).
     *
     * @param rid which of the source's streams, empty when none is told
     */
    record Flow(@Nullable Layer layer, String rid, @Nullable MeteredSession publisher) {
        static final Flow OFF = new Flow(null, "", null);
    }

    final String sessionId;
    final String userId;
    final SessionKind kind;
    Role role;
    boolean lost;

    /** False once it has left; what flowed from it then never counts again. */
    boolean present = true;

    private final Map<Wanted, Flow> subscriptions = new LinkedHashMap<>();
    private final Map<Source, PublishedSource> sources = new EnumMap<>(Source.class);

    /** Seconds that each second of this session adds to each tier. */
    final int[] units = new int[Tier.COUNT];

    /** Seconds by tier before {@link #countedTo}; until the units change each further second adds them. */
    private final long[] seconds = new long[Tier.COUNT];

    private long countedTo;

    int pictures;
    long totalArea;

    MeteredSession(String sessionId, String userId, SessionKind kind, Role role) {
        this.sessionId = sessionId;
        this.userId = userId;
        this.kind = kind;
        this.role = role;
    }

    Map<Wanted, Flow> subscriptions() {
        return subscriptions;
    }

    Map<Source, PublishedSource> sources() {
        return sources;
    }

    PublishedSource source(Source source) {
        return sources.computeIfAbsent(source, PublishedSource::new);
    }

    void endFlows() {
        subscriptions.replaceAll((wanted, flow) -> Flow.OFF);
    }

    /** Counts the seconds before {@code second} that were not counted yet as those before it. */
    void countTo(long second) {
        addSince(second, seconds);
        countedTo = Math.max(countedTo, second);
    }

    /** By tier, every second before {@code second}; changes nothing. */
    long[] secondsBefore(long second) {
        long[] all = seconds.clone();
        addSince(second, all);
        return all;
    }

    private void addSince(long second, long[] sums) {
        long passed = Math.max(0, second - countedTo);
        for (int i = 0; i < Tier.COUNT; i++) {
            sums[i] += units[i] * passed;
        }
    }

    /** MET-4: counts the received pictures anew. */
    void classify(TierRule rule) {
        Arrays.fill(units, 0);
        pictures = 0;
        totalArea = 0;
        if (!lost) {
            subscriptions.forEach((wanted, flow) -> addReceived(wanted, flow, rule));
        }
        if (pictures == 0) {
            units[Tier.AUDIO.column()] = 1;
        } else if (!rule.perStream()) {
            units[rule.tier(totalArea).column()] = 1;
        }
    }

    /** MET-5: a flowing layer of a source that is published by the session it flowed from. */
    private void addReceived(Wanted wanted, Flow flow, TierRule rule) {
        MeteredSession publisher = flow.publisher();
        if (flow.layer() == null || publisher == null) {
            return;
        }
        PublishedSource published = publisher.sources.get(wanted.source());
        if (published == null || !published.isPublished()) {
            return;
        }
        long area = published.area(flow.layer(), flow.rid());
        pictures++;
        totalArea += area;
        if (rule.perStream()) {
            units[rule.tier(area).column()]++;
        }
    }
}
