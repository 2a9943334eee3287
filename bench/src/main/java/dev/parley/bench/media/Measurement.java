package dev.parley.bench.media;

import tools.jackson.databind.JsonNode;

/**
 * One server under one load, as {@code parley load} wrote it down.
 *
 * @param nominalRate packets a second that subscribers should get
 */
record Measurement(String server, int packetsPerFrame, long nominalRate, JsonNode json) {

    /** What a clean run delivers at least. */
    private static final double CLEAN_PERCENT = 99;

    private static final double OFFERED_SHARE = 0.97;

    double deliveredPercent() {
        return json.path("deliveredPercent").asDouble();
    }

    boolean isClean() {
        return isOffered()
                && deliveredPercent() >= CLEAN_PERCENT
                && json.path("ending").asString().equals("COMPLETED")
                && json.path("joins").path("failed").asInt() == 0;
    }

    /** Whether publishers sent what they were to send, so that the load is the one it is said to be. */
    boolean isOffered() {
        double seconds = json.path("measuredSeconds").asDouble();
        return json.path("counters").path("expected").asLong() > OFFERED_SHARE * nominalRate * seconds;
    }

    double packetsPerSecond() {
        return json.path("packetsPerSecond").asDouble();
    }

    double microsPerPacket() {
        return json.path("server").path("microsPerPacket").asDouble();
    }

    double serverProcessors() {
        return json.path("server").path("processors").asDouble();
    }

    double generatorProcessors() {
        return json.path("generatorProcessors").asDouble();
    }

    /** Whether the generator itself could not keep up, so that the figures say little of the server. */
    boolean generatorWasLate() {
        return json.path("counters").path("skippedFrames").asLong() > 0
                || json.path("counters").path("unsentPackets").asLong() > 0;
    }

    /** @param name such as {@code p99} */
    double delayMillis(String name) {
        return json.path("delay").path(name + "Millis").asDouble();
    }

    double joinsPerSecond() {
        return json.path("joins").path("joinsPerSecond").asDouble();
    }

    long residentBytesBefore() {
        return json.path("server").path("residentBytesBeforeSubscribers").asLong();
    }

    long residentBytes() {
        return json.path("server").path("residentBytes").asLong();
    }
}
