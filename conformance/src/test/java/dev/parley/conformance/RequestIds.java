package dev.parley.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/** What a request id looks like: the lower-case text of a UUID of version 4, never used before (spec/01 §7). */
final class RequestIds {

    private static final Pattern UUID_4 =
            Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}");

    private static final Set<String> SEEN = ConcurrentHashMap.newKeySet();

    private RequestIds() {}

    /** Checks an id that this run has not seen yet. */
    static void mustBeFresh(String requestId) {
        assertThat(requestId).as("a request id").matches(UUID_4);
        assertThat(SEEN.add(requestId)).as("%s is new", requestId).isTrue();
    }
}
