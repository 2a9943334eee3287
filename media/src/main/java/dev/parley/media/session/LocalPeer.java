package dev.parley.media.session;

import java.net.InetSocketAddress;
import java.util.List;

/**
 * What this side tells a peer about its transport.
 *
 * @param iceUfrag our ICE user name fragment
 * @param icePwd our ICE password
 * @param fingerprint SHA-256 of our certificate, 64 lower-case hex characters without colons
 * @param udpCandidates host candidates over UDP, best first
 * @param tcpCandidates passive host candidates over TCP (RFC 6544), possibly none
 */
public record LocalPeer(
        String iceUfrag,
        String icePwd,
        String fingerprint,
        List<InetSocketAddress> udpCandidates,
        List<InetSocketAddress> tcpCandidates) {

    public LocalPeer {
        udpCandidates = List.copyOf(udpCandidates);
        tcpCandidates = List.copyOf(tcpCandidates);
    }
}
