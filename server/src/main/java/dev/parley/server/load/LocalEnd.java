package dev.parley.server.load;

import dev.parley.media.ice.IceCredentials;
import java.net.InetSocketAddress;

/**
 * A peer's side of a session description.
 *
 * @param fingerprint SHA-256 of its certificate in hex without colons
 * @param address where it takes media
 * @param audioSsrc what a publisher sends sound with
 * @param videoSsrc what a publisher sends its picture with
 */
record LocalEnd(
        IceCredentials credentials, String fingerprint, InetSocketAddress address, long audioSsrc, long videoSsrc) {}
