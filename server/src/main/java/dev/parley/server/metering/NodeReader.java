package dev.parley.server.metering;

import java.util.ArrayList;
import java.util.List;

/** Reads what a node has counted and the ledger does not have yet. */
public interface NodeReader {

    /** For a server that has just flushed: nothing waits. */
    NodeReader NONE = positions -> new Waiting("", 0, List.of(), List.of());

    /**
     * What waits on a node's disk.
     *
     * @param source names the disk
     * @param countedTo every second before this (epoch seconds) is counted
     */
    record Waiting(String source, long countedTo, List<HourlySegment> segments, List<EventChunk> events) {
        public Waiting {
            segments = List.copyOf(segments);
            events = List.copyOf(events);
        }
    }

    /**
     * @param positions where the ledger stands
     * @throws UsageUnavailableException when the disk cannot be read
     */
    Waiting waiting(List<UsageSnapshot.Position> positions);

    /** What a node found, put together beyond the ledger's position. */
    static Waiting beyond(
            List<UsageSnapshot.Position> positions, NodeStore.Found found, List<NodeStore.Sealed> outbox) {
        long position = positions.stream()
                .filter(p -> p.source().equals(found.source()))
                .mapToLong(UsageSnapshot.Position::seq)
                .findFirst()
                .orElse(0);
        List<HourlySegment> segments = new ArrayList<>();
        List<EventChunk> events = new ArrayList<>();
        for (NodeStore.Sealed sealed : outbox) {
            if (sealed.seq() > position) {
                segments.addAll(sealed.body().segments());
                events.addAll(sealed.body().events());
            }
        }
        // A node whose next batch the ledger already has is an old copy; its open counts are in that batch.
        if (found.nextSeq() > position) {
            segments.addAll(found.openCounts());
            KeptEvents pending = new KeptEvents();
            found.pendingLines().forEach(pending::addLine);
            events.addAll(pending.chunks());
        }
        return new Waiting(found.source(), found.countedTo(), segments, events);
    }
}
