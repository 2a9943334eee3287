package dev.parley.server.load;

import dev.parley.media.dtls.DtlsCertificate;
import dev.parley.media.ice.IceCredentials;
import dev.parley.media.session.ClientTransport;
import dev.parley.media.session.Path;
import dev.parley.media.session.PeerTransport;
import dev.parley.media.srtp.SrtpProfile;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.security.SecureRandom;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * One client of the server under load: a socket, and a transport on it. {@link #start} may be called by any thread, the
 * rest happens on the {@link LoadThread}, where times are nanoseconds of the generator's clock.
 */
abstract class Peer implements PeerTransport.Listener {

    /** What all peers of one run share. */
    record Surroundings(
            LoadThread thread,
            Executor handshakes,
            DtlsCertificate certificate,
            List<SrtpProfile> profiles,
            SecureRandom random) {}

    private record ServerPath(InetSocketAddress remoteAddress) implements Path {}

    private static final long MILLI_NANOS = 1_000_000;

    /** Longest datagram that is passed on; the engine takes none that is longer. */
    private static final int LARGEST_DATAGRAM = 1_500;

    private final Surroundings surroundings;
    private final DatagramChannel channel;
    private final RandomGenerator chance;
    private final CompletableFuture<Long> connected = new CompletableFuture<>();
    private final byte[] datagram;

    private @Nullable ClientTransport transport;
    private long now;
    private long refusals;
    private boolean gone;

    /** @param datagram scratch space that peers of one thread may share */
    Peer(Surroundings surroundings, DatagramChannel channel, RandomGenerator chance, byte[] datagram) {
        this.surroundings = surroundings;
        this.channel = channel;
        this.chance = chance;
        this.datagram = datagram;
    }

    /** A scratch array for {@link Peer}s. */
    static byte[] scratch() {
        return new byte[LARGEST_DATAGRAM];
    }

    DatagramChannel channel() {
        return channel;
    }

    LoadThread thread() {
        return surroundings.thread();
    }

    Counters counters() {
        return surroundings.thread().counters();
    }

    /** Decides what is left to chance, from the run's seed. */
    RandomGenerator chance() {
        return chance;
    }

    /**
     * Begins to connect.
     *
     * @return complete with the time when media can flow; fails when the handshake does
     */
    CompletableFuture<Long> start(IceCredentials local, Agreement agreement) {
        thread().execute(() -> {
            if (connected.isDone()) {
                return;
            }
            now = thread().now();
            transport = new ClientTransport(
                    local,
                    agreement.remote(),
                    new ServerPath(agreement.candidate()),
                    surroundings.certificate(),
                    surroundings.profiles(),
                    thread(),
                    surroundings.handshakes(),
                    (data, offset, length, path) -> write(data, offset, length),
                    this,
                    surroundings.random(),
                    now / MILLI_NANOS);
            thread().add(this);
        });
        return connected;
    }

    /** Takes one datagram of {@code length} bytes, at the buffer's start. */
    abstract void datagram(ByteBuffer incoming, int length, long nanos);

    /** Gives a datagram to the transport, decrypted or not. */
    final void receive(ByteBuffer incoming, int length, long nanos) {
        ClientTransport open = transport;
        if (open != null && length <= LARGEST_DATAGRAM) {
            now = nanos;
            incoming.get(0, datagram, 0, length);
            open.receive(datagram, 0, length, nanos / MILLI_NANOS);
        }
    }

    /** When the packet came that is being looked at. */
    final long packetTime() {
        return now;
    }

    final boolean isConnected() {
        return transport != null && transport.isConnected();
    }

    /** Notices the passing of time. */
    void tick(long nanos) {
        if (transport != null) {
            transport.tick(nanos / MILLI_NANOS);
        }
    }

    final boolean sendRtp(byte[] packet, int length) {
        return transport != null && transport.sendRtp(packet, length);
    }

    final void sendRtcp(byte[] packet, int length) {
        if (transport != null && length > 0) {
            transport.sendRtcp(packet, length);
        }
    }

    /** Sends a datagram, or drops it when the socket is full, as a network does. */
    boolean write(byte[] data, int offset, int length) {
        ByteBuffer outgoing = thread().outgoing();
        outgoing.clear();
        outgoing.put(data, offset, length).flip();
        try {
            boolean sent = channel.write(outgoing) > 0;
            counters().unsentPackets += sent ? 0 : 1;
            return sent;
        } catch (IOException refused) {
            unreachable();
            return false;
        }
    }

    /** The server's machine said that nobody takes datagrams there. */
    final void unreachable() {
        refusals++;
    }

    /** How often that was said. */
    final long refusals() {
        return refusals;
    }

    /** Says goodbye. */
    final void goodbye() {
        gone = true;
        if (transport != null) {
            transport.close();
        }
    }

    @Override
    public void onConnected(long millis) {
        connected.complete(thread().now());
    }

    @Override
    public void onClosed(@Nullable Exception failure) {
        connected.completeExceptionally(failure == null ? new IOException("the server ended the connection") : failure);
        if (!gone) {
            gone = true;
            counters().lostPeers++;
        }
    }
}
