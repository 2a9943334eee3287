package dev.parley.server.load;

import dev.parley.media.ice.IceCredentials;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ProtocolFamily;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.channels.DatagramChannel;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.random.RandomGenerator;

/** How a peer gets from nothing to media. Every method blocks; for any number of threads. */
final class Entering {

    /** One that has come in. */
    record Guest<P extends Peer>(P peer, Agreement agreement, long begun, long connected) {}

    private static final long PATIENCE_SECONDS = 20;
    private static final int SOCKET_BUFFER = 1 << 20;
    private static final int ANY_PORT = 9;

    private final Target target;
    private final LoadPlan plan;
    private final Peer.Surroundings surroundings;
    private final InstantSource clock;
    private final ProtocolFamily family;
    private final InetAddress localAddress;
    private final byte[] scratch = Peer.scratch();
    private final Delays delays;

    Entering(Target target, LoadPlan plan, Peer.Surroundings surroundings, InstantSource clock, Delays delays)
            throws IOException {
        this.target = target;
        this.plan = plan;
        this.surroundings = surroundings;
        this.clock = clock;
        this.delays = delays;
        this.family =
                target.address() instanceof Inet4Address ? StandardProtocolFamily.INET : StandardProtocolFamily.INET6;
        this.localAddress = addressTowards(target.address(), family);
    }

    /** The address this machine would send from. */
    private static InetAddress addressTowards(InetAddress server, ProtocolFamily family) throws IOException {
        try (DatagramChannel channel = DatagramChannel.open(family)) {
            channel.connect(new InetSocketAddress(server, ANY_PORT));
            return ((InetSocketAddress) channel.getLocalAddress()).getAddress();
        }
    }

    /** Nanoseconds of the generator's clock. */
    long now() {
        return surroundings.thread().now();
    }

    Guest<Publisher> publisher(int room, int number, long phaseNanos) throws IOException, InterruptedException {
        RandomGenerator chance = chance(room * plan.publishers() + number);
        DatagramChannel channel = open();
        LocalEnd local = localEnd(channel);
        long begun = surroundings.thread().now();
        Agreement agreement = target.publish(room, number, local);
        Publisher peer = new Publisher(surroundings, channel, chance, scratch, clock, phaseNanos);
        peer.sends(agreement.streams(), plan);
        return connect(peer, local, agreement, begun);
    }

    Guest<Subscriber> subscriber(int room, int number, int played, Publisher publisher, boolean sampled)
            throws IOException, InterruptedException {
        RandomGenerator chance = chance(plan.allPublishers() + room * plan.subscribers() + number);
        DatagramChannel channel = open();
        LocalEnd local = localEnd(channel);
        long begun = surroundings.thread().now();
        Agreement agreement = target.play(room, played, number, local);
        Subscriber peer =
                new Subscriber(surroundings, channel, chance, scratch, publisher, plan, sampled ? delays : null);
        peer.receives(agreement.streams());
        return connect(peer, local, agreement, begun);
    }

    /** The same for the same peer of each run with that seed, in whatever order they come. */
    private RandomGenerator chance(int peer) {
        return new SplittableRandom(plan.seed() * LoadPlan.MOST_PEERS + peer);
    }

    private DatagramChannel open() throws IOException {
        DatagramChannel channel = DatagramChannel.open(family);
        channel.setOption(StandardSocketOptions.SO_RCVBUF, SOCKET_BUFFER);
        channel.bind(null);
        channel.configureBlocking(false);
        return channel;
    }

    private LocalEnd localEnd(DatagramChannel channel) throws IOException {
        SecureRandom random = surroundings.random();
        int port = ((InetSocketAddress) channel.getLocalAddress()).getPort();
        return new LocalEnd(
                IceCredentials.random(random),
                surroundings.certificate().fingerprint(),
                new InetSocketAddress(localAddress, port),
                1 + random.nextLong(0xFFFF_FFFEL),
                1 + random.nextLong(0xFFFF_FFFEL));
    }

    private static <P extends Peer> Guest<P> connect(P peer, LocalEnd local, Agreement agreement, long begun)
            throws IOException, InterruptedException {
        peer.channel().connect(agreement.candidate());
        CompletableFuture<Long> connected = peer.start(local.credentials(), agreement);
        try {
            long done = connected.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            return new Guest<>(peer, agreement, begun, done);
        } catch (TimeoutException silence) {
            throw new IOException(
                    "the server let us in, but nothing comes back from its media address " + agreement.candidate()
                            + (peer.refusals() > 0 ? ": nobody listens there" : ": is that UDP port open to us?"),
                    silence);
        } catch (ExecutionException failure) {
            throw new IOException("no media connection: " + failure.getMessage(), failure);
        }
    }
}
