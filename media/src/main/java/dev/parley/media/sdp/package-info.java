/**
 * Session descriptions (RFC 8866) and trickle fragments (RFC 8840) as data: text in, lines and typed attributes out,
 * and back. It keeps every line in its order, so that what it does not understand survives a round trip. It must not
 * know which codecs or transports anybody accepts.
 */
@org.jspecify.annotations.NullMarked
package dev.parley.media.sdp;
