package dev.parley.server.participant;

import tools.jackson.databind.JsonNode;

/**
 * How the server sees a participant's own streams, in packets since the report before.
 *
 * @param roundTripMillis -1 while unknown
 */
public record Uplink(int roundTripMillis, long expectedAudio, long audio, long expectedVideo, long video) {

    static Uplink read(JsonNode pong) {
        JsonNode uplink = pong.path("uplink");
        return new Uplink(
                uplink.path("rtt").asInt(-1),
                uplink.path("expectAud").asLong(0),
                uplink.path("recvAud").asLong(0),
                uplink.path("expectVid").asLong(0),
                uplink.path("recvVid").asLong(0));
    }
}
