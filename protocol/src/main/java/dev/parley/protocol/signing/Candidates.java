package dev.parley.protocol.signing;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What clients may have signed in place of what they sent (spec/02 §1.2), likeliest first. */
final class Candidates {

    /** Signatures tried for one request before it is refused. */
    static final int MAX_ATTEMPTS = 16;

    private static final Pattern PORT = Pattern.compile(":[0-9]+$");

    private Candidates() {}

    /** The header as received, without its port as Node signs it, and the names a proxy may hide. */
    static List<String> hosts(@Nullable String received, List<String> externalHosts) {
        Set<String> hosts = new LinkedHashSet<>();
        if (received != null) {
            hosts.add(received);
            hosts.add(PORT.matcher(received).replaceFirst(""));
        }
        hosts.addAll(externalHosts);
        return new ArrayList<>(hosts);
    }

    /** The documented constant, then the path that Node signs. */
    static Set<String> paths(SignableRequest request) {
        Set<String> paths = new LinkedHashSet<>();
        paths.add("/");
        paths.add(request.rawPath());
        return paths;
    }
}
