package dev.parley.server.metering;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says once a minute, and not more often, that usage cannot be stored; and once that it can again. */
final class StorageTrouble {

    private static final Logger LOG = LoggerFactory.getLogger(Meter.class);
    private static final long INTERVAL_MILLIS = 60_000;

    private boolean present;
    private long lastReport = Long.MIN_VALUE / 2;

    boolean isPresent() {
        return present;
    }

    void report(UsageUnavailableException e, long nowMillis) {
        present = true;
        if (nowMillis - lastReport >= INTERVAL_MILLIS) {
            lastReport = nowMillis;
            LOG.error(
                    "Usage cannot be stored and is kept in memory, to be tried again every second. {}", e.getMessage());
        }
    }

    void resolved() {
        if (present) {
            present = false;
            LOG.info("Usage is stored again; nothing that was counted meanwhile is lost.");
        }
    }
}
