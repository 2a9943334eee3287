package dev.parley.server.metering;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The durable record of usage: takes the batches of media nodes, each once in effect, and answers from snapshots. Safe
 * for use by any thread; calls block on storage and fail with {@link UsageUnavailableException}.
 */
public interface UsageLedger {

    /** What became of a batch. */
    sealed interface Applied {
        /** Counted now. */
        record Ok() implements Applied {}

        /** Counted before. */
        record Duplicate() implements Applied {}

        /** Not counted, because batches before it are missing; {@code expected} is the sequence number wanted next. */
        record Gap(long expected) implements Applied {}

        /** Not counted, because a later process of the same source has registered. */
        record Fenced() implements Applied {}
    }

    /**
     * Registers a process of a source; processes of lower epochs are refused from now on.
     *
     * @return the sequence number of the last batch applied, 0 for none
     */
    long register(String source, long epoch);

    /** Counts a batch, in one transaction with the source's high-water mark. */
    Applied apply(UsageBatch batch);

    /**
     * Gives up on batches that their source no longer has: records the hole and moves the mark past it.
     *
     * @param toSecond the epoch second behind the last that may be missing; the first is where the source stood
     */
    void recordHole(String source, long epoch, long fromSeq, long toSeq, long toSecond);

    /** Runs the question on one snapshot. */
    <T extends @Nullable Object> T read(Function<UsageSnapshot, T> question);
}
