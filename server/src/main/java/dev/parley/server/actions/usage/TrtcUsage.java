package dev.parley.server.actions.usage;

import dev.parley.protocol.shape.Meaning;
import dev.parley.protocol.shape.Unsigned;
import java.math.BigDecimal;
import java.util.List;

/** Usage of one window (spec/24 §2, spec/21 §2.2). */
public record TrtcUsage(
        @Meaning("Local start of the window, `YYYY-MM-DD HH:mm:ss`; days start at `00:00:00`.")
        String timeKey,

        @Meaning("The same instant in UNIX seconds.") @Unsigned
        long timeStampKey,

        @Meaning("Values in the order of `UsageKey`: minutes, for relay Mbps.")
        List<BigDecimal> usageValue) {}
