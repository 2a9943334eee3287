package dev.parley.server.cli.doctor;

import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;

/** Which addresses reach how far. */
final class Addresses {

    /** Those that Java does not know by itself: carriers' NAT, benchmarks, documentation, unique local. */
    private static final List<Network> SPECIAL = List.of(
            Network.of("100.64.0.0", 10),
            Network.of("198.18.0.0", 15),
            Network.of("192.0.2.0", 24),
            Network.of("198.51.100.0", 24),
            Network.of("203.0.113.0", 24),
            Network.of("2001:db8::", 32),
            Network.of("fc00::", 7));

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
        return SPECIAL.stream().anyMatch(network -> network.contains(address));
    }

    /** The first {@code bits} bits of an address. */
    private record Network(InetAddress start, int bits) {

        static Network of(String start, int bits) {
            return new Network(InetAddress.ofLiteral(start), bits);
        }

        boolean contains(InetAddress address) {
            byte[] mine = start.getAddress();
            byte[] other = address.getAddress();
            if (mine.length != other.length) {
                return false;
            }
            int shift = mine.length * Byte.SIZE - bits;
            return new BigInteger(1, mine).shiftRight(shift).equals(new BigInteger(1, other).shiftRight(shift));
        }
    }
}
