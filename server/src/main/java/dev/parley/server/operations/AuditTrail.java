package dev.parley.server.operations;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Who called what, with which result: one JSON line for each call, in a file that is rotated by size. Calls leave their
 * record in a bounded queue and go on; a thread of its own writes. When the queue is full or the disk refuses, the
 * calls are served all the same, and what is missing from the trail is counted and said in the log.
 *
 * <p>Calls that nobody is known to have signed stand in a file of their own beside it, {@code audit.strangers.jsonl},
 * and have half of the queue: otherwise anybody could push what callers did out of the trail.
 *
 * <p>Lines are handed to the system as they come and forced to the disk when a file is full and on {@link #close}.
 */
public final class AuditTrail implements CallRecorder, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(AuditTrail.class);

    /** At most about ten megabytes wait, since records bound their text. */
    static final int QUEUE_SIZE = 8_192;

    private static final String STRANGERS = ".strangers";

    /** How long {@link #close} waits at most when nothing is left to write. */
    private static final long IDLE_MILLIS = 100;

    private static final double NANOS_PER_MILLI = 1e6;
    private static final Duration COMPLAIN_EVERY = Duration.ofMinutes(1);
    private static final Duration LAST_LINES = Duration.ofSeconds(5);

    /** Everything beyond ASCII is escaped, so that no terminal obeys what a client called itself. */
    private final JsonMapper json =
            JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

    private final BlockingQueue<CallRecord> queue = new ArrayBlockingQueue<>(QUEUE_SIZE);
    private final LongAdder written = new LongAdder();
    private final LongAdder missing = new LongAdder();
    private final AuditFile callers;
    private final AuditFile strangers;
    private final Path path;
    private final InstantSource clock;
    private final Thread thread;
    private volatile boolean stopping;
    private long reportedMissing;
    private long nextComplaint = Long.MIN_VALUE;

    /**
     * @param path in a directory that exists
     * @param largestFile bytes after which a new file is begun
     * @param filesKept how many full files of each kind stay, besides the one that is written
     */
    public AuditTrail(Path path, long largestFile, int filesKept, InstantSource clock) {
        this.path = path;
        this.callers = new AuditFile(path, largestFile, filesKept);
        this.strangers = new AuditFile(strangers(path), largestFile, filesKept);
        this.clock = clock;
        this.thread = Thread.ofPlatform().name("audit").daemon().unstarted(this::run);
    }

    /** The name of the file beside it, before what the name ends with. */
    static Path strangers(Path path) {
        String name = String.valueOf(path.getFileName());
        int end = name.lastIndexOf('.');
        return path.resolveSibling(
                end <= 0 ? name + STRANGERS : name.substring(0, end) + STRANGERS + name.substring(end));
    }

    private static boolean isStranger(CallRecord call) {
        return call.accountId() == null;
    }

    /** Starts writing; what is recorded before waits. */
    public void start() {
        thread.start();
    }

    @Override
    public void record(CallRecord call) {
        boolean turnedAway = isStranger(call) && queue.size() >= QUEUE_SIZE / 2;
        if (stopping || turnedAway || !queue.offer(call)) {
            missing.increment();
        }
    }

    /** Calls that are in the trail since the start. */
    public long written() {
        return written.sum();
    }

    /** Calls that should be in the trail and are not. */
    public long missing() {
        return missing.sum();
    }

    private void run() {
        while (!stopping || !queue.isEmpty()) {
            try {
                CallRecord next = queue.poll(IDLE_MILLIS, TimeUnit.MILLISECONDS);
                if (next != null) {
                    write(next);
                }
            } catch (InterruptedException e) {
                throw new IllegalStateException("nobody interrupts this thread", e);
            }
            complain();
        }
    }

    private void write(CallRecord call) {
        try {
            (isStranger(call) ? strangers : callers).append(line(call));
            written.increment();
        } catch (IOException | RuntimeException failure) {
            missing.increment();
            LOG.debug("A call could not be written to {}", path, failure);
        }
    }

    private byte[] line(CallRecord call) {
        ObjectNode line = json.createObjectNode()
                .put("at", call.at().toString())
                .put("requestId", call.requestId())
                .put("accountId", call.accountId())
                .put("uin", call.uin())
                .put("secretId", call.secretId())
                .put("action", call.action())
                .put("sdkAppId", call.sdkAppId())
                .put("region", call.region())
                .put("code", call.code())
                .put("tookMillis", call.took().toNanos() / NANOS_PER_MILLI)
                .put("sourceAddress", call.sourceAddress())
                .put("client", call.client())
                .put("method", call.method());
        byte[] text = json.writeValueAsBytes(line);
        byte[] withLineFeed = Arrays.copyOf(text, text.length + 1);
        withLineFeed[text.length] = '\n';
        return withLineFeed;
    }

    /** At most once a minute, and only when more is missing than was said before. */
    private void complain() {
        long now = clock.millis();
        long total = missing.sum();
        if (total > reportedMissing && now >= nextComplaint) {
            reportedMissing = total;
            nextComplaint = now + COMPLAIN_EVERY.toMillis();
            LOG.error(
                    "{} calls since the start are missing from the audit trail {}: the disk is full, refuses or is too"
                            + " slow",
                    total,
                    path);
        }
    }

    /** Writes what waits, for a few seconds at most, and closes the file. Later calls are not recorded. */
    @Override
    public void close() {
        stopping = true;
        try {
            if (!thread.join(LAST_LINES)) {
                LOG.error("{} calls are missing from the audit trail: the disk is too slow", queue.size());
                return;
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return;
        }
        close(callers);
        close(strangers);
    }

    private void close(AuditFile file) {
        try {
            file.close();
        } catch (IOException failure) {
            LOG.error("The audit trail {} did not reach the disk: {}", path, failure.getMessage());
        }
    }
}
