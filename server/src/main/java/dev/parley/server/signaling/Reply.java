package dev.parley.server.signaling;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * An HTTP answer, before any HTTP library sees it.
 *
 * @param headers by name; {@code Content-Type} among them when there is a body
 * @param links values of {@code Link}, the only header that comes more than once
 * @param body text in UTF-8, empty for none
 */
record Reply(int status, Map<String, String> headers, List<String> links, String body) {

    static final String SDP = "application/sdp";

    Reply {
        headers = Map.copyOf(headers);
        links = List.copyOf(links);
    }

    Reply(int status, Map<String, String> headers, String body) {
        this(status, headers, List.of(), body);
    }

    static Reply empty(int status) {
        return new Reply(status, Map.of(), "");
    }

    Reply with(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new Reply(status, more, links, body);
    }

    Reply withLinks(List<String> values) {
        return new Reply(status, headers, values, body);
    }
}
