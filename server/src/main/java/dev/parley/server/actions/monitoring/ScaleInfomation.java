package dev.parley.server.actions.monitoring;

import dev.parley.protocol.shape.Meaning;
import dev.parley.protocol.shape.Unsigned;

/** Numbers of one day (spec/24 §2); the missing "r" is the contract's. */
public record ScaleInfomation(
        @Meaning("Start of the day, UNIX seconds.") @Unsigned
        long time,

        @Meaning("Users; one who enters the same room again counts once.") @Unsigned
        long userNumber,

        @Meaning("Entries; every one counts.") @Unsigned long userCount,
        @Meaning("Rooms that existed on the day.") @Unsigned long roomNumbers) {}
