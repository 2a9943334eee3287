package dev.parley.media.bandwidth;

import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * One direction of a network: a bottleneck with a queue that drops what does not fit, then distance, loss, disorder and
 * duplicates. Steps of a millisecond; what happens follows from the seed alone. Everything can be changed on the way.
 *
 * @param <P> what it carries
 */
final class SimulatedPath<P> {

    private record Queued<Q>(@Nullable Q packet, int bytes) {}

    private record InFlight<Q>(long due, long order, Q packet) {}

    private static final int CROSS_PACKET_BYTES = 1_200;

    private final Random random;
    private final BiConsumer<P, Long> receiver;
    private final ArrayDeque<Queued<P>> queue = new ArrayDeque<>();
    private final PriorityQueue<InFlight<P>> inFlight = new PriorityQueue<>(
            Comparator.<InFlight<P>>comparingLong(InFlight::due).thenComparingLong(InFlight::order));

    /** Bits per second. */
    double capacity = Double.MAX_VALUE;

    int queueLimitBytes = 64_000;
    long delayMillis = 40;
    double loss;
    /** Gilbert-Elliott: chance of entering and of leaving a bad spell with each packet, and what a spell loses. */
    double badSpells;

    double spellEnds = 0.2;
    double spellLoss = 0.7;
    double disorder;
    long disorderMillis = 30;
    double duplicates;
    /** Someone else's traffic through the same queue, bits per second. */
    double crossTraffic;

    private boolean isBad;
    private double credit;
    private double crossCredit;
    private int queuedBytes;
    private long order;

    SimulatedPath(Random random, BiConsumer<P, Long> receiver) {
        this.random = random;
        this.receiver = receiver;
    }

    void send(P packet, int bytes) {
        if (queuedBytes + bytes <= queueLimitBytes) {
            queue.add(new Queued<>(packet, bytes));
            queuedBytes += bytes;
        }
    }

    double queueMillis() {
        return queuedBytes * 8_000.0 / capacity;
    }

    /** One millisecond. */
    void step(long now) {
        addCrossTraffic();
        credit += capacity / 8_000;
        while (!queue.isEmpty() && queue.peek().bytes() <= credit) {
            Queued<P> next = queue.poll();
            credit -= next.bytes();
            queuedBytes -= next.bytes();
            depart(next.packet(), now);
        }
        credit = queue.isEmpty() ? 0 : credit;
        while (!inFlight.isEmpty() && inFlight.peek().due() <= now) {
            receiver.accept(inFlight.poll().packet(), now);
        }
    }

    private void addCrossTraffic() {
        crossCredit += crossTraffic / 8_000;
        while (crossCredit >= CROSS_PACKET_BYTES) {
            crossCredit -= CROSS_PACKET_BYTES * (0.5 + random.nextDouble());
            if (queuedBytes + CROSS_PACKET_BYTES <= queueLimitBytes) {
                queue.add(new Queued<>(null, CROSS_PACKET_BYTES));
                queuedBytes += CROSS_PACKET_BYTES;
            }
        }
    }

    private void depart(@Nullable P packet, long now) {
        if (packet == null || isLost()) {
            return;
        }
        long late = random.nextDouble() < disorder ? 1 + random.nextLong(disorderMillis) : 0;
        inFlight.add(new InFlight<>(now + delayMillis + late, order++, packet));
        if (random.nextDouble() < duplicates) {
            inFlight.add(new InFlight<>(now + delayMillis + random.nextLong(20), order++, packet));
        }
    }

    private boolean isLost() {
        isBad = isBad ? random.nextDouble() >= spellEnds : random.nextDouble() < badSpells;
        return random.nextDouble() < (isBad ? spellLoss : loss);
    }
}
