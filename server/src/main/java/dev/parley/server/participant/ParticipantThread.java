package dev.parley.server.participant;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The thread that runs built-in participants, each on a UDP socket of its own. {@link #execute} may be called by any
 * thread, everything else happens on this one.
 */
public final class ParticipantThread implements Executor, AutoCloseable {

    /** What a participant does with its socket and the passing of time. */
    interface Member {
        void datagram(byte[] data, int length, long now);

        void tick(long now);
    }

    /** A member's socket. */
    record Socket(DatagramChannel channel) {
        /** Sends now, or drops: a full socket is a full network. */
        void send(byte[] data, int offset, int length, InetSocketAddress to) {
            try {
                channel.send(ByteBuffer.wrap(data, offset, length), to);
            } catch (IOException unreachable) {
                LOG.debug("a participant's datagram was refused", unreachable);
            }
        }

        InetSocketAddress address() {
            try {
                return (InetSocketAddress) channel.getLocalAddress();
            } catch (IOException closed) {
                throw new IllegalStateException("the socket was closed", closed);
            }
        }
    }

    private static final Logger LOG = LoggerFactory.getLogger(ParticipantThread.class);
    private static final long TICK_MILLIS = 5;

    private final Selector selector;
    private final InstantSource clock;
    private final Queue<Runnable> mailbox = new ConcurrentLinkedQueue<>();
    private final List<Member> members = new ArrayList<>();
    private final ByteBuffer incoming = ByteBuffer.allocate(2_048);
    private final Thread thread;
    private volatile boolean stopping;

    public ParticipantThread(InstantSource clock) throws IOException {
        this.clock = clock;
        this.selector = Selector.open();
        this.thread = Thread.ofPlatform().name("participants").daemon().unstarted(this::run);
        thread.start();
    }

    @Override
    public void execute(Runnable task) {
        mailbox.add(task);
        selector.wakeup();
    }

    long now() {
        return clock.millis();
    }

    /** Lets a member without a socket of its own notice the passing of time; on this thread. */
    void join(Member member) {
        members.add(member);
    }

    /** Forgets a member that has no socket; on this thread. */
    void leave(Member member) {
        members.remove(member);
    }

    /** Opens a socket towards a server, for a member that is told of the passing of time too; on this thread. */
    Socket open(Member member, InetAddress server) {
        try {
            DatagramChannel channel = DatagramChannel.open();
            channel.bind(new InetSocketAddress(server.isLoopbackAddress() ? server.getHostAddress() : "0.0.0.0", 0));
            channel.configureBlocking(false);
            channel.register(selector, SelectionKey.OP_READ, member);
            members.add(member);
            return new Socket(channel);
        } catch (IOException failure) {
            throw new IllegalStateException("cannot open a UDP socket: " + failure.getMessage(), failure);
        }
    }

    /** Forgets a member; on this thread. */
    void close(Member member, Socket socket) {
        members.remove(member);
        try {
            socket.channel().close();
        } catch (IOException ignored) {
            // A datagram socket holds nothing that could be lost.
        }
    }

    private void run() {
        while (!stopping) {
            try {
                turn();
            } catch (IOException | RuntimeException failure) {
                LOG.error("built-in participants go on after a failure", failure);
            }
        }
    }

    private void turn() throws IOException {
        selector.select(TICK_MILLIS);
        for (Runnable task = mailbox.poll(); task != null; task = mailbox.poll()) {
            task.run();
        }
        for (SelectionKey key : selector.selectedKeys()) {
            if (key.isValid()) {
                read((DatagramChannel) key.channel(), (Member) key.attachment());
            }
        }
        selector.selectedKeys().clear();
        long now = now();
        for (int index = 0; index < members.size(); index++) {
            members.get(index).tick(now);
        }
    }

    private void read(DatagramChannel channel, Member member) throws IOException {
        for (incoming.clear(); channel.receive(incoming) != null; incoming.clear()) {
            member.datagram(incoming.array(), incoming.position(), now());
        }
    }

    @Override
    public void close() {
        stopping = true;
        selector.wakeup();
        try {
            thread.join();
            selector.close();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } catch (IOException ignored) {
            // The thread has ended; the selector has nothing left.
        }
    }
}
