package dev.parley.server.load;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one thread on which all peers send, receive and count, each on a UDP socket of its own. {@link #execute} may be
 * called by any thread, everything else happens on this one.
 */
final class LoadThread implements Executor, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(LoadThread.class);

    /** How often each peer is asked whether time has something for it to do. */
    private static final long TICK_NANOS = 20_000_000;

    private static final long MILLI_NANOS = 1_000_000;

    /** Datagrams taken from one socket before the others have their turn. */
    private static final int MOST_IN_A_ROW = 64;

    private static final int LARGEST_DATAGRAM = 2_048;

    private final LongSupplier nanoTime;
    private final Selector selector;
    private final Queue<Runnable> mailbox = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean awake = new AtomicBoolean();
    private final List<Peer> peers = new ArrayList<>();
    private final List<Publisher> publishers = new ArrayList<>();
    private final ByteBuffer incoming = ByteBuffer.allocateDirect(LARGEST_DATAGRAM);
    private final ByteBuffer outgoing = ByteBuffer.allocateDirect(LARGEST_DATAGRAM);
    private final Consumer<SelectionKey> reading = this::read;
    private final Thread thread;
    private final Counters counters = new Counters();
    private long nextTick;
    private volatile boolean stopping;
    private volatile @Nullable Throwable failure;

    LoadThread(LongSupplier nanoTime) throws IOException {
        this.nanoTime = nanoTime;
        this.selector = Selector.open();
        this.nextTick = nanoTime.getAsLong();
        this.thread = Thread.ofPlatform().name("load").daemon().unstarted(this::run);
        thread.start();
    }

    @Override
    public void execute(Runnable task) {
        mailbox.add(task);
        if (awake.compareAndSet(false, true)) {
            selector.wakeup();
        }
    }

    /** Nanoseconds of the clock that packets are stamped with. */
    long now() {
        return nanoTime.getAsLong();
    }

    /** What all peers count in; on this thread. */
    Counters counters() {
        return counters;
    }

    /** Holds one outgoing datagram; on this thread. */
    ByteBuffer outgoing() {
        return outgoing;
    }

    /** Takes a peer in, whose socket is open and connected; on this thread. */
    void add(Peer peer) {
        try {
            peer.channel().register(selector, SelectionKey.OP_READ, peer);
        } catch (IOException closed) {
            throw new UncheckedIOException(closed);
        }
        peers.add(peer);
        if (peer instanceof Publisher publisher) {
            publishers.add(publisher);
        }
        peer.tick(now());
    }

    /** Why the thread ended before it was closed; null while it has not. */
    @Nullable
    Throwable failure() {
        return failure;
    }

    private void run() {
        try {
            while (!stopping) {
                turn();
            }
        } catch (IOException | RuntimeException broken) {
            LOG.error("the load ends", broken);
            failure = broken;
        }
    }

    private void turn() throws IOException {
        awake.set(false);
        for (Runnable task = mailbox.poll(); task != null; task = mailbox.poll()) {
            task.run();
        }
        long now = now();
        long due = sendDue(now);
        if (now - nextTick >= 0) {
            nextTick = now + TICK_NANOS;
            tick(now);
        }
        long wait = (Math.min(due, nextTick) - now()) / MILLI_NANOS;
        if (wait > 0) {
            selector.select(reading, wait);
        } else {
            selector.selectNow(reading);
        }
    }

    /** Lets publishers send, and says when the next of them wants to. */
    private long sendDue(long now) {
        long next = now + TICK_NANOS;
        for (int index = 0; index < publishers.size(); index++) {
            next = Math.min(next, publishers.get(index).sendDue(now));
        }
        return next;
    }

    private void tick(long now) {
        for (int index = 0; index < peers.size(); index++) {
            peers.get(index).tick(now);
        }
    }

    private void read(SelectionKey key) {
        Peer peer = (Peer) key.attachment();
        try {
            for (int count = 0; count < MOST_IN_A_ROW && key.isValid(); count++) {
                incoming.clear();
                int length = peer.channel().read(incoming);
                if (length <= 0) {
                    return;
                }
                peer.datagram(incoming, length, now());
            }
        } catch (IOException refused) {
            peer.unreachable();
        }
    }

    @Override
    public void close() {
        stopping = true;
        selector.wakeup();
        try {
            thread.join();
            for (Peer peer : peers) {
                peer.channel().close();
            }
            selector.close();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } catch (IOException ignored) {
            // The sockets go with the process.
        }
    }
}
