package dev.parley.server.config;

import java.time.Duration;

/**
 * Timers and limits of rooms (spec/10 §10).
 *
 * @param whipTimeout a WHIP or WHEP user that falls silent is removed after this (MET-11)
 * @param suspectAfter silence after which a session is called lost
 * @param liveLinger how long a live room stays after its last audience member left
 * @param whepLinger how long a WHEP session outlives its publisher
 * @param liveCapacity users in a live room
 * @param publishers users publishing at the same time in a room
 */
public record RoomsSettings(
        Duration whipTimeout,
        Duration suspectAfter,
        Duration liveLinger,
        Duration whepLinger,
        int liveCapacity,
        int publishers) {

    public static RoomsSettings defaults() {
        return new RoomsSettings(
                Duration.ofSeconds(30),
                Duration.ofSeconds(8),
                Duration.ofMinutes(10),
                Duration.ofSeconds(10),
                100_000,
                50);
    }
}
