package dev.parley.server.actions.monitoring;

import dev.parley.protocol.shape.Meaning;
import dev.parley.protocol.shape.Unsigned;

/** One event (spec/24 §2, numbers in spec/23). */
public record EventMessage(
        @Meaning("0 not about video, 2 big picture, 3 small picture, 7 auxiliary picture.") @Unsigned
        long type,

        @Meaning("UNIX milliseconds, unlike other times.") @Unsigned
        long time,

        @Meaning("What happened.") @Unsigned long eventId,

        @Meaning("First parameter of the event; -1 when unused.")
        long paramOne,

        @Meaning("Second parameter of the event; -1 when unused.")
        long paramTwo) {}
