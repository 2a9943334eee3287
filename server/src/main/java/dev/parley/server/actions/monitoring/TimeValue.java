package dev.parley.server.actions.monitoring;

import dev.parley.protocol.shape.Meaning;
import dev.parley.protocol.shape.Unsigned;
import java.math.BigDecimal;

/** One sample of a metric (spec/24 §2). */
public record TimeValue(
        @Meaning("UNIX seconds; the sample is about the 2 seconds before.") @Unsigned
        long time,

        @Meaning("The value, with at most two decimals; its unit depends on the metric.")
        BigDecimal value) {}
