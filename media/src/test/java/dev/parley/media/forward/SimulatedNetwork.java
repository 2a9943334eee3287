package dev.parley.media.forward;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.LongConsumer;

/**
 * A network with loss, delay and reordering from a seed, and the clock everything in a test runs by. Time moves only in
 * {@link #run}; DTLS handshakes run on threads of their own, so {@link #await} lets real threads catch up.
 */
final class SimulatedNetwork implements Executor {

    private record Datagram(long due, long order, byte[] bytes, Consumer<byte[]> receiver) {}

    /** Replays a failed run: {@code -Dparley.seed=N}. */
    static long seed() {
        long seed = Long.getLong("parley.seed", System.nanoTime());
        System.out.println("parley.seed=" + seed);
        return seed;
    }

    final Random random;
    final Executor handshakes = Executors.newVirtualThreadPerTaskExecutor();
    private final LinkedBlockingQueue<Runnable> mailbox = new LinkedBlockingQueue<>();
    private final PriorityQueue<Datagram> inFlight =
            new PriorityQueue<>(Comparator.comparingLong(Datagram::due).thenComparingLong(Datagram::order));
    private final List<LongConsumer> steps = new ArrayList<>();
    long now = 1_000_000;
    double loss;
    long jitter;
    private long order;

    SimulatedNetwork(long seed) {
        random = new Random(seed);
    }

    @Override
    public void execute(Runnable task) {
        mailbox.add(task);
    }

    void everyStep(LongConsumer step) {
        steps.add(step);
    }

    /** Carries a datagram over a link that has its own mind about it. */
    void carry(byte[] datagram, SimulatedLink link, Consumer<byte[]> receiver) {
        int copies = link.duplicates() ? 2 : 1;
        for (int copy = 0; copy < copies; copy++) {
            long due = link.arrival(datagram.length, now);
            if (due != SimulatedLink.LOST) {
                inFlight.add(new Datagram(due, order++, datagram, receiver));
            }
        }
    }

    void carry(byte[] datagram, Consumer<byte[]> receiver) {
        if (random.nextDouble() >= loss) {
            long delay = 5 + (jitter == 0 ? 0 : random.nextLong(jitter));
            inFlight.add(new Datagram(now + delay, order++, datagram, receiver));
        }
    }

    /** Moves the clock on by {@code millis}, a step at a time. */
    void run(long millis) {
        for (long end = now + millis; now < end; ) {
            step();
        }
    }

    private void step() {
        now++;
        for (Runnable task = mailbox.poll(); task != null; task = mailbox.poll()) {
            task.run();
        }
        while (!inFlight.isEmpty() && inFlight.peek().due() <= now) {
            Datagram datagram = inFlight.poll();
            datagram.receiver().accept(datagram.bytes());
        }
        for (LongConsumer step : steps) {
            step.accept(now);
        }
    }

    /** Lets handshakes finish: waits for their threads' messages rather than for time to pass. */
    void await(BooleanSupplier condition) throws InterruptedException {
        for (int round = 0; round < 20_000 && !condition.getAsBoolean(); round++) {
            Runnable task = mailbox.poll(1, TimeUnit.MILLISECONDS);
            if (task != null) {
                task.run();
            }
            step();
        }
        if (!condition.getAsBoolean()) {
            throw new AssertionError("the condition did not come true");
        }
    }
}
