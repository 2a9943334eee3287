package dev.parley.server.transport;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.Comparator;
import java.util.List;

/** Which addresses clients can be told when the operator announces none. */
final class LocalAddresses {

    private LocalAddresses() {}

    /**
     * The bound address, or for a wildcard the addresses of all interfaces that are up: IPv4 first, because some
     * clients look at the first candidate only (spec/15 §5.2), loopback last.
     */
    static List<InetAddress> of(InetSocketAddress bound) throws SocketException {
        if (!bound.getAddress().isAnyLocalAddress()) {
            return List.of(bound.getAddress());
        }
        return NetworkInterface.networkInterfaces()
                .filter(LocalAddresses::isUp)
                .flatMap(NetworkInterface::inetAddresses)
                .filter(address -> !address.isLinkLocalAddress())
                .sorted(Comparator.comparing((InetAddress address) -> address.isLoopbackAddress())
                        .thenComparing(address -> !(address instanceof Inet4Address)))
                .toList();
    }

    private static boolean isUp(NetworkInterface network) {
        try {
            return network.isUp();
        } catch (SocketException gone) {
            return false;
        }
    }
}
