package dev.parley.server.signaling;

import dev.parley.media.sdp.IceCandidate;
import dev.parley.media.session.LocalPeer;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The candidates of an answer: UDP before TCP, IPv4 before IPv6, because FFmpeg takes the first one only. */
final class InlineCandidates {

    /** Of each transport; keeps answers short on machines with many addresses. */
    static final int MAX_PER_TRANSPORT = 8;

    private static final int HOST_UDP_PREFERENCE = 126;

    /** Below UDP (RFC 6544 §4.2); the figure browsers use for their own TCP hosts. */
    private static final int HOST_TCP_PREFERENCE = 90;

    /** A passive candidate of a host (RFC 6544 §4.2). */
    private static final int PASSIVE_DIRECTION = 4 << 13;

    private static final int COMPONENT = 1;

    private InlineCandidates() {}

    static List<IceCandidate> of(LocalPeer local) {
        List<IceCandidate> candidates = new ArrayList<>();
        List<InetSocketAddress> udp = ipv4First(local.udpCandidates());
        for (int i = 0; i < udp.size(); i++) {
            candidates.add(candidate(1 + i, "udp", priority(HOST_UDP_PREFERENCE, 65_535 - i), udp.get(i)));
        }
        List<InetSocketAddress> tcp = ipv4First(local.tcpCandidates());
        for (int i = 0; i < tcp.size(); i++) {
            long priority = priority(HOST_TCP_PREFERENCE, PASSIVE_DIRECTION + 8_191 - i);
            candidates.add(candidate(1 + udp.size() + i, "tcp", priority, tcp.get(i)));
        }
        return candidates;
    }

    /** The network and address of the {@code o=} line, which nobody connects to. */
    static String originAddress(LocalPeer local) {
        return of(local).stream()
                .findFirst()
                .map(candidate -> (candidate.address().contains(":") ? "IP6 " : "IP4 ") + candidate.address())
                .orElse("IP4 0.0.0.0");
    }

    private static List<InetSocketAddress> ipv4First(List<InetSocketAddress> addresses) {
        return addresses.stream()
                .sorted(Comparator.comparing(address -> !(address.getAddress() instanceof Inet4Address)))
                .limit(MAX_PER_TRANSPORT)
                .toList();
    }

    private static long priority(int typePreference, int localPreference) {
        return ((long) typePreference << 24) + ((long) localPreference << 8) + (256 - COMPONENT);
    }

    private static IceCandidate candidate(int foundation, String transport, long priority, InetSocketAddress address) {
        return new IceCandidate(
                Integer.toString(foundation),
                COMPONENT,
                transport,
                priority,
                literal(address),
                address.getPort(),
                "host",
                transport.equals("tcp") ? "passive" : null);
    }

    private static String literal(InetSocketAddress address) {
        InetAddress resolved = address.getAddress();
        if (resolved == null) {
            throw new IllegalStateException("candidate " + address + " is not resolved");
        }
        String text = resolved.getHostAddress();
        int scope = text.indexOf('%');
        return scope < 0 ? text : text.substring(0, scope);
    }
}
