package dev.parley.media.session;

import dev.parley.media.dtls.DtlsRole;

/**
 * What a peer's offer says about its transport.
 *
 * @param iceUfrag the peer's ICE user name fragment
 * @param icePwd the peer's ICE password
 * @param fingerprint SHA-256 of its certificate, 64 lower-case hex characters without colons
 * @param localRole the DTLS role this side takes: client when the offer says {@code a=setup:passive}, else server
 */
public record RemotePeer(String iceUfrag, String icePwd, String fingerprint, DtlsRole localRole) {}
