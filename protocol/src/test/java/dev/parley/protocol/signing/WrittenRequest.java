package dev.parley.protocol.signing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/** Reads requests from files that look as they do on the wire, whatever is in them. */
final class WrittenRequest {

    private WrittenRequest() {}

    /** A line with method and target, lines of headers, an empty line and the body; what is missing is empty. */
    static ReceivedRequest read(byte[] bytes) {
        int headEnd = endOfHead(bytes);
        String[] lines = new String(bytes, 0, headEnd, UTF_8).split("\r?\n");
        String[] start = (lines.length == 0 ? "" : lines[0]).split(" ");
        String[] target = (start.length < 2 ? "/" : start[1]).split("\\?", 2);
        Map<String, String> headers = new LinkedHashMap<>();
        for (int index = 1; index < lines.length; index++) {
            String[] header = lines[index].split(":", 2);
            headers.putIfAbsent(header[0], header.length == 1 ? "" : header[1].strip());
        }
        return new ReceivedRequest(
                start.length == 0 ? "" : start[0],
                target[0],
                target.length == 1 ? "" : target[1],
                headers,
                Arrays.copyOfRange(bytes, Math.min(bytes.length, headEnd + 1), bytes.length));
    }

    /** Where the line feed of the empty line stands. */
    private static int endOfHead(byte[] bytes) {
        boolean lineIsEmpty = false;
        for (int index = 0; index < bytes.length; index++) {
            if (bytes[index] == '\n' && lineIsEmpty) {
                return index;
            }
            lineIsEmpty = bytes[index] == '\n' || (lineIsEmpty && bytes[index] == '\r');
        }
        return bytes.length;
    }
}
