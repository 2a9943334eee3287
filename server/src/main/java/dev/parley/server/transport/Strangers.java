package dev.parley.server.transport;

import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * TCP connections that have not proved yet whose they are, oldest first. A client proves it at once, so whoever must go
 * is the oldest: silence keeps no place from those who come later. Used by the owner thread only.
 */
final class Strangers {

    /** Of one address, and of one network of IPv6, which a single host may have to itself. */
    static final int SHARE = 64;

    private static final int NETWORK_BYTES = 8;

    private final LinkedHashSet<TcpConnection> all = new LinkedHashSet<>();
    private final Map<Long, LinkedHashSet<TcpConnection>> byNetwork = new HashMap<>();

    /**
     * Adds a connection.
     *
     * @return the oldest of its network when that has more than its share now, else null
     */
    @Nullable
    TcpConnection add(TcpConnection connection) {
        all.add(connection);
        LinkedHashSet<TcpConnection> network =
                byNetwork.computeIfAbsent(networkOf(connection), key -> new LinkedHashSet<>());
        network.add(connection);
        if (network.size() > SHARE) {
            List.copyOf(network).stream().filter(known -> !isStranger(known)).forEach(this::remove);
        }
        return network.size() > SHARE ? network.getFirst() : null;
    }

    private static boolean isStranger(TcpConnection connection) {
        return connection.isOpen() && !connection.isAuthentic();
    }

    /** IPv4 addresses take the place of networks that nobody has (RFC 4291 §2.5). */
    private static long networkOf(TcpConnection connection) {
        InetAddress address = connection.remoteAddress().getAddress();
        ByteBuffer bytes = ByteBuffer.wrap(address.getAddress());
        return bytes.capacity() >= NETWORK_BYTES ? bytes.getLong() : Integer.toUnsignedLong(bytes.getInt());
    }

    void remove(TcpConnection connection) {
        LinkedHashSet<TcpConnection> network = byNetwork.get(networkOf(connection));
        if (all.remove(connection) && network != null && network.remove(connection) && network.isEmpty()) {
            byNetwork.remove(networkOf(connection));
        }
    }

    /** The one that has been a stranger for the longest time, null when there is none. */
    @Nullable
    TcpConnection oldest() {
        while (!all.isEmpty()) {
            TcpConnection first = all.getFirst();
            if (isStranger(first)) {
                return first;
            }
            remove(first);
        }
        return null;
    }

    /** Those accepted before that instant, in epoch milliseconds. */
    List<TcpConnection> acceptedBefore(long instant) {
        List<TcpConnection> found = new ArrayList<>();
        for (TcpConnection connection : List.copyOf(all)) {
            if (!isStranger(connection)) {
                remove(connection);
            } else if (connection.accepted() < instant) {
                found.add(connection);
            }
        }
        return found;
    }
}
