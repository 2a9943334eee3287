package dev.parley.server.load;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Everybody who comes and goes. {@link #enterPublishers} and {@link #leave} block one thread, which owns this. */
final class Crowd {

    private static final Logger LOG = LoggerFactory.getLogger(Crowd.class);

    /** How long everybody together may take to leave in good order. */
    private static final long LEAVING_SECONDS = 20;

    private static final long SECOND_NANOS = 1_000_000_000L;

    private final LoadPlan plan;
    private final Entering entering;
    private final ExecutorService blocking;
    private final CountDownLatch stop;
    private final Joins joins = new Joins();
    private final Semaphore underWay;
    private final List<Entering.Guest<Publisher>> publishers = new ArrayList<>();
    private final List<Entering.Guest<?>> guests = new ArrayList<>();

    /** @param stop open when nobody else shall come */
    Crowd(LoadPlan plan, Entering entering, ExecutorService blocking, CountDownLatch stop) {
        this.plan = plan;
        this.entering = entering;
        this.blocking = blocking;
        this.stop = stop;
        this.underWay = new Semaphore(plan.joinsAtOnce());
    }

    Joins joins() {
        return joins;
    }

    /**
     * Lets the publishers in, one after the other: without them there is nothing to measure.
     *
     * @throws IOException when one is refused
     */
    void enterPublishers() throws IOException, InterruptedException {
        for (int room = 0; room < plan.rooms(); room++) {
            for (int number = 0; number < plan.publishers() && stop.getCount() > 0; number++) {
                Entering.Guest<Publisher> guest = entering.publisher(room, number, phase(publishers.size()));
                publishers.add(guest);
                keep(guest);
                joins.publisherConnected();
            }
        }
    }

    private void keep(Entering.Guest<?> guest) {
        synchronized (guests) {
            guests.add(guest);
        }
    }

    /** Spreads the publishers' frames over the time between two of them. */
    private long phase(int index) {
        VideoShape video = plan.video();
        int beat = video == null ? SentStream.AUDIO_PACKETS_PER_SECOND : video.framesPerSecond();
        return SECOND_NANOS / beat * index / plan.allPublishers();
    }

    /**
     * Begins to let the subscribers in, as many at once as the plan allows.
     *
     * @return complete when each is in, or has failed
     */
    CompletableFuture<Void> enterSubscribers(long now) {
        return CompletableFuture.runAsync(() -> feed(now), blocking);
    }

    private void feed(long start) {
        List<CompletableFuture<Void>> all = new ArrayList<>();
        int total = plan.allSubscribers();
        try {
            for (int index = 0; index < total; index++) {
                long due = plan.ramp().toNanos() / total * index;
                if (stop.await(start + due - entering.now(), TimeUnit.NANOSECONDS) || joins.hopeless()) {
                    break;
                }
                underWay.acquire();
                int number = index;
                all.add(CompletableFuture.runAsync(() -> enter(number), blocking));
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        CompletableFuture.allOf(all.toArray(CompletableFuture[]::new)).join();
    }

    private void enter(int index) {
        int room = index / plan.subscribers();
        int number = index % plan.subscribers();
        int played = number % plan.publishers();
        Publisher publisher = publishers.get(room * plan.publishers() + played).peer();
        try {
            Entering.Guest<Subscriber> guest =
                    entering.subscriber(room, number, played, publisher, plan.isSampled(index));
            keep(guest);
            joins.subscriberConnected(guest.begun(), guest.connected());
            guest.peer().firstPacket().thenAccept(came -> joins.firstPacket(guest.begun(), came));
        } catch (IOException refused) {
            LOG.debug("a subscriber did not come in", refused);
            joins.failed(String.valueOf(refused.getMessage()));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } finally {
            underWay.release();
        }
    }

    /** Lets everybody leave, and does not wait for ever. */
    void leave() throws InterruptedException {
        List<Entering.Guest<?>> leaving;
        synchronized (guests) {
            leaving = List.copyOf(guests).reversed();
        }
        Semaphore atOnce = new Semaphore(plan.joinsAtOnce());
        List<CompletableFuture<Void>> all = new ArrayList<>();
        for (Entering.Guest<?> guest : leaving) {
            all.add(CompletableFuture.runAsync(() -> leave(guest, atOnce), blocking));
        }
        try {
            CompletableFuture.allOf(all.toArray(CompletableFuture[]::new))
                    .orTimeout(LEAVING_SECONDS, TimeUnit.SECONDS)
                    .exceptionally(late -> null)
                    .get();
        } catch (ExecutionException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static void leave(Entering.Guest<?> guest, Semaphore atOnce) {
        atOnce.acquireUninterruptibly();
        try {
            guest.peer().thread().execute(guest.peer()::goodbye);
            guest.agreement().leaving().leave();
        } catch (IOException gone) {
            LOG.debug("somebody left without a word", gone);
        } finally {
            atOnce.release();
        }
    }
}
