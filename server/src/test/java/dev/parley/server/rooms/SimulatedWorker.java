package dev.parley.server.rooms;

import dev.parley.media.dtls.DtlsCertificate;
import dev.parley.media.ice.IceCredentials;
import dev.parley.media.session.LocalPeer;
import dev.parley.media.session.PeerTransport;
import dev.parley.media.session.RemotePeer;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A worker whose thread is the test's and whose clock moves in {@link #run} alone. It opens real transports; what they
 * send goes straight into the client at the other end of the path. Handshakes run on threads of their own, and
 * {@link #await} lets them finish while the clock stands.
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
    private final BlockingQueue<Runnable> mailbox = new LinkedBlockingQueue<>();
    private final Map<String, PeerTransport> transports = new HashMap<>();
    private final List<TickTask> ticks = new ArrayList<>();
    private final List<SimulatedClient> clients = new ArrayList<>();
    private long now = 1_772_416_777_120L;

    SimulatedWorker(Random random) {
        this.random = random;
    }

    @Override
    public void execute(Runnable task) {
        mailbox.add(task);
    }

    @Override
    public long now() {
        return now;
    }

    @Override
    public PeerTransport open(RemotePeer remote, PeerTransport.Listener listener) {
        LocalPeer local = freshLocal();
        PeerTransport transport = new PeerTransport(
                local,
                remote,
                CERTIFICATE,
                this,
                handshakes,
                (data, offset, length, path) -> ((SimulatedClient) path).deliver(data, offset, length),
                listener,
                now);
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

    /** Transports opened and not released. */
    int openTransports() {
        return Set.copyOf(transports.values()).size();
    }

    /** The server's end of a client's connection, null once it is released. */
    @Nullable
    PeerTransport transport(String ufrag) {
        return transports.get(ufrag);
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
        for (Runnable task = mailbox.poll(); task != null; task = mailbox.poll()) {
            task.run();
        }
    }

    /** Moves the clock on by {@code millis}, in steps of {@link #STEP_MILLIS}. */
    void run(long millis) {
        drain();
        for (long end = now + millis; now < end; ) {
            now += STEP_MILLIS;
            clients.forEach(client -> client.tick(now));
            drain();
            ticks.forEach(tick -> tick.tick(now));
            drain();
        }
    }

    /** Moves the clock at once, as after a machine was suspended. */
    void jump(long millis) {
        now += millis;
        ticks.forEach(tick -> tick.tick(now));
        drain();
    }

    /** Lets handshakes and goodbyes arrive, which take real time, while the clock stands. */
    void await(BooleanSupplier condition) {
        clients.forEach(client -> client.tick(now));
        for (int round = 0; round < 2_000 && !condition.getAsBoolean(); round++) {
            Runnable task = next();
            if (task != null) {
                task.run();
            }
        }
        drain();
        if (!condition.getAsBoolean()) {
            throw new AssertionError("the condition did not come true");
        }
    }

    private @Nullable Runnable next() {
        try {
            return mailbox.poll(10, TimeUnit.MILLISECONDS);
        } catch (InterruptedException interrupted) {
            throw new AssertionError(interrupted);
        }
    }
}
