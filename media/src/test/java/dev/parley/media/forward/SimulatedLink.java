package dev.parley.media.forward;

import java.util.Random;

/**
 * One direction of a network path: a bottleneck of some capacity with a queue before it, then a delay, and on the way
 * loss in single packets or bursts, reordering and duplication. Everything may be changed while it runs.
 */
final class SimulatedLink {

    /** Lost on the way. */
    static final long LOST = -1;

    private final Random random;

    /** Bits per second, 0 for no limit. */
    long capacity;

    /** What the queue holds before it drops, in milliseconds at the present capacity. */
    long longestQueueMillis = 300;

    long delayMillis = 20;
    double loss;

    /** How many packets are lost together on average; 1 for losses that know nothing of each other. */
    double meanBurst = 1;

    /** The share of packets that come up to {@link #reorderMillis} late. */
    double reordered;

    long reorderMillis = 20;
    double duplicated;

    private double busyUntil;
    private boolean losing;
    long lost;
    long carriedBytes;

    SimulatedLink(Random random) {
        this.random = random;
    }

    /** When a datagram that enters now arrives, or {@link #LOST}. */
    long arrival(int bytes, long now) {
        if (drawLoss()) {
            lost++;
            return LOST;
        }
        double leaves = (double) now;
        if (capacity > 0) {
            double begins = Math.max(busyUntil, (double) now);
            if (begins - now > longestQueueMillis) {
                lost++;
                return LOST;
            }
            busyUntil = begins + bytes * 8_000.0 / capacity;
            leaves = busyUntil;
        }
        carriedBytes += bytes;
        boolean late = reordered > 0 && random.nextDouble() < reordered;
        return (long) leaves + delayMillis + (late ? 1 + random.nextLong(reorderMillis) : 0);
    }

    boolean duplicates() {
        return duplicated > 0 && random.nextDouble() < duplicated;
    }

    /** How long a packet that enters now waits before the bottleneck. */
    long queueMillis(long now) {
        return Math.max(0, (long) busyUntil - now);
    }

    /** Two states, in one of which every packet is lost, so that bursts have their mean length and loss its share. */
    private boolean drawLoss() {
        if (loss == 0) {
            losing = false;
        } else if (losing) {
            losing = meanBurst > 1 ? random.nextDouble() >= 1 / meanBurst : random.nextDouble() < loss;
        } else {
            double entry = meanBurst > 1 ? loss / (meanBurst * (1 - loss)) : loss;
            losing = random.nextDouble() < entry;
        }
        return losing;
    }
}
