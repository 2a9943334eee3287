package dev.parley.server.signaling;

import dev.parley.protocol.ticket.Permissions;
import dev.parley.server.rooms.RoomKey;

/**
 * Somebody who passed the entry checks and may ask a room.
 *
 * @param room being entered
 * @param rights what the user may do there; {@link Permissions#ALL} in an application without permission control. The
 *     right to enter is in it; whether the right to create is needed, the room alone knows.
 */
public record Admission(RoomKey room, String userId, Permissions rights) {}
