package dev.parley.server.operations;

import java.time.Duration;
import java.time.Instant;

/** Calls as tests need them. */
final class Calls {

    static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");

    private Calls() {}

    static CallRecord call(String action, String code, Duration took) {
        return call(action, code, took, "SDK_JAVA_3.1.682");
    }

    static CallRecord call(String action, String code, Duration took, String client) {
        return new CallRecord(
                "b5b41468-520d-4192-b42f-595cc34b6c1c",
                NOON,
                took,
                1L,
                100_000_000_001L,
                "AKIDexample",
                action,
                20_000_001L,
                "ap-guangzhou",
                code,
                "192.0.2.7",
                client,
                "POST");
    }
}
