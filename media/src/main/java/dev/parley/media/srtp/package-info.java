/**
 * SRTP and SRTCP (RFC 3711, RFC 7714): one sender and one receiver per transport turn plain packets into protected ones
 * and back, for one thread, without allocating more than the cipher does.
 * It must not know where keys come from, what the packets carry, or sockets and time.
 */
@org.jspecify.annotations.NullMarked
package dev.parley.media.srtp;
