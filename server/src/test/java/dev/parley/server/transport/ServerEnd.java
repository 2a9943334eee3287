package dev.parley.server.transport;

import dev.parley.media.rtp.RtpHeader;
import dev.parley.media.session.PeerTransport;
import java.util.Arrays;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;

/** The server's end of a client: keeps what comes. */
final class ServerEnd implements PeerTransport.Listener {
    final CompletableFuture<Void> connected = new CompletableFuture<>();
    final CompletableFuture<Void> closed = new CompletableFuture<>();
    final BlockingQueue<byte[]> received = new LinkedBlockingQueue<>();

    @Nullable
    PeerTransport transport;

    PeerTransport transport() {
        return Objects.requireNonNull(transport);
    }

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

    /** A small RTP packet that can be told from others. */
    static byte[] packet(int number) {
        byte[] packet = new byte[RtpHeader.FIXED_LENGTH + 8];
        packet[0] = (byte) 0x80;
        RtpHeader.setPayloadType(packet, 0, 111);
        RtpHeader.setSequence(packet, 0, number);
        RtpHeader.setSsrc(packet, 0, 42);
        packet[RtpHeader.FIXED_LENGTH] = (byte) number;
        return packet;
    }
}
