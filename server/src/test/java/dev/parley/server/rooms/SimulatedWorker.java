package dev.parley.server.rooms;

import dev.parley.media.dtls.DtlsCertificate;
import dev.parley.media.ice.IceCredentials;
import dev.parley.media.session.LocalPeer;
import dev.parley.media.session.PeerTransport;
import dev.parley.media.session.RemotePeer;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A worker whose thread is the test's and whose clock moves in {@link #run} alone. It opens real transports; what they
 * send goes straight into the client at the other end of the path. Handshakes run on threads of their own, and
 * {@link #await} lets them finish while the clock stands.
 *
 * <p>It may have neighbours, which follow its clock: what they all have to do is then done in a random order, each
 * one's own tasks in theirs. A test talks to the first alone.
 */
final class SimulatedWorker implements RoomWorker {

    /** Everybody's, since nobody here pretends to be somebody else. */
    static final DtlsCertificate CERTIFICATE =
            DtlsCertificate.generate(new SecureRandom(), Instant.parse("2026-01-01T00:00:00Z"));

    /** Of clients that began anew with another peer connection. */
    static final DtlsCertificate OTHER_CERTIFICATE =
            DtlsCertificate.generate(new SecureRandom(), Instant.parse("2026-01-01T00:00:00Z"));

    static final long STEP_MILLIS = 10;

    final Random random;
    final Executor handshakes = Executors.newVirtualThreadPerTaskExecutor();
    private final Queue<Runnable> mailbox = new ConcurrentLinkedQueue<>();
    private final Map<String, PeerTransport> transports = new HashMap<>();
    private final List<TickTask> ticks = new ArrayList<>();
    private final List<SimulatedClient> clients = new ArrayList<>();
    private final SimulatedWorker first;
    private final List<SimulatedWorker> all;
    private final Semaphore arrived;
    private final Random turns;
    private double lag;
    private boolean shut;
    private long now = 1_772_416_777_120L;

    SimulatedWorker(Random random) {
        this.random = random;
        this.turns = new Random(random.nextLong());
        this.first = this;
        this.all = new ArrayList<>(List.of(this));
        this.arrived = new Semaphore(0);
    }

    private SimulatedWorker(SimulatedWorker first) {
        this.random = first.random;
        this.turns = first.turns;
        this.first = first;
        this.all = first.all;
        this.arrived = first.arrived;
    }

    /** This one, and others that follow its clock. */
    List<SimulatedWorker> withNeighbours(int count) {
        for (int neighbour = 0; neighbour < count; neighbour++) {
            all.add(new SimulatedWorker(this));
        }
        return List.copyOf(all);
    }

    /** From now on every task that is not waited for stays for another step, with that probability each time. */
    void lag(double probability) {
        lag = probability;
    }

    @Override
    public void execute(Runnable task) {
        mailbox.add(task);
        arrived.release();
    }

    @Override
    public long now() {
        return first.now;
    }

    @Override
    public PeerTransport open(RemotePeer remote, PeerTransport.Listener listener) {
        if (shut) {
            throw new IllegalStateException("this worker opens nothing");
        }
        LocalPeer local = freshLocal();
        PeerTransport transport = new PeerTransport(
                local,
                remote,
                CERTIFICATE,
                this,
                handshakes,
                (data, offset, length, path) -> ((SimulatedClient) path).deliver(data, offset, length),
                listener,
                now());
        transports.put(local.iceUfrag(), transport);
        return transport;
    }

    private LocalPeer freshLocal() {
        IceCredentials ice = IceCredentials.random(random);
        return new LocalPeer(ice.ufrag(), ice.pwd(), CERTIFICATE.fingerprint(), List.of(), List.of());
    }

    @Override
    public LocalPeer restart(PeerTransport transport, RemotePeer remote) {
        LocalPeer fresh = freshLocal();
        transport.restart(fresh, remote);
        transports.put(fresh.iceUfrag(), transport);
        return fresh;
    }

    @Override
    public void release(PeerTransport transport) {
        transport.close(() -> {});
        transports.values().removeIf(open -> open == transport);
    }

    @Override
    public void everyTick(TickTask task) {
        ticks.add(task);
    }

    /** Transports opened here and not released. */
    int ownTransports() {
        return Set.copyOf(transports.values()).size();
    }

    /** Transports opened anywhere and not released. */
    int openTransports() {
        return all.stream().mapToInt(SimulatedWorker::ownTransports).sum();
    }

    /** The server's end of a client's connection, null once it is released. */
    @Nullable
    PeerTransport transport(String ufrag) {
        return all.stream()
                .flatMap(worker -> worker.ownTransport(ufrag).stream())
                .findFirst()
                .orElse(null);
    }

    /** As {@link #transport}, when it is here. */
    Optional<PeerTransport> ownTransport(String ufrag) {
        return Optional.ofNullable(transports.get(ufrag));
    }

    void add(SimulatedClient client) {
        clients.add(client);
    }

    void forget(SimulatedClient client) {
        clients.remove(client);
    }

    /** Carries out what other parts asked for, and gives the answer they wait for. */
    <T> T answer(CompletableFuture<T> future) {
        drain();
        return Objects.requireNonNull(future).join();
    }

    private void drain() {
        for (SimulatedWorker next = busy(all); next != null; next = busy(all)) {
            next.mailbox.remove().run();
        }
    }

    /** Carries out what it is asked for while the others do nothing. */
    void drainOwn() {
        for (Runnable task = mailbox.poll(); task != null; task = mailbox.poll()) {
            task.run();
        }
    }

    /** Opens no transport any more. */
    void shut() {
        shut = true;
    }

    /** One of those that have something to do, null when none has. */
    private @Nullable SimulatedWorker busy(List<SimulatedWorker> candidates) {
        List<SimulatedWorker> busy =
                candidates.stream().filter(worker -> !worker.mailbox.isEmpty()).toList();
        return busy.isEmpty() ? null : busy.size() == 1 ? busy.getFirst() : busy.get(turns.nextInt(busy.size()));
    }

    /** As {@link #drain}, but where lag strikes a worker, the rest of its tasks stays. */
    private void drainSome() {
        List<SimulatedWorker> ready = new ArrayList<>(all);
        for (SimulatedWorker next = busy(ready); next != null; next = busy(ready)) {
            if (lag > 0 && turns.nextDouble() < lag) {
                ready.remove(next);
            } else {
                next.mailbox.remove().run();
            }
        }
    }

    private void tick() {
        List<SimulatedWorker> order = new ArrayList<>(all);
        if (order.size() > 1) {
            Collections.shuffle(order, turns);
        }
        for (SimulatedWorker worker : order) {
            worker.ticks.forEach(tick -> tick.tick(now));
        }
    }

    /** Moves the clock on by {@code millis}, in steps of {@link #STEP_MILLIS}. */
    void run(long millis) {
        drain();
        for (long end = now + millis; now < end; ) {
            now += STEP_MILLIS;
            clients.forEach(client -> client.tick(now));
            drainSome();
            tick();
            drainSome();
        }
    }

    /** Moves the clock at once, as after a machine was suspended. */
    void jump(long millis) {
        now += millis;
        tick();
        drain();
    }

    /** Lets handshakes and goodbyes arrive, which take real time, while the clock stands. */
    void await(BooleanSupplier condition) {
        clients.forEach(client -> client.tick(now));
        for (int round = 0; round < 2_000 && !condition.getAsBoolean(); round++) {
            awaitTask();
            SimulatedWorker next = busy(all);
            if (next != null) {
                next.mailbox.remove().run();
            }
        }
        drain();
        if (!condition.getAsBoolean()) {
            throw new AssertionError("the condition did not come true");
        }
    }

    /** Waits a little for threads of handshakes, when nothing is there to be done. */
    private void awaitTask() {
        arrived.drainPermits();
        if (busy(all) == null) {
            try {
                boolean _ = arrived.tryAcquire(10, TimeUnit.MILLISECONDS);
            } catch (InterruptedException interrupted) {
                throw new AssertionError(interrupted);
            }
        }
    }
}
