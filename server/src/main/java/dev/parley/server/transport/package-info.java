/**
 * Sockets and the threads that empty them: datagrams and ICE-TCP frames in, the media engine's answers out. It must not
 * know what a room is, beyond lending its thread to those who own one.
 */
@org.jspecify.annotations.NullMarked
package dev.parley.server.transport;
