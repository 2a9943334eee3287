package dev.parley.server.app;

import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The time that rooms and metering run by: it starts as the system's and goes on by the machine's steady counter, so a
 * second is a second whatever somebody does to the system's clock. It follows that clock by {@value #SLEW_PARTS} parts
 * in a million at most and never jumps, because a jump would end everybody's session or count seconds that nobody
 * spent. Safe for use by any thread.
 */
final class SteadyClock implements InstantSource {

    private static final Logger LOG = LoggerFactory.getLogger(SteadyClock.class);

    static final long SLEW_PARTS = 500;
    private static final long MILLISECOND = 1_000_000;
    private static final long CORRECT_EVERY = 100 * MILLISECOND;
    private static final long WORTH_SAYING = 1_000 * MILLISECOND;
    private static final long SAY_EVERY = 3_600_000 * MILLISECOND;

    private final LongSupplier counter;
    private final InstantSource system;
    private final AtomicLong nextCorrection;
    private volatile long offset;
    private long lastCorrection;
    private long nextWarning;

    /** @param counter nanoseconds that only ever ascend */
    SteadyClock(LongSupplier counter, InstantSource system) {
        this.counter = counter;
        this.system = system;
        long now = counter.getAsLong();
        this.offset = system.millis() * MILLISECOND - now;
        this.lastCorrection = now;
        this.nextWarning = now;
        this.nextCorrection = new AtomicLong(now + CORRECT_EVERY);
    }

    static SteadyClock system() {
        return new SteadyClock(System::nanoTime, InstantSource.system());
    }

    @Override
    public Instant instant() {
        return Instant.ofEpochMilli(millis());
    }

    @Override
    public long millis() {
        long now = counter.getAsLong();
        long due = nextCorrection.get();
        if (now - due >= 0 && nextCorrection.compareAndSet(due, now + CORRECT_EVERY)) {
            correct(now);
        }
        return Math.floorDiv(now + offset, MILLISECOND);
    }

    private void correct(long now) {
        long before = offset; // reading it first also shows what the thread of the last correction wrote
        long drift = system.millis() * MILLISECOND - (now + before);
        long most = (now - lastCorrection) * SLEW_PARTS / 1_000_000;
        lastCorrection = now;
        offset = before + Math.clamp(drift, -most, most);
        if (Math.abs(drift) > WORTH_SAYING && now - nextWarning >= 0) {
            nextWarning = now + SAY_EVERY;
            LOG.warn(
                    "The system's clock is {} s from the time usage is counted by, which follows it slowly;"
                            + " restart to take the system's time at once",
                    drift / (1_000 * MILLISECOND));
        }
    }
}
