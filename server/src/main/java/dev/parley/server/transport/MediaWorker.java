package dev.parley.server.transport;

import dev.parley.media.dtls.DtlsCertificate;
import dev.parley.media.ice.IceCredentials;
import dev.parley.media.ice.IceLite;
import dev.parley.media.session.LocalPeer;
import dev.parley.media.session.Path;
import dev.parley.media.session.PeerTransport;
import dev.parley.media.session.RemotePeer;
import dev.parley.media.stun.MalformedStunException;
import dev.parley.media.stun.StunMessage;
import dev.parley.server.rooms.RoomWorker;
import dev.parley.server.transport.udp.DatagramPort;
import dev.parley.server.transport.udp.DatagramPorts;
import dev.parley.server.transport.udp.KnownPaths;
import dev.parley.server.transport.udp.UdpPath;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.Selector;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One thread, one UDP port, and ICE-TCP on the same port number: everything its rooms' participants send and receive
 * passes here, in the order receive a batch, demultiplex, let the engine answer, flush. There is no queue and no lock
 * between a publisher's packet and its players; other threads reach the worker through {@link #execute} alone.
 */
public final class MediaWorker implements RoomWorker, AutoCloseable {

    /** Datagrams taken before time-driven work gets its turn. */
    private static final int RECEIVE_BATCH = 256;

    /** How often time-driven work runs at least: what is paced would come in bursts if it were rarer. */
    private static final long TICK_MILLIS = 5;

    /** How long the last goodbyes may take from their own threads to this one when the worker ends. */
    private static final long GOODBYE_MILLIS = 1_000;

    private static final Logger LOG = LoggerFactory.getLogger(MediaWorker.class);

    private final Selector selector;
    private final WorkerPorts ports;
    private final DatagramPort port;
    private final @Nullable TcpListener tcp;
    private final InstantSource clock;
    private final LongSupplier nanoTime;
    private final SecureRandom random;
    private final DtlsCertificate certificate;
    private final List<InetSocketAddress> udpCandidates;
    private final List<InetSocketAddress> tcpCandidates;
    private final ExecutorService handshakes = Executors.newVirtualThreadPerTaskExecutor();
    private final Queue<Runnable> mailbox = new ConcurrentLinkedQueue<>();
    private final PeerDirectory peers;
    private final DatagramPort.Receiver receiver = (data, length, from) -> receive(data, 0, length, from);
    private final List<TickTask> ticks = new ArrayList<>();
    private final Thread thread;
    private final TrafficCounters traffic;
    private volatile boolean stopping;
    private long lastNow;
    private long nextTick;

    /**
     * Binds the ports; the thread starts with {@link #start}.
     *
     * @param bind address of the UDP port and of ICE-TCP; port 0 takes a free one
     * @param announced addresses clients are told, instead of the bound one when not empty
     * @param sockets how datagrams reach the system
     * @param nanoTime nanoseconds that only ever ascend, to measure how long packets stay
     * @throws IOException when the port cannot be had; the message names it
     */
    public MediaWorker(
            String name,
            InetSocketAddress bind,
            List<InetAddress> announced,
            DatagramPorts sockets,
            DtlsCertificate certificate,
            InstantSource clock,
            LongSupplier nanoTime,
            SecureRandom random)
            throws IOException {
        this.clock = clock;
        this.nanoTime = nanoTime;
        this.random = random;
        this.certificate = certificate;
        this.selector = Selector.open();
        KnownPaths paths = new KnownPaths();
        this.peers = new PeerDirectory(paths);
        this.ports = WorkerPorts.bind(bind, sockets, selector, paths);
        this.port = ports.udp();
        this.tcp = ports.tcp();
        this.udpCandidates = ports.candidates(announced);
        this.tcpCandidates = tcp == null ? List.of() : udpCandidates;
        this.thread = Thread.ofPlatform().name(name).unstarted(this::run);
        this.traffic = new TrafficCounters(name, port.backend(), clock.millis());
        LOG.info("{}: UDP {} by {} ({})", name, port.address(), port.backend(), sockets.reason());
    }

    public void start() {
        thread.start();
    }

    /** The UDP address, with the real port. */
    public InetSocketAddress address() {
        return port.address();
    }

    /** What passed here, at most about a second ago as long as the thread is well; for any thread. */
    public MediaTraffic traffic() {
        return traffic.shown();
    }

    /** As {@link #traffic}, with how fast it grew and how long packets took; for any thread. */
    public RecentTraffic recent() {
        return traffic.recent();
    }

    @Override
    public void execute(Runnable task) {
        mailbox.add(task);
        if (Thread.currentThread() != thread) {
            selector.wakeup();
        }
    }

    @Override
    public long now() {
        lastNow = Math.max(lastNow, clock.millis());
        return lastNow;
    }

    @Override
    public PeerTransport open(RemotePeer remote, PeerTransport.Listener listener) {
        PeerTransport transport = new PeerTransport(
                freshLocal(), remote, certificate, this, handshakes, this::send, traffic.counting(listener), now());
        peers.add(transport);
        return transport;
    }

    @Override
    public LocalPeer restart(PeerTransport transport, RemotePeer remote) {
        LocalPeer fresh = freshLocal();
        peers.restart(transport, fresh, remote);
        return fresh;
    }

    private LocalPeer freshLocal() {
        IceCredentials credentials = IceCredentials.random(random);
        return new LocalPeer(
                credentials.ufrag(), credentials.pwd(), certificate.fingerprint(), udpCandidates, tcpCandidates);
    }

    @Override
    public void release(PeerTransport transport) {
        if (peers.forgetNames(transport)) {
            traffic.released(transport);
        }
        transport.close(() -> peers.forgetPaths(transport).forEach(this::hangUp));
    }

    private void hangUp(Path path) {
        if (path instanceof TcpConnection connection) {
            closeTcp(connection);
        }
    }

    @Override
    public void everyTick(TickTask task) {
        ticks.add(task);
    }

    @Override
    public void tickBy(long at) {
        nextTick = Math.min(nextTick, at);
    }

    private void run() {
        while (!stopping) {
            turnSafely();
        }
    }

    private void turnSafely() {
        try {
            turn();
        } catch (IOException | RuntimeException failure) {
            // One broken room or packet must not take the others down; it is loud here and the loop goes on.
            LOG.error("media worker {} goes on after a failure", thread.getName(), failure);
        }
    }

    /** What waits is dealt with before the thread sleeps, and what came of it is on the wire by then. */
    private void turn() throws IOException {
        try {
            runMailbox();
            int received;
            do {
                received = forward();
            } while (received >= RECEIVE_BATCH && now() < nextTick);
            serveTcp();
            if (now() >= nextTick) {
                tick(now());
            }
        } finally {
            port.flush();
            awaitWork();
        }
    }

    /** Takes what waits, and sends what comes of it; returns how many datagrams there were. */
    private int forward() throws IOException {
        long begun = nanoTime.getAsLong();
        int received = port.receive(RECEIVE_BATCH, receiver);
        if (received > 0) {
            port.flush();
            traffic.forwarded(nanoTime.getAsLong() - begun, received);
        }
        return received;
    }

    private void tick(long now) {
        // First, because a task that fails must not be called again at once, and one may ask for an earlier tick.
        nextTick = now + TICK_MILLIS;
        for (TickTask task : ticks) {
            task.tick(now);
        }
        if (traffic.isDue(now)) {
            traffic.show(now, peers.transports(), port, tcpConnections());
            for (PeerTransport transport : peers.transports()) {
                transport.look(now);
            }
        }
    }

    private void awaitWork() throws IOException {
        long wait = nextTick - now();
        if (wait > 0 && mailbox.isEmpty()) {
            selector.select(wait);
        } else {
            selector.selectNow();
        }
    }

    private void runMailbox() {
        for (Runnable task = mailbox.poll(); task != null; task = mailbox.poll()) {
            try {
                task.run();
            } catch (RuntimeException failure) {
                LOG.error("a task on media worker {} failed", thread.getName(), failure);
            }
        }
    }

    private void serveTcp() throws IOException {
        if (tcp != null) {
            tcp.serve(selector, now(), this::receive, peers::lose);
        }
        selector.selectedKeys().clear();
    }

    /** Takes one datagram or frame. What cannot be dealt with must not keep the rest, and time, from their turn. */
    private void receive(byte[] data, int offset, int length, Path from) {
        traffic.received(length);
        try {
            demultiplex(data, offset, length, from);
        } catch (RuntimeException failure) {
            LOG.error("a packet from {} could not be dealt with", from.remoteAddress(), failure);
        }
    }

    /** STUN goes by its user name, everything else by where it came from. */
    private void demultiplex(byte[] data, int offset, int length, Path from) {
        if (StunMessage.isStun(data, offset, length)) {
            receiveStun(data, offset, length, from);
            return;
        }
        PeerTransport transport = peers.at(from);
        if (transport != null && length > 0) {
            transport.receive(data, offset, length, from, now());
        }
    }

    private void receiveStun(byte[] data, int offset, int length, Path from) {
        StunMessage message;
        try {
            message = StunMessage.parse(data, offset, length);
        } catch (MalformedStunException malformed) {
            return;
        }
        if (message.type() != StunMessage.BINDING_REQUEST) {
            receiveAnswer(message, from);
            return;
        }
        PeerTransport transport = peers.named(IceLite.addressedUfrag(message).orElse(""));
        if (transport == null || !transport.receiveCheck(message, from, now())) {
            return;
        }
        Path given = peers.learn(transport, from, now());
        if (given != null) {
            hangUp(given);
        }
        if (from instanceof TcpConnection connection) {
            connection.markAuthentic();
        }
    }

    /** Answers name nobody; only clients whose checks came from there are asked anything. */
    private void receiveAnswer(StunMessage answer, Path from) {
        PeerTransport transport = peers.at(from);
        if (transport != null) {
            transport.receiveAnswer(answer, from, now());
        }
    }

    private void send(byte[] data, int offset, int length, Path path) {
        traffic.sent(length);
        if (path instanceof TcpConnection connection) {
            try {
                connection.send(data, offset, length);
            } catch (IOException gone) {
                closeTcp(connection);
                peers.lose(connection);
            }
        } else if (path instanceof UdpPath udp) {
            port.send(data, offset, length, udp);
        } else {
            throw new IllegalArgumentException("no path of this worker: " + path.remoteAddress());
        }
    }

    private void closeTcp(TcpConnection connection) {
        if (tcp != null) {
            tcp.close(connection);
        }
    }

    /** ICE-TCP connections that are open. */
    int tcpConnections() {
        return tcp == null ? 0 : tcp.size();
    }

    /** Ends the thread and closes the ports; goodbyes and what the mailbox still holds are carried out first. */
    @Override
    public void close() {
        awaitGoodbyes();
        stopping = true;
        selector.wakeup();
        if (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
        }
        runMailbox();
        ports.close();
        try {
            selector.close();
        } catch (IOException ignored) {
            // The channels are closed; the selector has nothing left.
        }
    }

    /** Each association has a thread until its goodbye is in the mailbox. */
    private void awaitGoodbyes() {
        handshakes.shutdown();
        try {
            if (!handshakes.awaitTermination(GOODBYE_MILLIS, TimeUnit.MILLISECONDS)) {
                LOG.debug("media worker {} ends while some clients have not been told", thread.getName());
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
