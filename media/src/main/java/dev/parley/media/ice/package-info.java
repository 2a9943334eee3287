/**
 * Connectivity checks (RFC 8445): the lite agent a server session answers with, the small controlling agent that our
 * own clients use, consent (RFC 7675), and the framing of ICE over TCP (RFC 4571). State machines over messages and
 * time. It must not know sockets, DTLS, media or rooms.
 */
@org.jspecify.annotations.NullMarked
package dev.parley.media.ice;
