package dev.parley.server.tryout;

import java.net.InetAddress;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where a request came from, as far as it can be told.
 *
 * @param peer the other end of the connection; null when it is no address
 * @param host the header {@code Host}, empty when there is none
 * @param scheme {@code http} or {@code https}
 * @param origin the header {@code Origin}
 * @param site the header {@code Sec-Fetch-Site}, which pages cannot forge
 * @param forwarded whether a header says that somebody passed the request on
 */
public record Visitor(
        @Nullable InetAddress peer,
        String host,
        String scheme,
        @Nullable String origin,
        @Nullable String site,
        boolean forwarded) {

    private static final Pattern HOST = Pattern.compile("(\\[[0-9a-f:.]+]|[a-z0-9.-]+)(:\\d{1,5})?");
    private static final Set<String> THIS_MACHINE = Set.of("localhost", "127.0.0.1", "[::1]");
    private static final Set<String> OWN_SITES = Set.of("same-origin", "none");

    /**
     * Whether this is a program on this machine, or a page of this server in a browser on this machine. The name in
     * {@code Host} keeps out pages whose own name was made to lead here; the origin keeps out all other pages.
     */
    boolean isOnThisMachine() {
        return peer != null && peer.isLoopbackAddress() && !forwarded && isNamedThisMachine() && isOwnPage();
    }

    private boolean isNamedThisMachine() {
        Matcher parts = HOST.matcher(host);
        return parts.matches() && THIS_MACHINE.contains(parts.group(1));
    }

    private boolean isOwnPage() {
        boolean ownOrigin = origin == null || origin.equals(scheme + "://" + host);
        return ownOrigin && (site == null || OWN_SITES.contains(site));
    }
}
