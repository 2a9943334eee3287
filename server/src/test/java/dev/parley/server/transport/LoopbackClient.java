package dev.parley.server.transport;

import dev.parley.media.dtls.DtlsCertificate;
import dev.parley.media.dtls.DtlsRole;
import dev.parley.media.ice.IceCredentials;
import dev.parley.media.session.ClientTransport;
import dev.parley.media.session.LocalPeer;
import dev.parley.media.session.Path;
import dev.parley.media.session.RemotePeer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A client on this machine, over one UDP or TCP socket, with a thread of its own. */
final class LoopbackClient extends ConnectionEnd implements Executor, AutoCloseable {

    static final DtlsCertificate CERTIFICATE =
            DtlsCertificate.generate(new SecureRandom(), Instant.parse("2026-01-01T00:00:00Z"));

    private record ServerPath(InetSocketAddress remoteAddress) implements Path {}

    final IceCredentials ice = IceCredentials.random(new SecureRandom());

    private final InstantSource clock = InstantSource.system();
    private final BlockingQueue<Runnable> mailbox = new LinkedBlockingQueue<>();
    private final Wire wire;
    private final Thread thread = Thread.ofVirtual().unstarted(this::run);
    private @Nullable ClientTransport transport;
    private volatile boolean stopping;

    /** What carries datagrams to the server and back. */
    interface Wire extends AutoCloseable {
        void send(byte[] datagram) throws IOException;

        /** Waits for the next datagram; null when the wire is closed. */
        byte @Nullable [] receive();

        @Override
        void close();
    }

    LoopbackClient(Wire wire) {
        this.wire = wire;
    }

    RemotePeer description() {
        return new RemotePeer(ice.ufrag(), ice.pwd(), CERTIFICATE.fingerprint(), DtlsRole.SERVER);
    }

    /** Begins to connect to the transport the server opened for it. */
    LoopbackClient start(LocalPeer server, InetSocketAddress address) {
        transport = new ClientTransport(
                ice,
                new RemotePeer(server.iceUfrag(), server.icePwd(), server.fingerprint(), DtlsRole.CLIENT),
                new ServerPath(address),
                CERTIFICATE,
                this,
                Executors.newVirtualThreadPerTaskExecutor(),
                (data, offset, length, path) -> send(Arrays.copyOfRange(data, offset, offset + length)),
                this,
                new SecureRandom(),
                clock.millis());
        thread.start();
        Thread.ofPlatform().daemon().start(this::readWire);
        return this;
    }

    void onTransport(Consumer<ClientTransport> task) {
        ClientTransport known = Objects.requireNonNull(transport);
        execute(() -> task.accept(known));
    }

    private void send(byte[] datagram) {
        try {
            wire.send(datagram);
        } catch (IOException closed) {
            stopping = true;
        }
    }

    private void readWire() {
        for (byte[] datagram = wire.receive(); datagram != null; datagram = wire.receive()) {
            byte[] next = datagram;
            onTransport(open -> open.receive(next, 0, next.length, clock.millis()));
        }
    }

    private void run() {
        while (!stopping) {
            try {
                Runnable task = mailbox.poll(5, TimeUnit.MILLISECONDS);
                if (task != null) {
                    task.run();
                }
            } catch (InterruptedException interrupted) {
                return;
            }
            if (transport != null) {
                transport.tick(clock.millis());
            }
        }
    }

    @Override
    public void execute(Runnable task) {
        mailbox.add(task);
    }

    @Override
    public void close() {
        stopping = true;
        wire.close();
    }
}
