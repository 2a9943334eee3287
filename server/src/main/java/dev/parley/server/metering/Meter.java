package dev.parley.server.metering;

import dev.parley.server.config.MeteringSettings;
import dev.parley.server.rooms.RoomEvent;
import dev.parley.server.rooms.RoomEventListener;
import dev.parley.server.rooms.RoomKey;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts what rooms do. Rooms hand over their events without waiting; one thread takes them from a bounded mailbox into
 * the folds and, every second, to the disk. Queries call {@link #flush} from their own threads. The fold and the stores
 * are touched under one lock, which {@link #onRoomEvent} never takes.
 */
public final class Meter implements RoomEventListener, SessionUsage, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Meter.class);

    /** Events that may wait while the disk is busy; beyond it usage is lost, counted and said. */
    private static final int MAILBOX_SIZE = 262_144;

    /** Questions about sessions that may wait while the disk is busy; as many clients may ask at the same instant. */
    private static final int MAX_QUESTIONS = 10_000;

    /** Ticks come this long after a full second, so that what was stamped in it has arrived. */
    private static final long TICK_DELAY_MILLIS = 100;

    private final InstantSource clock;
    private final NodeStore store;
    private final MeterCore core;
    private final BlockingQueue<RoomEvent> mailbox = new ArrayBlockingQueue<>(MAILBOX_SIZE);
    private final AtomicLong refusedEvents = new AtomicLong();
    private final ReentrantLock metering = new ReentrantLock();
    private final Semaphore questions = new Semaphore(MAX_QUESTIONS);
    private final StorageTrouble trouble = new StorageTrouble();

    private long flushedSecond = Long.MIN_VALUE;
    private long storageFailures;
    private volatile MeterStatus status;
    private long reportedLosses;
    private @Nullable Thread thread;
    private volatile boolean stopping;

    private Meter(InstantSource clock, NodeStore store, MeterCore core) {
        this.clock = clock;
        this.store = store;
        this.core = core;
        this.status = statusAt(clock.millis());
    }

    /**
     * Opens the node's store and takes over what an earlier process left there (MET-18). Owns the store from now on.
     *
     * @throws UsageUnavailableException when storage fails
     */
    public static Meter open(MeteringSettings settings, NodeStore store, UsageLedger ledger, InstantSource clock) {
        return new Meter(clock, store, MeterCore.start(TierRule.of(settings), store, ledger, clock.millis()));
    }

    /** Starts the metering thread; without it somebody must call {@link #tick}. */
    public void start() {
        Thread started = Thread.ofPlatform().name("metering").unstarted(this::run);
        thread = started;
        started.start();
    }

    @Override
    public void onRoomEvent(RoomEvent event) {
        if (!mailbox.offer(event)) {
            refusedEvents.incrementAndGet();
        }
    }

    /** Events lost because the mailbox was full; anything but 0 means that usage is not complete. */
    public long refusedEvents() {
        return refusedEvents.get();
    }

    /** How metering stood after its last work; for any thread, without waiting. */
    public MeterStatus status() {
        return status;
    }

    /**
     * What the metering thread does each second. Storage that fails is reported in the log and tried again next time.
     */
    public void tick() {
        metering.lock();
        try {
            drain();
            long now = clock.millis();
            if (trouble.isPresent()) {
                core.reconnect();
            }
            core.tick(now);
            trouble.resolved();
            status = statusAt(now);
            reportLosses();
        } catch (UsageUnavailableException e) {
            failed(e);
        } finally {
            metering.unlock();
        }
    }

    /**
     * Brings every second before the present one into the ledger (MET-17). Calls within the same second share one
     * flush.
     *
     * @throws UsageUnavailableException when storage fails
     */
    public void flush() {
        metering.lock();
        try {
            drain();
            long now = clock.millis();
            long second = Math.floorDiv(now, 1000L);
            if (second != flushedSecond) {
                if (trouble.isPresent()) {
                    core.reconnect();
                }
                core.flush(now);
                flushedSecond = second;
            }
        } catch (UsageUnavailableException e) {
            failed(e);
            throw e;
        } finally {
            metering.unlock();
        }
    }

    /** Events that were handed over before the question are in the answer. */
    @Override
    public CompletableFuture<Optional<SessionSeconds>> ofSession(RoomKey room, String sessionId) {
        if (!questions.tryAcquire()) {
            return CompletableFuture.failedFuture(
                    new RejectedExecutionException(MAX_QUESTIONS + " questions about usage are waiting; ask later"));
        }
        // A virtual thread, because the lock may be held while the disk is written and rooms must not wait for that.
        return CompletableFuture.supplyAsync(() -> answer(room, sessionId), Thread::startVirtualThread);
    }

    private Optional<SessionSeconds> answer(RoomKey room, String sessionId) {
        metering.lock();
        try {
            drain();
            return core.ofSession(room, sessionId, clock.millis());
        } finally {
            metering.unlock();
            questions.release();
        }
    }

    /** Stops the thread, stores what was counted and closes the store. Sessions still open end here for the usage. */
    @Override
    public void close() {
        stopping = true;
        Thread started = thread;
        if (started != null) {
            started.interrupt();
            joinUninterruptibly(started);
        }
        try {
            flushedSecond = Long.MIN_VALUE;
            flush();
        } catch (UsageUnavailableException reported) {
            LOG.error("The last seconds of usage stay in the node's checkpoint: {}", reported.getMessage());
        } finally {
            store.close();
        }
    }

    private void failed(UsageUnavailableException why) {
        trouble.report(why, clock.millis());
        storageFailures++;
        status = statusAt(status.storedAt());
    }

    private MeterStatus statusAt(long storedAt) {
        return new MeterStatus(
                storedAt,
                core.countedTo(),
                core.outboxBatches(),
                mailbox.size(),
                trouble.isPresent(),
                storageFailures,
                refusedEvents.get(),
                core.unexplainedEvents(),
                core.holes());
    }

    private void reportLosses() {
        long losses = refusedEvents.get() + core.unexplainedEvents();
        if (losses != reportedLosses) {
            reportedLosses = losses;
            LOG.error(
                    "Since the start {} room events were not counted because the mailbox was full, and {} were counted "
                            + "but not kept for explanations. The disk is too slow or was full.",
                    refusedEvents.get(),
                    core.unexplainedEvents());
        }
    }

    private void run() {
        long nextTick = nextTickAfter(clock.millis());
        while (!stopping) {
            try {
                RoomEvent event = mailbox.poll(Math.max(0, nextTick - clock.millis()), TimeUnit.MILLISECONDS);
                if (event != null) {
                    applyLocked(event);
                }
            } catch (InterruptedException e) {
                return;
            }
            if (clock.millis() >= nextTick) {
                tick();
                nextTick = nextTickAfter(clock.millis());
            }
        }
    }

    private static long nextTickAfter(long millis) {
        return (Math.floorDiv(millis - TICK_DELAY_MILLIS, 1000L) + 1) * 1000 + TICK_DELAY_MILLIS;
    }

    private void applyLocked(RoomEvent event) {
        metering.lock();
        try {
            apply(event);
            drain();
        } finally {
            metering.unlock();
        }
    }

    private void drain() {
        for (RoomEvent event = mailbox.poll(); event != null; event = mailbox.poll()) {
            apply(event);
        }
    }

    /** A fault in one room's fold must not stop the others. */
    private void apply(RoomEvent event) {
        try {
            core.apply(event);
        } catch (RuntimeException e) {
            LOG.error(
                    "Usage of {} may be wrong from now on: {} failed",
                    event.stamp().room(),
                    event,
                    e);
        }
    }

    private static void joinUninterruptibly(Thread started) {
        boolean interrupted = false;
        while (started.isAlive()) {
            try {
                started.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
