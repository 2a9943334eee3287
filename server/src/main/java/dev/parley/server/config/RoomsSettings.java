package dev.parley.server.config;

import java.time.Duration;

/**
 * Timers and limits of rooms (spec/10 §10).
 *
 * @param userTimeout a silent user is removed after this (MET-11); WHIP and WHEP users after {@code whipTimeout}
 * @param suspectAfter silence after which a session is called lost
 * @param liveLinger how long a live room stays after its last audience member left
 * @param whepLinger how long a WHEP session outlives its publisher
 * @param callCapacity users in a call room
 * @param liveCapacity users in a live room
 * @param publishers users publishing at the same time in a room
 */
public record RoomsSettings(
        Duration userTimeout,
        Duration whipTimeout,
        Duration suspectAfter,
        Duration liveLinger,
        Duration whepLinger,
        int callCapacity,
        int liveCapacity,
        int publishers) {

    public static RoomsSettings defaults() {
        return new RoomsSettings(
                Duration.ofSeconds(90),
                Duration.ofSeconds(30),
                Duration.ofSeconds(8),
                Duration.ofMinutes(10),
                Duration.ofSeconds(10),
                300,
                100_000,
                50);
    }
}
