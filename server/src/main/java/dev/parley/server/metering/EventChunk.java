package dev.parley.server.metering;

import dev.parley.server.rooms.RoomKey;

/**
 * Events of one room in one hour as deflated JSON lines, kept for explanations.
 *
 * @param hour hours since the epoch
 */
public record EventChunk(RoomKey room, long hour, byte[] body) {}
