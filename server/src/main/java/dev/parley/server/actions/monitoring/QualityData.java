package dev.parley.server.actions.monitoring;

import dev.parley.protocol.shape.Meaning;
import java.util.List;

/** One metric of one user over time (spec/24 §2, QLT-17). */
public record QualityData(
        @Meaning("Samples, ascending; one every 2 seconds while there is a value.")
        List<TimeValue> content,

        @Meaning("The user measured.") String userId,

        @Meaning("Empty: what the user sends or measures alone; else the user whose stream is received.")
        String peerId,

        @Meaning("Name of the metric.") String dataType) {}
