package dev.parley.server.metering;

import java.util.List;

/** Adds segments up. */
public final class SegmentCompaction {

    private SegmentCompaction() {}

    /** The sum of segments of one application and hour; throws {@link CorruptSegmentException} when one is damaged. */
    public static Segment compact(List<HourlySegment> parts) {
        return SegmentMerge.compact(parts.stream().map(HourlySegment::segment).toList());
    }
}
