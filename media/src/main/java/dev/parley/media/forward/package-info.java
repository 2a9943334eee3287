/**
 * From one publisher's track to many players: repair, history, key frame requests, and the rewriting that gives every
 * player a stream of its own. It runs on the thread that owns the room, and a {@link TrackRelay} hands tracks on to
 * players of other threads; it must not know rooms, sockets or clocks.
 */
@org.jspecify.annotations.NullMarked
package dev.parley.media.forward;
