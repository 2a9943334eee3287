package dev.parley.server.rooms;

import dev.parley.media.session.LocalPeer;
import dev.parley.media.session.PeerTransport;
import dev.parley.media.session.RemotePeer;
import java.util.concurrent.Executor;

/**
 * A thread that owns rooms, together with the sockets their participants talk to. {@link #execute} may be called by any
 * thread; everything else on the owner thread only.
 */
public interface RoomWorker extends Executor {

    /** Epoch milliseconds; never decreases between two calls. */
    long now();

    /** Opens a transport that listens for one client on this worker's ports. */
    PeerTransport open(RemotePeer remote, PeerTransport.Listener listener);

    /**
     * Restarts a transport's ICE after the client did (RFC 8839 §4.4.1.1.1); see {@link PeerTransport#restart}.
     *
     * @param remote the client's new credentials, and the certificate it had
     * @return what the client is to be told: fresh credentials, the same candidates
     */
    LocalPeer restart(PeerTransport transport, RemotePeer remote);

    /** Says goodbye to the client and forgets its addresses. */
    void release(PeerTransport transport);

    /** Has {@code task} called with the current time on the owner thread, every few milliseconds, for ever. */
    void everyTick(TickTask task);

    /**
     * Has the tick tasks called by {@code at} at the latest, epoch milliseconds, for what cannot wait for the next
     * round (pacing). Good for one round: whoever needs another asks again.
     */
    default void tickBy(long at) {}

    /** Work that is due with the passing of time. */
    @FunctionalInterface
    interface TickTask {
        void tick(long now);
    }
}
