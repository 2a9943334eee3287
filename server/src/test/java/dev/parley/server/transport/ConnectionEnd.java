package dev.parley.server.transport;

import dev.parley.media.session.PeerTransport;
import java.util.Arrays;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;

/** One end of a connection, the client's or the server's: keeps what comes. */
class ConnectionEnd implements PeerTransport.Listener {
    final CompletableFuture<Void> connected = new CompletableFuture<>();
    final CompletableFuture<Void> closed = new CompletableFuture<>();
    final BlockingQueue<byte[]> received = new LinkedBlockingQueue<>();

    @Override
    public void onConnected(long now) {
        connected.complete(null);
    }

    @Override
    public void onRtp(byte[] packet, int length, long now) {
        received.add(Arrays.copyOf(packet, length));
    }

    @Override
    public void onRtcp(byte[] packet, int length, long now) {}

    @Override
    public void onClosed(@Nullable Exception failure) {
        closed.complete(null);
    }
}
