package dev.parley.server.signaling;

import java.util.ArrayList;
import java.util.List;

/** Writes ICE servers as {@code Link} headers (RFC 9725 §4.6, spec/15 §3.6). */
final class IceServerLinks {

    private static final String REL = "; rel=\"ice-server\"";

    private IceServerLinks() {}

    /** One value for each server; those over TLS last, because one client stops at the first (spec/15 §5.1). */
    static List<String> of(List<IceServer> servers) {
        List<String> links = new ArrayList<>();
        List<String> overTls = new ArrayList<>();
        for (IceServer server : servers) {
            for (String uri : server.uris()) {
                boolean tls = uri.startsWith("turns:") || uri.startsWith("stuns:");
                (tls ? overTls : links).add("<" + uri + ">" + REL + credentials(server));
            }
        }
        links.addAll(overTls);
        return links;
    }

    /** Names and credentials hold nothing that would have to be escaped: see {@link IceServers}. */
    private static String credentials(IceServer server) {
        return server.username() == null
                ? ""
                : "; username=\"" + server.username() + "\"; credential=\"" + server.credential()
                        + "\"; credential-type=\"password\"";
    }
}
