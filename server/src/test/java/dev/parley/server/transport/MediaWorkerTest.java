package dev.parley.server.transport;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.parley.media.dtls.DtlsRole;
import dev.parley.media.ice.IceClient;
import dev.parley.media.ice.IceCredentials;
import dev.parley.media.session.LocalPeer;
import dev.parley.media.session.RemotePeer;
import dev.parley.server.delays.DelayFigures;
import dev.parley.server.metering.SettableClock;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A worker and its clients over real sockets on this machine. */
class MediaWorkerTest {

    private static final InetSocketAddress ANY_PORT = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    private static final int PATIENCE_SECONDS = 20;

    private final SettableClock clock = new SettableClock(InstantSource.system().millis());
    private final MediaWorker worker = worker(ANY_PORT, clock);

    private static MediaWorker worker(InetSocketAddress bind, InstantSource clock) {
        try {
            return new MediaWorker(
                    "media-test",
                    bind,
                    List.of(),
                    TestPorts.AUTO,
                    LoopbackClient.CERTIFICATE,
                    clock,
                    System::nanoTime,
                    new SecureRandom());
        } catch (IOException failure) {
            throw new AssertionError(failure);
        }
    }

    @AfterEach
    void stop() {
        worker.close();
    }

    private <T> T onWorker(Supplier<T> task) throws Exception {
        return CompletableFuture.supplyAsync(task, worker).get(PATIENCE_SECONDS, SECONDS);
    }

    private ServerEnd open(LoopbackClient client) throws Exception {
        ServerEnd end = new ServerEnd();
        end.transport = onWorker(() -> worker.open(client.description(), end));
        return end;
    }

    private void exchange(LoopbackClient client, ServerEnd end, int number) throws Exception {
        client.onTransport(open -> open.sendRtp(ServerEnd.packet(number), ServerEnd.packet(number).length));
        assertThat(end.received.poll(PATIENCE_SECONDS, SECONDS)).isEqualTo(ServerEnd.packet(number));
        worker.execute(
                () -> end.transport().sendRtp(ServerEnd.packet(number + 1), ServerEnd.packet(number + 1).length));
        assertThat(client.received.poll(PATIENCE_SECONDS, SECONDS)).isEqualTo(ServerEnd.packet(number + 1));
    }

    private ServerEnd connect(LoopbackClient client) throws Exception {
        ServerEnd end = open(client);
        client.start(end.transport().local(), worker.address());
        client.connected.get(PATIENCE_SECONDS, SECONDS);
        end.connected.get(PATIENCE_SECONDS, SECONDS);
        return end;
    }

    @Test
    void showsWhatPassedOnceASecond() throws Exception {
        worker.start();
        try (LoopbackClient client = new LoopbackClient(Wires.udp(worker.address()))) {
            exchange(client, connect(client), 1);
            assertThat(worker.traffic().packetsIn()).isZero();
            clock.set(clock.millis() + TrafficCounters.SHOW_INTERVAL_MILLIS);
            await().until(() -> worker.traffic().packetsIn() > 0);

            MediaTraffic traffic = worker.traffic();
            assertThat(traffic.worker()).isEqualTo("media-test");
            assertThat(traffic.handshakes()).isEqualTo(1);
            assertThat(traffic.transports()).isEqualTo(1);
            assertThat(traffic.packetsOut()).isPositive();
            assertThat(traffic.bytesIn()).isGreaterThan(traffic.packetsIn());
            DelayFigures delays = worker.recent().delaysNow();
            assertThat(delays.count()).as("each datagram").isEqualTo(traffic.packetsIn());
            assertThat(delays.sum()).isPositive();
        }
    }

    @Test
    void carriesMediaBothWaysAndKeepsClientsApart() throws Exception {
        worker.start();
        try (LoopbackClient first = new LoopbackClient(Wires.udp(worker.address()));
                LoopbackClient second = new LoopbackClient(Wires.udp(worker.address()))) {
            ServerEnd one = connect(first);
            ServerEnd other = connect(second);

            exchange(first, one, 1);
            exchange(second, other, 5);

            assertThat(one.received).isEmpty();
            assertThat(other.received).isEmpty();
            assertThat(first.received).isEmpty();
        }
    }

    @Test
    void carriesMediaBothWaysOverTcp() throws Exception {
        worker.start();
        try (LoopbackClient client = new LoopbackClient(Wires.tcp(worker.address()))) {
            ServerEnd end = connect(client);

            assertThat(end.transport().local().tcpCandidates()).containsExactly(worker.address());
            exchange(client, end, 1);
        }
    }

    @Test
    void hearsAGoodbyeAndSaysOne() throws Exception {
        worker.start();
        try (LoopbackClient leaver = new LoopbackClient(Wires.udp(worker.address()));
                LoopbackClient removed = new LoopbackClient(Wires.udp(worker.address()))) {
            ServerEnd left = connect(leaver);
            ServerEnd ended = connect(removed);

            leaver.onTransport(open -> open.close());
            left.closed.get(PATIENCE_SECONDS, SECONDS);
            worker.execute(() -> worker.release(ended.transport()));
            removed.closed.get(PATIENCE_SECONDS, SECONDS);
        }
    }

    @Test
    void forgetsTheConnectionsOfClientsThatWereReleased() throws Exception {
        worker.start();
        try (LoopbackClient client = new LoopbackClient(Wires.tcp(worker.address()))) {
            ServerEnd end = connect(client);
            assertThat(onWorker(worker::tcpConnections)).isEqualTo(1);

            worker.execute(() -> worker.release(end.transport()));

            await().atMost(PATIENCE_SECONDS, SECONDS).until(() -> onWorker(worker::tcpConnections) == 0);
        }
    }

    @Test
    void givesStrangersNoAnswer() throws Exception {
        worker.start();
        LoopbackClient known = new LoopbackClient(Wires.udp(worker.address()));
        ServerEnd end = open(known);
        try (known;
                DatagramSocket stranger = new DatagramSocket(0, InetAddress.getLoopbackAddress());
                DatagramSocket client = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            IceCredentials own = IceCredentials.random(new SecureRandom());
            send(stranger, new byte[] {22, (byte) 0xfe, (byte) 0xfd, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1});
            send(stranger, ServerEnd.packet(1));
            send(stranger, new byte[] {0});
            send(stranger, new byte[0]);
            send(stranger, check(own, new IceCredentials("nobody-here", own.pwd())));
            send(stranger, Arrays.copyOf(check(own, own), 30));
            String ufrag = end.transport().local().iceUfrag();
            send(
                    client,
                    check(
                            known.ice,
                            new IceCredentials(ufrag, end.transport().local().icePwd())));

            client.setSoTimeout(PATIENCE_SECONDS * 1_000);
            client.receive(new DatagramPacket(new byte[2_048], 2_048));
            stranger.setSoTimeout(1);
            assertThatThrownBy(() -> stranger.receive(new DatagramPacket(new byte[2_048], 2_048)))
                    .isInstanceOf(SocketTimeoutException.class);
            assertThat(end.received).isEmpty();
        }
    }

    private void send(DatagramSocket from, byte[] datagram) throws IOException {
        from.send(new DatagramPacket(datagram, datagram.length, worker.address()));
    }

    private byte[] check(IceCredentials own, IceCredentials remote) {
        byte[] check = new IceClient(own, remote, worker.address(), new SecureRandom(), 0).poll(0);
        return Objects.requireNonNull(check);
    }

    @Test
    void aConnectionThatNeverProvesWhoseItIsIsClosed() throws Exception {
        worker.start();
        try (LoopbackClient honest = new LoopbackClient(Wires.tcp(worker.address()));
                LoopbackClient.Wire stranger = Wires.tcp(worker.address())) {
            ServerEnd end = connect(honest);
            stranger.send(new byte[] {1, 2, 3});
            await().atMost(PATIENCE_SECONDS, SECONDS).until(() -> onWorker(worker::tcpConnections) == 2);

            clock.set(clock.millis() + 11_000);

            assertThat(stranger.receive()).isNull();
            exchange(honest, end, 1);
            assertThat(onWorker(worker::tcpConnections)).isEqualTo(1);
        }
    }

    @Test
    void aConnectionThatBreaksTheFramingIsClosed() throws Exception {
        worker.start();
        try (LoopbackClient.Wire stranger = Wires.tcp(worker.address())) {
            stranger.send(new byte[5_000]);

            assertThat(stranger.receive()).isNull();
        }
    }

    @Test
    void offersNoTcpOnAChosenPortWhoseTcpTwinIsTaken() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            InetSocketAddress chosen = new InetSocketAddress(taken.getInetAddress(), taken.getLocalPort());
            try (MediaWorker withoutTcp = worker(chosen, clock)) {
                RemotePeer remote = new RemotePeer(
                        "ufrag",
                        "password-password-password",
                        LoopbackClient.CERTIFICATE.fingerprint(),
                        DtlsRole.SERVER);
                LocalPeer local = withoutTcp.open(remote, new ServerEnd()).local();

                assertThat(local.udpCandidates()).containsExactly(chosen);
                assertThat(local.tcpCandidates()).isEmpty();
            }
        }
    }

    @Test
    void saysWhichPortIsTaken() {
        int port = worker.address().getPort();

        assertThatThrownBy(() -> new MediaWorker(
                        "second",
                        worker.address(),
                        List.of(),
                        TestPorts.AUTO,
                        LoopbackClient.CERTIFICATE,
                        clock,
                        System::nanoTime,
                        new SecureRandom()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("cannot bind UDP")
                .hasMessageContaining(":" + port);
    }

    @Test
    void goesOnAfterATaskOrATickThatFails() throws Exception {
        CountDownLatch ticks = new CountDownLatch(3);
        worker.everyTick(now -> {
            if (ticks.getCount() > 0) {
                clock.set(clock.millis() + 10);
                ticks.countDown();
            }
            throw new IllegalStateException("a room is broken");
        });
        worker.start();
        worker.execute(() -> {
            throw new IllegalStateException("a task is broken");
        });

        assertThat(onWorker(() -> "alive")).isEqualTo("alive");
        clock.set(clock.millis() + 10);
        assertThat(ticks.await(PATIENCE_SECONDS, SECONDS)).isTrue();
        try (LoopbackClient client = new LoopbackClient(Wires.udp(worker.address()))) {
            exchange(client, connect(client), 1);
        }
    }

    @Test
    void ticksEarlierForThoseWhoAsk() throws Exception {
        List<Long> ticks = new CopyOnWriteArrayList<>();
        worker.everyTick(ticks::add);
        worker.start();
        await().until(() -> !ticks.isEmpty());
        long first = ticks.getFirst();

        clock.set(first + 2);
        onWorker(() -> "a turn");
        onWorker(() -> "another");
        assertThat(ticks).containsExactly(first);
        worker.execute(() -> worker.tickBy(first + 2));

        await().until(() -> ticks.size() == 2);
        assertThat(ticks).containsExactly(first, first + 2);
    }

    @Test
    void carriesOutWhatWaitsWhenItIsClosed() {
        CompletableFuture<String> waiting = CompletableFuture.supplyAsync(() -> "done", worker);

        worker.close();

        assertThat(waiting).isCompletedWithValue("done");
    }

    @Test
    void timeNeverGoesBack() {
        long now = worker.now();
        clock.set(now - 5_000);
        assertThat(worker.now()).isEqualTo(now);
    }
}
