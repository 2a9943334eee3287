package dev.parley.server.cli.doctor;

import dev.parley.server.access.policy.AddressRange;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.stream.Stream;

/** Which addresses reach how far. */
final class Addresses {

    /** Those that Java does not know by itself: carriers' NAT, benchmarks, documentation, unique local. */
    private static final List<AddressRange> SPECIAL = Stream.of(
                    "100.64.0.0/10",
                    "198.18.0.0/15",
                    "192.0.2.0/24",
                    "198.51.100.0/24",
                    "203.0.113.0/24",
                    "2001:db8::/32",
                    "fc00::/7")
            .map(range -> AddressRange.read(range).orElseThrow())
            .toList();

    private Addresses() {}

    static String text(InetSocketAddress address) {
        String host = text(address.getAddress());
        return (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + address.getPort();
    }

    /** Without the interface that this machine knows an IPv6 address by. */
    static String text(InetAddress address) {
        String text = address.getHostAddress();
        int scope = text.indexOf('%');
        return scope < 0 ? text : text.substring(0, scope);
    }

    /** Whether the internet has no way to it: for one network or machine, or for examples (RFC 6890). */
    static boolean isPrivate(InetAddress address) {
        if (address.isLoopbackAddress() || address.isLinkLocalAddress() || address.isSiteLocalAddress()) {
            return true;
        }
        return SPECIAL.stream().anyMatch(range -> range.contains(text(address)));
    }
}
