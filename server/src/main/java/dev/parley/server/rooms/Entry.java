package dev.parley.server.rooms;

import dev.parley.protocol.ticket.Permissions;

/**
 * Somebody at the door of a room, with everything checked that can be checked outside.
 *
 * @param family the kind of room it becomes when this is its first user
 * @param role asked for; counts in live rooms only
 * @param rights {@link Permissions#ALL} in applications without permission control
 */
public record Entry(
        RoomKey room, String userId, Family family, Role role, Permissions rights, Door door, RoomClient client) {}
