package dev.parley.server.transport;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.media.dtls.DtlsCertificate;
import dev.parley.media.dtls.DtlsRole;
import dev.parley.media.session.LocalPeer;
import dev.parley.media.session.RemotePeer;
import dev.parley.media.stun.StunWriter;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** A client that checks from more addresses than a worker remembers. */
class PathLimitTest {

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final int REMEMBERED = 16;

    @Test
    void theOldestConnectionThatIsNotInUseIsClosed() throws Exception {
        SecureRandom random = new SecureRandom();
        DtlsCertificate certificate = DtlsCertificate.generate(random, NOW);
        InetSocketAddress anyPort = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        List<Socket> sockets = new ArrayList<>();
        try (MediaWorker worker = new MediaWorker(
                "media", anyPort, List.of(), TestPorts.AUTO, certificate, () -> NOW, System::nanoTime, random)) {
            worker.start();
            RemotePeer remote = new RemotePeer("them", "password", certificate.fingerprint(), DtlsRole.SERVER);
            LocalPeer local = CompletableFuture.supplyAsync(() -> worker.open(remote, new ServerEnd()), worker)
                    .get()
                    .local();
            for (int count = 0; count <= REMEMBERED; count++) {
                Socket socket =
                        new Socket(anyPort.getAddress(), worker.address().getPort());
                socket.setSoTimeout(10_000);
                sockets.add(socket);
                check(socket, local);
            }

            assertThat(sockets.get(1).getInputStream().read()).isEqualTo(-1);
            check(sockets.get(0), local); // in use: the first authentic check selected it
            check(sockets.get(REMEMBERED), local);
        } finally {
            for (Socket socket : sockets) {
                socket.close();
            }
        }
    }

    /** Sends one connectivity check and reads its answer. */
    private static void check(Socket socket, LocalPeer local) throws IOException {
        byte[] request = StunWriter.bindingRequest(new byte[12])
                .username(local.iceUfrag() + ":them")
                .integrity(local.icePwd().getBytes(StandardCharsets.UTF_8))
                .fingerprint()
                .toBytes();
        DataOutputStream out = new DataOutputStream(socket.getOutputStream());
        byte[] frame = new byte[request.length + 2];
        frame[1] = (byte) request.length;
        System.arraycopy(request, 0, frame, 2, request.length);
        out.write(frame);
        DataInputStream in = new DataInputStream(socket.getInputStream());
        byte[] answer = in.readNBytes(in.readUnsignedShort());
        assertThat(answer).startsWith(1, 1);
    }
}
