package dev.parley.server.metering;

/**
 * How metering stands.
 *
 * @param storedAt when its last regular work reached the disk, epoch milliseconds; it is due every second
 * @param countedTo every second before this one is counted, epoch seconds
 * @param outboxBatches batches that are sealed and not yet in the ledger
 * @param waitingEvents room events that wait for their turn
 * @param storageFails whether the last attempt to store failed; usage is then kept in memory and tried again
 * @param storageFailures attempts to store that failed since the start
 * @param lostEvents room events that were not counted because too many waited; anything but 0 means wrong usage
 * @param unexplainedEvents events that were counted but cannot be explained any more
 * @param holes times batches were found missing in the ledger for good since the start
 */
public record MeterStatus(
        long storedAt,
        long countedTo,
        long outboxBatches,
        int waitingEvents,
        boolean storageFails,
        long storageFailures,
        long lostEvents,
        long unexplainedEvents,
        long holes) {}
