package dev.parley.server.gateway;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A TCP connection over which a test says exactly what a client is known to say. */
final class RawConnection implements AutoCloseable {

    private static final int PATIENCE_MILLIS = 20_000;

    private final Socket socket;
    private final InputStream in;

    RawConnection(int port) throws IOException {
        socket = new Socket("127.0.0.1", port);
        socket.setSoTimeout(PATIENCE_MILLIS);
        in = new BufferedInputStream(socket.getInputStream());
    }

    /** @param headerLines exactly as received */
    record Reply(String statusLine, List<String> headerLines, byte[] body) {

        @Nullable
        String header(String name) {
            String start = name.toLowerCase(Locale.ROOT) + ":";
            for (String line : headerLines) {
                if (line.toLowerCase(Locale.ROOT).startsWith(start)) {
                    return line.substring(start.length()).strip();
                }
            }
            return null;
        }

        JsonNode response() throws IOException {
            InputStream content = new ByteArrayInputStream(body);
            if ("gzip".equals(header("Content-Encoding"))) {
                content = new GZIPInputStream(content);
            }
            return new JsonMapper().readTree(content.readAllBytes()).path("Response");
        }

        String code() throws IOException {
            return response().at("/Error/Code").asString("");
        }

        String message() throws IOException {
            return response().at("/Error/Message").asString("");
        }
    }

    void send(String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(UTF_8));
        socket.getOutputStream().flush();
    }

    Reply receive() throws IOException {
        Reply head = receiveHead();
        String length = head.header("Content-Length");
        byte[] body = length == null ? chunks(head) : in.readNBytes(Integer.parseInt(length));
        return new Reply(head.statusLine(), head.headerLines(), body);
    }

    /** The answer to a HEAD, which has no body whatever its headers say. */
    Reply receiveHead() throws IOException {
        String statusLine = line();
        List<String> headers = new ArrayList<>();
        for (String line = line(); !line.isEmpty(); line = line()) {
            headers.add(line);
        }
        return new Reply(statusLine, headers, new byte[0]);
    }

    /** True when the server closes without saying anything more. */
    boolean isClosedByServer() throws IOException {
        return in.read() < 0;
    }

    private byte[] chunks(Reply head) throws IOException {
        if (!"chunked".equals(head.header("Transfer-Encoding"))) {
            return new byte[0];
        }
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        while (true) {
            int size = Integer.parseInt(line(), 16);
            byte[] chunk = in.readNBytes(size);
            if (chunk.length < size) {
                throw new EOFException("the answer breaks off");
            }
            body.write(chunk);
            line();
            if (size == 0) {
                return body.toByteArray();
            }
        }
    }

    private String line() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new EOFException("the answer breaks off");
            }
            line.write(next);
        }
        return line.toString(ISO_8859_1).stripTrailing();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
