package dev.parley.conformance;

import java.util.UUID;

/** Names for rooms that nobody has used, so that runs against a lasting endpoint do not add up. */
final class Rooms {

    private Rooms() {}

    static String unused(String purpose) {
        return purpose + "-" + UUID.randomUUID().toString().substring(0, 8);
    }
}
