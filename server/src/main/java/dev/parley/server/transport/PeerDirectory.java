package dev.parley.server.transport;

import dev.parley.media.session.LocalPeer;
import dev.parley.media.session.Path;
import dev.parley.media.session.PeerTransport;
import dev.parley.media.session.RemotePeer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Whose a datagram is: checks carry the name a client was told, everything else is known by the path it came over, once
 * a check with the right password has. For one worker's thread.
 */
final class PeerDirectory {

    /** Addresses remembered for one client: a phone that roams has a handful. */
    static final int LARGEST_PATHS_PER_PEER = 16;

    private final Map<String, PeerTransport> byUfrag = new HashMap<>();
    private final Map<PeerTransport, String> formerUfrags = new HashMap<>();
    private final Map<Path, PeerTransport> byPath = new HashMap<>();
    private final Map<PeerTransport, List<Path>> paths = new HashMap<>();

    void add(PeerTransport transport) {
        byUfrag.put(transport.local().iceUfrag(), transport);
        paths.put(transport, new ArrayList<>());
    }

    /** Gives a transport another name; the one it is known to be reachable by stays good until the new one was used. */
    void restart(PeerTransport transport, LocalPeer fresh, RemotePeer remote) {
        String ufrag = transport.local().iceUfrag();
        boolean unused = transport.isRestarting();
        transport.restart(fresh, remote);
        if (unused) {
            byUfrag.remove(ufrag);
        } else {
            formerUfrags.put(transport, ufrag);
        }
        byUfrag.put(fresh.iceUfrag(), transport);
    }

    /** Those that were not released. */
    Set<PeerTransport> transports() {
        return Set.copyOf(byUfrag.values());
    }

    /** Not yet proven to be meant. */
    @Nullable
    PeerTransport named(String ufrag) {
        return byUfrag.get(ufrag);
    }

    @Nullable
    PeerTransport at(Path path) {
        return byPath.get(path);
    }

    /**
     * An authentic check came over a path.
     *
     * @return a path given up for it, or null
     */
    @Nullable
    Path learn(PeerTransport transport, Path from) {
        if (!transport.isRestarting()) {
            forgetFormerName(transport);
        }
        List<Path> known = paths.get(transport);
        if (byPath.get(from) == transport || known == null) {
            return null;
        }
        known.remove(from); // another client may have had it in between
        Path given = null;
        if (known.size() == LARGEST_PATHS_PER_PEER) {
            int oldest = known.getFirst().equals(transport.selectedPath()) ? 1 : 0;
            given = known.remove(oldest);
            byPath.remove(given, transport);
        }
        known.add(from);
        byPath.put(from, transport);
        return given;
    }

    private void forgetFormerName(PeerTransport transport) {
        String former = formerUfrags.remove(transport);
        if (former != null) {
            byUfrag.remove(former);
        }
    }

    /** A path is gone. */
    void lose(Path path) {
        PeerTransport transport = byPath.remove(path);
        List<Path> known = transport == null ? null : paths.get(transport);
        if (known != null) {
            known.remove(path);
        }
    }

    /** Checks find the transport no more; false when they did not before. */
    boolean forgetNames(PeerTransport transport) {
        forgetFormerName(transport);
        return byUfrag.remove(transport.local().iceUfrag()) != null;
    }

    /** Nothing finds the transport any more; the paths it had. */
    List<Path> forgetPaths(PeerTransport transport) {
        List<Path> known = paths.remove(transport);
        if (known == null) {
            return List.of();
        }
        known.forEach(path -> byPath.remove(path, transport));
        return known;
    }
}
