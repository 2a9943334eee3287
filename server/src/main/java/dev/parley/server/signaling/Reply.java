package dev.parley.server.signaling;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * An HTTP answer, before any HTTP library sees it.
 *
 * @param headers by name; {@code Content-Type} among them when there is a body
 * @param body text in UTF-8, empty for none
 */
record Reply(int status, Map<String, String> headers, String body) {

    static final String SDP = "application/sdp";

    Reply {
        headers = Map.copyOf(headers);
    }

    static Reply empty(int status) {
        return new Reply(status, Map.of(), "");
    }

    Reply with(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new Reply(status, more, body);
    }
}
