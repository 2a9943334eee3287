/**
 * RTP packets (RFC 3550, RFC 8285) as bytes in somebody else's array: reading, rewriting and building them, sequence
 * number arithmetic, and deciding which lost packets to ask for. It must not know what the payload means, nor who sends
 * or receives it.
 */
@org.jspecify.annotations.NullMarked
package dev.parley.media.rtp;
