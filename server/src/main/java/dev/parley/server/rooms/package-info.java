/**
 * Applications, rooms, participants, tracks and their life cycle. A room is changed by its owner thread alone, and
 * every change is published as a {@link dev.parley.server.rooms.RoomEvent}; metering, quality, callbacks and console
 * read that stream and nothing else. This package must not know who listens, nor how clients reach a room (HTTP,
 * WebSocket, RTMP).
 */
@org.jspecify.annotations.NullMarked
package dev.parley.server.rooms;
