package dev.parley.server.load;

import dev.parley.media.session.RemotePeer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;

/**
 * What a peer and the server agreed on.
 *
 * @param remote the server's transport; its DTLS role is the peer's own
 * @param candidate where the server takes media
 * @param leaving takes the peer out of the room again
 */
record Agreement(RemotePeer remote, InetSocketAddress candidate, List<StreamFormat> streams, Leaving leaving) {

    /** How a peer goes. Blocks. */
    @FunctionalInterface
    interface Leaving {
        void leave() throws IOException;
    }

    Agreement {
        streams = List.copyOf(streams);
    }
}
