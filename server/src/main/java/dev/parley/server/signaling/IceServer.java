package dev.parley.server.signaling;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Servers that help a client to find a way to this one, as browsers take them ({@code RTCIceServer}).
 *
 * @param uris of RFC 7064 or RFC 7065, the best first
 * @param username null, as the credential, for servers that ask for none
 */
record IceServer(
        List<String> uris,
        @Nullable String username,
        @Nullable String credential) {}
