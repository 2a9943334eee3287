package dev.parley.server.actions.usage;

import dev.parley.server.metering.Tier;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Turns seconds per slot into minutes per window. A cell is rounded from its own seconds, for each application by
 * itself; cells of several applications are added after that (APP-3).
 */
final class UsageMinutes {

    private static final int TIERS = Tier.values().length;
    private static final BigDecimal SECONDS = BigDecimal.valueOf(60);

    private final UsageWindows windows;
    private final boolean exact;
    private final BigDecimal[][] cells;

    UsageMinutes(UsageWindows windows, boolean exact) {
        this.windows = windows;
        this.exact = exact;
        this.cells = new BigDecimal[windows.count()][TIERS];
        for (BigDecimal[] row : cells) {
            Arrays.fill(row, BigDecimal.ZERO);
        }
    }

    /** @param slots seconds of one application, six sums for each slot of the windows */
    void add(long[][] slots) {
        for (int window = 0; window < cells.length; window++) {
            for (int tier = 0; tier < TIERS; tier++) {
                long seconds = 0;
                int firstSlot = window * windows.slotsPerWindow();
                for (int slot = firstSlot; slot < firstSlot + windows.slotsPerWindow(); slot++) {
                    seconds += slots[slot][tier];
                }
                cells[window][tier] = cells[window][tier].add(minutes(seconds));
            }
        }
    }

    List<TrtcUsage> rows() {
        List<TrtcUsage> rows = new ArrayList<>(cells.length);
        for (int window = 0; window < cells.length; window++) {
            rows.add(new TrtcUsage(windows.timeKey(window), windows.second(window), List.of(cells[window])));
        }
        return rows;
    }

    private BigDecimal minutes(long seconds) {
        if (exact) {
            return BigDecimal.valueOf(seconds).divide(SECONDS, 2, RoundingMode.HALF_UP);
        }
        return BigDecimal.valueOf(Math.ceilDiv(seconds, 60L));
    }
}
