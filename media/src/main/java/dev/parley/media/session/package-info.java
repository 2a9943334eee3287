/**
 * The peer connection as a state machine: datagrams and time in; datagrams, media and the next deadline out. It owns no
 * socket and no clock, and must not know rooms or signalling.
 */
@org.jspecify.annotations.NullMarked
package dev.parley.media.session;
