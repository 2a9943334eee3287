package dev.parley.server.actions.monitoring;

import dev.parley.protocol.shape.Meaning;
import dev.parley.protocol.shape.Unsigned;

/** One stay of a user in a room (spec/24 §2). A user who came twice has two. */
public record UserInformation(
        @Meaning("Room id as text.") String roomStr,
        @Meaning("Id of the user.") String userId,
        @Meaning("Entry, UNIX seconds.") @Unsigned long joinTs,

        @Meaning("Exit, UNIX seconds; the time of the query while the user is in the room.") @Unsigned
        long leaveTs,

        @Meaning("Kind of device as the client reports it; may be empty.")
        String deviceType,

        @Meaning("Version of the client as it reports it; may be empty.")
        String sdkVersion,

        @Meaning("Address the client signals or pushes from.")
        String clientIp,

        @Meaning("Whether the user has left.") boolean finished) {}
