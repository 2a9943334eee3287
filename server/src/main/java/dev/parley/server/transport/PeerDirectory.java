package dev.parley.server.transport;

import dev.parley.media.session.LocalPeer;
import dev.parley.media.session.Path;
import dev.parley.media.session.PeerTransport;
import dev.parley.media.session.RemotePeer;
import dev.parley.server.transport.udp.KnownPaths;
import dev.parley.server.transport.udp.UdpPath;
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

    /** Who uses a path is heard on it at least as often: media, reports each second, checks every few. */
    private static final long IN_USE_MILLIS = 3_000;

    private final Map<String, PeerTransport> byUfrag = new HashMap<>();
    private final Map<PeerTransport, String> formerUfrags = new HashMap<>();
    private final Map<Path, PeerTransport> byPath = new HashMap<>();
    private final Map<PeerTransport, List<Path>> paths = new HashMap<>();
    private final KnownPaths known;

    /** @param known is told of every UDP path that somebody has */
    PeerDirectory(KnownPaths known) {
        this.known = known;
    }

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
     * An authentic check came over a path. One that another client uses stays that client's: sources can be forged, and
     * whoever may enter could have what others send taken for its own, which nobody could read.
     *
     * @return a path given up for it, or null
     */
    @Nullable
    Path learn(PeerTransport transport, Path from, long now) {
        if (!transport.isRestarting()) {
            forgetFormerName(transport);
        }
        PeerTransport owner = byPath.get(from);
        List<Path> own = paths.get(transport);
        if (owner == transport || own == null || (owner != null && uses(owner, from, now))) {
            return null;
        }
        own.remove(from); // another client may have had it in between
        Path given = null;
        if (own.size() == LARGEST_PATHS_PER_PEER) {
            int oldest = own.getFirst().equals(transport.selectedPath()) ? 1 : 0;
            given = own.remove(oldest);
            forget(given, transport);
        }
        own.add(from);
        byPath.put(from, transport);
        if (from instanceof UdpPath udp) {
            known.add(udp);
        }
        return given;
    }

    private static boolean uses(PeerTransport owner, Path path, long now) {
        return path.equals(owner.selectedPath()) && now - owner.lastHeard() < IN_USE_MILLIS;
    }

    private void forget(Path path, PeerTransport transport) {
        if (byPath.remove(path, transport) && path instanceof UdpPath udp) {
            known.remove(udp);
        }
    }

    private void forgetFormerName(PeerTransport transport) {
        String former = formerUfrags.remove(transport);
        if (former != null) {
            byUfrag.remove(former);
        }
    }

    /** A path is gone. */
    void lose(Path path) {
        PeerTransport transport = byPath.get(path);
        List<Path> own = transport == null ? null : paths.get(transport);
        if (transport != null) {
            forget(path, transport);
        }
        if (own != null) {
            own.remove(path);
        }
    }

    /** Checks find the transport no more; false when they did not before. */
    boolean forgetNames(PeerTransport transport) {
        forgetFormerName(transport);
        return byUfrag.remove(transport.local().iceUfrag()) != null;
    }

    /** Nothing finds the transport any more; the paths it had. */
    List<Path> forgetPaths(PeerTransport transport) {
        List<Path> own = paths.remove(transport);
        if (own == null) {
            return List.of();
        }
        own.forEach(path -> forget(path, transport));
        return own;
    }
}
