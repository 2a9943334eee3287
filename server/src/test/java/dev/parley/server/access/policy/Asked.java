package dev.parley.server.access.policy;

import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Questions of the tests, about the account of spec/04 §5. */
record Asked(String action, @Nullable Long app, String region, Map<String, String> tags, String address, Instant now) {

    static final long OWNER = 12_345_678L;
    static final long USER = 200_000_000_001L;
    static final Caller CALLER = new Caller(OWNER, USER);
    static final Instant NOON = Instant.parse("2026-06-01T12:00:00.250Z");

    static Asked about(String action, @Nullable Long app) {
        return new Asked(action, app, "ap-guangzhou", Map.of(), "10.217.182.99", NOON);
    }

    static Asked about(String action) {
        return about(action, null);
    }

    Asked from(String other) {
        return new Asked(action, app, region, tags, other, now);
    }

    Asked at(String time) {
        return new Asked(action, app, region, tags, address, Instant.parse(time));
    }

    Asked in(String other) {
        return new Asked(action, app, other, tags, address, now);
    }

    Asked tagged(String key, String value) {
        Map<String, String> more = new HashMap<>(tags);
        more.put(key, value);
        return new Asked(action, app, region, more, address, now);
    }

    Question question() {
        return new Question(action, region, app, tags, address, now);
    }

    Decision of(String... documents) {
        return set(documents).decide(CALLER, question());
    }

    boolean isAllowedBy(String... documents) {
        return of(documents).isAllowed();
    }

    static PolicySet set(String... documents) {
        List<AttachedPolicy> policies = Arrays.stream(documents)
                .map(document -> new AttachedPolicy(
                        "policy-" + Arrays.asList(documents).indexOf(document),
                        "user ann",
                        PolicyParser.parse(document)))
                .toList();
        return PolicySet.of(policies);
    }

    static String policy(String effect, String action, String resource) {
        return "{\"version\":\"2.0\",\"statement\":[{\"effect\":\"" + effect + "\",\"action\":" + action
                + ",\"resource\":" + resource + "}]}";
    }

    /** Allows everything while the condition holds. */
    static String when(String condition) {
        return "{\"version\":\"2.0\",\"statement\":{\"effect\":\"allow\",\"action\":\"*\",\"resource\":\"*\","
                + "\"condition\":" + condition + "}}";
    }
}
