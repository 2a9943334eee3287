package dev.parley.conformance;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * A request of HTTP/1.1, byte for byte as it is sent. Texts hold one byte in each character.
 *
 * @param target what stands between method and version
 * @param headers in the order and spelling of the client it stands for
 */
record RawRequest(String method, String target, List<Header> headers, byte[] body) {

    /** One header line. */
    record Header(String name, String value) {}

    RawRequest {
        headers = List.copyOf(headers);
    }

    byte[] bytes() {
        byte[] head = head().getBytes(ISO_8859_1);
        byte[] bytes = new byte[head.length + body.length];
        System.arraycopy(head, 0, bytes, 0, head.length);
        System.arraycopy(body, 0, bytes, head.length, body.length);
        return bytes;
    }

    String head() {
        StringBuilder head = new StringBuilder(method + " " + target + " HTTP/1.1\r\n");
        headers.forEach(header ->
                head.append(header.name()).append(": ").append(header.value()).append("\r\n"));
        return head.append("\r\n").toString();
    }

    /** The value of a header, whatever the spelling of its name. */
    String header(String name) {
        return headers.stream()
                .filter(header -> header.name().equalsIgnoreCase(name))
                .map(Header::value)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no header " + name));
    }

    RawRequest withMethod(String other) {
        return new RawRequest(other, target, headers, body);
    }

    RawRequest withTarget(String other) {
        return new RawRequest(method, other, headers, body);
    }

    /** The same header lines over another body; Content-Length stays as it was. */
    RawRequest withBody(byte[] other) {
        return new RawRequest(method, target, headers, other);
    }

    RawRequest with(String name, String value) {
        List<Header> more = new ArrayList<>(headers);
        more.add(new Header(name, value));
        return new RawRequest(method, target, more, body);
    }

    RawRequest without(String name) {
        List<Header> fewer = headers.stream()
                .filter(header -> !header.name().equalsIgnoreCase(name))
                .toList();
        return new RawRequest(method, target, fewer, body);
    }

    /** With the value of a header turned into another. */
    RawRequest changing(String name, UnaryOperator<String> change) {
        List<Header> changed = headers.stream()
                .map(header -> header.name().equalsIgnoreCase(name)
                        ? new Header(header.name(), change.apply(header.value()))
                        : header)
                .toList();
        return new RawRequest(method, target, changed, body);
    }

    /** With every header name in another spelling. */
    RawRequest spelling(UnaryOperator<String> names) {
        List<Header> spelled = headers.stream()
                .map(header -> new Header(names.apply(header.name()), header.value()))
                .toList();
        return new RawRequest(method, target, spelled, body);
    }
}
