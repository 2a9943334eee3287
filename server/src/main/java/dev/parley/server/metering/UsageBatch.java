package dev.parley.server.metering;

import java.util.List;

/**
 * What one media node counted since its last batch; additive, and applied once by (source, epoch, seq).
 *
 * @param source names the node's disk
 * @param epoch ascending with each start of the node; a lower one is a process that should be gone
 * @param seq ascending by one
 * @param countedTo every second before this (epoch seconds) is in this batch or an earlier one
 */
public record UsageBatch(
        String source, long epoch, long seq, long countedTo, List<HourlySegment> segments, List<EventChunk> events) {

    public UsageBatch {
        segments = List.copyOf(segments);
        events = List.copyOf(events);
    }
}
