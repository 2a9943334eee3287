/**
 * STUN messages (RFC 8489) as connectivity checks use them: reading bytes into a checked message and writing binding
 * requests and their answers. Integrity and fingerprint are computed here.
 * It must not know ICE's states, sessions, sockets or time.
 */
@org.jspecify.annotations.NullMarked
package dev.parley.media.stun;
