package dev.parley.server.metering;

import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings sealed batches to the ledger, in order and once in effect. Used by the metering thread alone. */
final class BatchShipping {

    private static final Logger LOG = LoggerFactory.getLogger(Meter.class);
    private static final int BATCHES_AT_ONCE = 16;

    private final NodeStore store;
    private final UsageLedger ledger;
    private final String source;
    private final long epoch;
    private long position;
    private long holes;

    /** @param position number of the last batch the ledger has */
    BatchShipping(NodeStore store, UsageLedger ledger, String source, long epoch, long position) {
        this.store = store;
        this.ledger = ledger;
        this.source = source;
        this.epoch = epoch;
        this.position = position;
    }

    long position() {
        return position;
    }

    long holes() {
        return holes;
    }

    /**
     * Ships everything that waits. The ledger's answers decide where to go on, so a ledger that was restored from an
     * older copy gets what it misses.
     *
     * @throws UsageUnavailableException when the ledger or the outbox cannot be reached
     */
    void ship() {
        List<NodeStore.Sealed> waiting = store.sealedAfter(position, BATCHES_AT_ONCE);
        while (!waiting.isEmpty()) {
            for (NodeStore.Sealed sealed : waiting) {
                if (!ship(sealed)) {
                    break;
                }
            }
            waiting = store.sealedAfter(position, BATCHES_AT_ONCE);
        }
    }

    /** Asks the ledger anew where it stands. */
    void reconnect() {
        position = ledger.register(source, epoch);
    }

    private boolean ship(NodeStore.Sealed sealed) {
        if (sealed.seq() > position + 1) {
            // The outbox no longer has them (kept for a day): say so rather than stand still or stay silent.
            long last = sealed.seq() - 1;
            LOG.error(
                    "Usage batches {} to {} of source {} are lost; the ledger records the hole",
                    position + 1,
                    last,
                    source);
            ledger.recordHole(source, epoch, position + 1, last, sealed.body().countedTo());
            position = last;
            holes++;
        }
        BatchBody body = sealed.body();
        UsageLedger.Applied applied = ledger.apply(
                new UsageBatch(source, epoch, sealed.seq(), body.countedTo(), body.segments(), body.events()));
        return switch (applied) {
            case UsageLedger.Applied.Ok _ -> {
                position = sealed.seq();
                yield true;
            }
            case UsageLedger.Applied.Duplicate _ -> {
                position = sealed.seq();
                yield true;
            }
            case UsageLedger.Applied.Gap gap -> {
                position = gap.expected() - 1;
                yield false;
            }
            case UsageLedger.Applied.Fenced _ ->
                throw new UsageUnavailableException(
                        "Another process has taken over this node's usage; this one no longer delivers. Stop it.",
                        null);
        };
    }
}
