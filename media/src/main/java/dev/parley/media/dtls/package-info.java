/**
 * DTLS 1.2 with the use_srtp extension (RFC 6347, RFC 5764): a handshake over datagrams that ends in SRTP keys, after
 * the peer proved to own the certificate its SDP announced. BouncyCastle does the protocol and measures its own time.
 * It must not know sockets, ICE, SDP or the packets the keys protect.
 */
@org.jspecify.annotations.NullMarked
package dev.parley.media.dtls;
