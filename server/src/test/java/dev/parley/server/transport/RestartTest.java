package dev.parley.server.transport;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.media.dtls.DtlsRole;
import dev.parley.media.session.LocalPeer;
import dev.parley.media.session.PeerTransport;
import dev.parley.media.session.RemotePeer;
import dev.parley.media.stun.StunWriter;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** ICE restarts as they are seen on the wire: whose checks a worker answers. */
class RestartTest {

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final InetSocketAddress ANY_PORT = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);

    private final MediaWorker worker = worker();
    private final DatagramSocket socket = socket();
    private byte transaction;

    private static MediaWorker worker() {
        try {
            return new MediaWorker(
                    "media",
                    ANY_PORT,
                    List.of(),
                    TestPorts.AUTO,
                    LoopbackClient.CERTIFICATE,
                    () -> NOW,
                    System::nanoTime,
                    new SecureRandom());
        } catch (IOException failure) {
            throw new AssertionError(failure);
        }
    }

    private static DatagramSocket socket() {
        try {
            DatagramSocket socket = new DatagramSocket(ANY_PORT);
            socket.setSoTimeout(10_000);
            return socket;
        } catch (IOException failure) {
            throw new AssertionError(failure);
        }
    }

    @BeforeEach
    void start() {
        worker.start();
    }

    @AfterEach
    void stop() {
        socket.close();
        worker.close();
    }

    private <T> T onWorker(Supplier<T> task) throws Exception {
        return CompletableFuture.supplyAsync(task, worker).get(10, SECONDS);
    }

    private static RemotePeer remote(String ufrag) {
        return new RemotePeer(ufrag, "password", LoopbackClient.CERTIFICATE.fingerprint(), DtlsRole.SERVER);
    }

    @Test
    void answersTheOldNameUntilTheNewOneIsUsedAndNeverAnUnusedOne() throws Exception {
        PeerTransport transport = onWorker(() -> worker.open(remote("first"), new ServerEnd()));
        LocalPeer first = transport.local();
        assertThat(firstAnswered(first, "first")).isEqualTo(1);

        LocalPeer unused = onWorker(() -> worker.restart(transport, remote("unused")));
        LocalPeer second = onWorker(() -> worker.restart(transport, remote("second")));
        assertThat(second.udpCandidates()).isEqualTo(first.udpCandidates());
        send(unused, "unused");
        assertThat(firstAnswered(first, "first")).isEqualTo(transaction);
        send(second, "second");
        assertThat(receive()).isEqualTo(transaction);

        send(first, "first");
        assertThat(firstAnswered(second, "second")).isEqualTo(transaction);
    }

    @Test
    void answersNoNameOfATransportThatWasReleasedWhileItRestarted() throws Exception {
        PeerTransport gone = onWorker(() -> worker.open(remote("first"), new ServerEnd()));
        LocalPeer first = gone.local();
        LocalPeer second = onWorker(() -> worker.restart(gone, remote("second")));
        LocalPeer other =
                onWorker(() -> worker.open(remote("other"), new ServerEnd())).local();
        worker.execute(() -> worker.release(gone));

        send(first, "first");
        send(second, "second");
        assertThat(firstAnswered(other, "other")).isEqualTo(transaction);
    }

    /** Sends a check; which check the next answer belongs to. */
    private int firstAnswered(LocalPeer local, String theirs) throws IOException {
        send(local, theirs);
        return receive();
    }

    private void send(LocalPeer local, String theirs) throws IOException {
        transaction++;
        byte[] id = new byte[12];
        id[0] = transaction;
        byte[] request = StunWriter.bindingRequest(id)
                .username(local.iceUfrag() + ":" + theirs)
                .integrity(local.icePwd().getBytes(StandardCharsets.UTF_8))
                .fingerprint()
                .toBytes();
        socket.send(new DatagramPacket(request, request.length, worker.address()));
    }

    /** The transaction of the next answer to a check; DTLS that comes in between is none. */
    private int receive() throws IOException {
        DatagramPacket answer = new DatagramPacket(new byte[1_500], 1_500);
        do {
            socket.receive(answer);
        } while (answer.getData()[0] > 3);
        return answer.getData()[8];
    }
}
