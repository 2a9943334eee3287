package dev.parley.server.config;

import static dev.parley.server.config.Applies.When.LIVE;
import static dev.parley.server.config.Applies.When.NEXT_SESSION;
import static dev.parley.server.config.Applies.When.RESTART;

import java.time.Duration;

/** Timers and limits of rooms (spec/10 §5.3 and §10, spec/13 §1.4, MET-11). */
@Description("Timers and limits of rooms.")
public record RoomsSettings(
        @Description("A user of the signalling door that falls silent is removed after this.")
        @Applies(RESTART)
        @Bounds(min = "1s", max = "1h")
        Duration userTimeout,

        @Description("A WHIP or WHEP user that falls silent is removed after this.")
        @Applies(RESTART)
        @Bounds(min = "1s", max = "1h")
        Duration whipTimeout,

        @Description("After this much silence a user is called lost; less than both timeouts.")
        @Applies(RESTART)
        @Bounds(min = "1s", max = "1h")
        Duration suspectAfter,

        @Description("How long a live room stays after its last audience member left; a change"
                + " counts for rooms that are left afterwards.")
        @Applies(LIVE)
        @Bounds(min = "0s", max = "24h")
        Duration liveLinger,

        @Description("How long a WHEP session outlives its publisher; a change counts for those who lose theirs"
                + " afterwards.")
        @Applies(LIVE)
        @Bounds(min = "0s", max = "1h")
        Duration whepLinger,

        @Description("Users in a call.") @Applies(NEXT_SESSION) @Bounds(min = "1", max = "100000")
        int callCapacity,

        @Description("Users in a live room.") @Applies(NEXT_SESSION) @Bounds(min = "1", max = "1000000")
        int liveCapacity,

        @Description(
                "Players (WHEP) of a room whom its own media worker serves; more are spread over the other workers,"
                        + " when there are any. Those who publish or signal are always on the room's own.")
        @Applies(NEXT_SESSION)
        @Bounds(min = "1", max = "1000000")
        int playersPerWorker,

        @Description("Users publishing at the same time in a room.")
        @Applies(NEXT_SESSION)
        @Bounds(min = "1", max = "10000")
        int publishers,

        @Description("Only one user in a room may share a screen at a time.") @Applies(NEXT_SESSION)
        boolean singleSubstream,

        @Description("Custom messages that a user may send in a second.")
        @Applies(NEXT_SESSION)
        @Bounds(min = "1", max = "10000")
        int messagesPerSecond,

        @Description("Bytes of custom messages that a user may send in a second.")
        @Applies(NEXT_SESSION)
        @Bounds(min = "1000", max = "10000000")
        int messageBytesPerSecond) {

    public static RoomsSettings defaults() {
        return new RoomsSettings(
                Duration.ofSeconds(90),
                Duration.ofSeconds(30),
                Duration.ofSeconds(8),
                Duration.ofMinutes(10),
                Duration.ofSeconds(10),
                300,
                100_000,
                200,
                50,
                true,
                30,
                8_000);
    }
}
