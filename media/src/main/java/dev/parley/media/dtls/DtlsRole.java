package dev.parley.media.dtls;

/** Who speaks first in the handshake: the client does (RFC 5763 §5 decides it from {@code a=setup}). */
public enum DtlsRole {
    CLIENT,
    SERVER
}
