package dev.parley.conformance;

import tools.jackson.databind.JsonNode;

/**
 * An instant of which only the clock readings around it are known.
 *
 * @param earliest wall clock in milliseconds before it
 * @param latest wall clock in milliseconds after it
 */
record Instants(long earliest, long latest) {

    Instants {
        if (earliest > latest) {
            throw new IllegalArgumentException(earliest + " is after " + latest);
        }
    }

    /** The instant at which the server handled a request that a client timed. */
    static Instants ofRequest(JsonNode timed) {
        return new Instants(
                timed.required("requestedAt").asLong(),
                timed.required("answeredAt").asLong());
    }

    /** An instant after this one, but before a page took note of it. */
    Instants until(JsonNode noted) {
        return new Instants(earliest, noted.required("at").asLong());
    }
}
