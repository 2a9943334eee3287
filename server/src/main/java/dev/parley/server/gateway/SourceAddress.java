package dev.parley.server.gateway;

import dev.parley.server.access.policy.AddressRange;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where a call really comes from, when proxies that are trusted stand in between. */
final class SourceAddress {

    /** So much of the header is read, from its end: its beginning is the caller's to fill. */
    private static final int READ_LENGTH = 2048;

    private SourceAddress() {}

    /** The numeric address of the other end of a connection; IPv6 without brackets, as lists and policies have it. */
    static String peer(SocketAddress remote) {
        return remote instanceof InetSocketAddress internet && internet.getAddress() != null
                ? internet.getAddress().getHostAddress()
                : "";
    }

    /**
     * The last address in {@code X-Forwarded-For} that no trusted proxy has, if the call comes from a trusted one. What
     * stands before it may have been made up by the caller.
     *
     * @param peer numeric address of the other end of the connection
     * @param forwardedFor the header, all lines joined by commas
     * @param trustedProxies networks in CIDR notation
     */
    static String of(String peer, @Nullable String forwardedFor, List<String> trustedProxies) {
        if (trustedProxies.isEmpty() || forwardedFor == null) {
            return peer;
        }
        List<AddressRange> trusted = new ArrayList<>();
        trustedProxies.forEach(text -> AddressRange.read(text).ifPresent(trusted::add));
        String source = peer;
        String[] hops = end(forwardedFor).split(",");
        for (int index = hops.length - 1; index >= 0 && isIn(trusted, source); index--) {
            String hop = hops[index].strip();
            if (hop.indexOf('/') >= 0 || AddressRange.read(hop).isEmpty()) {
                return source;
            }
            source = hop;
        }
        return source;
    }

    /** Whole entries only. */
    private static String end(String header) {
        if (header.length() <= READ_LENGTH) {
            return header;
        }
        String end = header.substring(header.length() - READ_LENGTH);
        return end.substring(end.indexOf(',') + 1);
    }

    private static boolean isIn(List<AddressRange> ranges, String address) {
        return ranges.stream().anyMatch(range -> range.contains(address));
    }
}
