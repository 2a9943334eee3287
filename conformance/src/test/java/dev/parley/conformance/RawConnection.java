package dev.parley.conformance;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import javax.net.ssl.SSLSocketFactory;

/** A connection over which a test says exactly what a client is known to say. For one thread. */
final class RawConnection implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Socket socket;
    private final InputStream in;

    private RawConnection(Socket socket) throws IOException {
        this.socket = socket;
        socket.setSoTimeout((int) PATIENCE.toMillis());
        socket.setTcpNoDelay(true);
        in = new BufferedInputStream(socket.getInputStream());
    }

    static RawConnection open(Endpoint endpoint) {
        URI address = endpoint.address();
        boolean secure = address.getScheme().equals("https");
        int port = address.getPort() >= 0 ? address.getPort() : secure ? 443 : 80;
        try {
            return new RawConnection(
                    secure
                            ? SSLSocketFactory.getDefault().createSocket(address.getHost(), port)
                            : new Socket(address.getHost(), port));
        } catch (IOException unreachable) {
            throw new UncheckedIOException("cannot connect to " + address, unreachable);
        }
    }

    /** One request over a connection of its own; made anew in the next second when calls came too fast. */
    static RawAnswer ask(Endpoint endpoint, Supplier<RawRequest> request) {
        return Clocks.unlimited(() -> askOnce(endpoint, request.get()), RawAnswer::isLimited);
    }

    static RawAnswer askOnce(Endpoint endpoint, RawRequest request) {
        try (RawConnection connection = open(endpoint)) {
            connection.send(request.bytes());
            return connection.receive();
        }
    }

    /** One request over this connection, made anew in the next second when calls came too fast. */
    RawAnswer exchange(Supplier<RawRequest> request) {
        return Clocks.unlimited(
                () -> {
                    send(request.get().bytes());
                    return receive();
                },
                RawAnswer::isLimited);
    }

    void send(byte[] bytes) {
        try {
            socket.getOutputStream().write(bytes);
            socket.getOutputStream().flush();
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
    }

    /** Says that nothing more will come, and goes on listening. */
    void endOutput() {
        try {
            socket.shutdownOutput();
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
    }

    /** The next answer that is final, after any that only say to go on. */
    RawAnswer receive() {
        RawAnswer answer = receiveAny();
        while (answer.status() / 100 == 1) {
            answer = receiveAny();
        }
        return answer;
    }

    /** The next answer of any status. */
    RawAnswer receiveAny() {
        try {
            String[] status = line().split(" ", 3);
            List<RawRequest.Header> headers = new ArrayList<>();
            for (String line = line(); !line.isEmpty(); line = line()) {
                int colon = line.indexOf(':');
                headers.add(new RawRequest.Header(
                        line.substring(0, colon), line.substring(colon + 1).strip()));
            }
            RawAnswer head = new RawAnswer(Integer.parseInt(status[1]), headers, new byte[0]);
            return new RawAnswer(head.status(), headers, body(head));
        } catch (SocketTimeoutException silent) {
            throw new AssertionError("no answer within " + PATIENCE, silent);
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
    }

    /** Whether the other side has nothing more to say; a connection that was reset counts. */
    boolean isAtEnd() {
        try {
            return in.read() < 0;
        } catch (SocketException reset) {
            return true;
        } catch (SocketTimeoutException silent) {
            return false;
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private byte[] body(RawAnswer head) throws IOException {
        if (head.status() / 100 == 1) {
            return new byte[0];
        }
        if (head.header("Transfer-Encoding").contains("chunked")) {
            return chunks();
        }
        List<String> length = head.header("Content-Length");
        return length.isEmpty() ? in.readAllBytes() : exactly(Integer.parseInt(length.getFirst()));
    }

    private byte[] chunks() throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        for (int size = Integer.parseInt(line(), 16); size > 0; size = Integer.parseInt(line(), 16)) {
            body.write(exactly(size));
            line();
        }
        line();
        return body.toByteArray();
    }

    private byte[] exactly(int count) throws IOException {
        byte[] bytes = in.readNBytes(count);
        if (bytes.length < count) {
            throw new EOFException("the answer broke off after " + bytes.length + " of " + count + " bytes");
        }
        return bytes;
    }

    private String line() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new EOFException("the connection ended in the middle of an answer: " + line);
            }
            line.write(next);
        }
        return line.toString(ISO_8859_1).stripTrailing();
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException closed) {
            throw new UncheckedIOException(closed);
        }
    }
}
