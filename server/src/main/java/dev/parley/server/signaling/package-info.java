/**
 * The doors through which clients enter rooms: WHIP and WHEP over HTTP (spec/15), with the checks made of everybody who
 * wants in (spec/10 §3.2) and the negotiation of what they send or play. It meets rooms through
 * {@link dev.parley.server.rooms.Rooms} alone, and must not know sockets of media, metering, nor what happens inside
 * a room.
 */
@org.jspecify.annotations.NullMarked
package dev.parley.server.signaling;
