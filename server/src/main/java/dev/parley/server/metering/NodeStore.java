package dev.parley.server.metering;

import dev.parley.server.rooms.RoomKey;
import java.util.List;

/**
 * What a media node keeps on its own disk so that a crash costs at most a second: the last checkpoint and the batches
 * on their way to the ledger. Used by the metering thread alone. Calls return when the disk has it, change everything
 * or nothing, and fail with {@link UsageUnavailableException}.
 */
public interface NodeStore extends AutoCloseable {

    /** A session of a room that was open at the checkpoint. */
    record OpenSession(RoomKey room, String sessionId) {}

    /**
     * What a node finds when it starts.
     *
     * @param source names this disk
     * @param epoch this start; greater than all before
     * @param nextSeq number of the next batch
     * @param countedTo the checkpointed second: everything before it is counted
     * @param openCounts counted but not sealed
     * @param openSessions sessions that were open at the checkpoint
     * @param pendingLines events not sealed, as JSON lines in the order they were applied
     */
    record Found(
            String source,
            long epoch,
            long nextSeq,
            long countedTo,
            List<HourlySegment> openCounts,
            List<OpenSession> openSessions,
            List<String> pendingLines) {}

    /**
     * What changed since the last checkpoint or batch.
     *
     * @param entered sessions opened
     * @param left sessions closed
     */
    record Sessions(List<OpenSession> entered, List<OpenSession> left) {}

    /** A batch in the outbox. */
    record Sealed(long seq, BatchBody body) {}

    /** Reads what is there and counts this start. */
    Found open();

    /** Replaces the open counts, appends the events, notes the sessions. */
    void checkpoint(BatchBody openCounts, Sessions sessions, List<String> newLines);

    /** Puts a batch in the outbox, and forgets open counts and pending events, which it contains. */
    void seal(long seq, long sealedAtMillis, BatchBody body, Sessions sessions);

    /** Forgets checkpoint and sessions because the ledger is ahead of this disk; batches go on from {@code nextSeq}. */
    void startOver(long nextSeq);

    /** Batches beyond a number, ascending. */
    List<Sealed> sealedAfter(long seq, int limit);

    /** Forgets batches that the ledger has and that were sealed before. */
    void prune(long appliedSeq, long sealedBeforeMillis);

    @Override
    void close();
}
