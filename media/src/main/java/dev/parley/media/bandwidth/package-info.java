/**
 * How much a path carries and what to do with it: what publishers are told of their packets' arrival, the estimate of
 * what one player can take, pacing, and which layer each picture gets. Bytes, sequence numbers and times in, numbers
 * and decisions out. It must not know tracks, transports or rooms.
 */
@org.jspecify.annotations.NullMarked
package dev.parley.media.bandwidth;
