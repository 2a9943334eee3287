package dev.parley.server.participant;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.parley.media.ice.IceCredentials;
import dev.parley.media.rtcp.RtcpReader;
import dev.parley.media.rtcp.RtcpVisitor;
import dev.parley.media.rtcp.RtcpWriter;
import dev.parley.media.rtp.RtpHeader;
import dev.parley.media.session.ClientTransport;
import dev.parley.media.session.Path;
import dev.parley.media.session.PeerTransport;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The peer connection of one {@link RoomParticipant}: sends clips, counts what arrives in slots. Lives on the
 * participants' thread; only {@link #connected} and {@link #strays} are for any thread.
 */
final class RoomMedia implements ParticipantThread.Member, PeerTransport.Listener {

    private static final long REPORT_INTERVAL_MILLIS = 1_000;
    private static final Map<Integer, String> CODECS =
            Map.of(Offer.OPUS, "opus", Offer.VP8, "VP8", OfferedSections.H264, "H264");

    private final RoomSurroundings surroundings;
    private final LongConsumer beat;
    private final CompletableFuture<Void> connected = new CompletableFuture<>();
    private final Map<String, Slot> slots = new HashMap<>();
    private final Map<Long, Slot> sources = new HashMap<>();
    private final byte[] compound = new byte[512];
    private final RtcpWriter reports = new RtcpWriter(compound, 0, compound.length);

    private Map<ClipSender, Boolean> senders = Map.of();
    private @Nullable ClientTransport transport;
    private ParticipantThread.@Nullable Socket socket;
    private @Nullable IceCredentials credentials;
    private boolean silent;
    private final AtomicLong strays = new AtomicLong();
    private long nextReport;

    /** @param beat called with the time as long as this member has not gone silent */
    RoomMedia(RoomSurroundings surroundings, LongConsumer beat) {
        this.surroundings = surroundings;
        this.beat = beat;
    }

    private record ServerPath(InetSocketAddress remoteAddress) implements Path {}

    /** Complete when media can flow; fails when the handshake does. */
    CompletableFuture<Void> connected() {
        return connected;
    }

    /** Packets that belong to no slot. */
    long strays() {
        return strays.get();
    }

    /** Takes what an answer says: connects the first time, and learns which stream comes in which slot. */
    void answered(IceCredentials local, Answer answer, Map<ClipSender, Boolean> sent, List<Slot> received) {
        received.forEach(slot -> slots.put(slot.mid(), slot));
        answer.sources().forEach((ssrc, mid) -> {
            Slot slot = slots.get(mid);
            if (slot != null) {
                sources.put(ssrc, slot);
            }
        });
        send(sent);
        ClientTransport open = transport;
        if (open == null) {
            connect(local, answer);
        } else if (!local.equals(credentials)) {
            changePath(open, local, answer);
        }
        credentials = local;
    }

    private void connect(IceCredentials local, Answer answer) {
        ParticipantThread thread = surroundings.thread();
        thread.leave(this);
        socket = thread.open(this, answer.candidate().getAddress());
        transport = new ClientTransport(
                local,
                answer.peer(),
                new ServerPath(answer.candidate()),
                surroundings.certificate(),
                thread,
                surroundings.handshakes(),
                this::output,
                this,
                surroundings.random(),
                thread.now());
    }

    private void output(byte[] data, int offset, int length, Path path) {
        if (!silent && socket != null) {
            socket.send(data, offset, length, path.remoteAddress());
        }
    }

    /** Goes on from another port, as somebody whose network changed; keys and streams stay. */
    private void changePath(ClientTransport open, IceCredentials local, Answer answer) {
        ParticipantThread thread = surroundings.thread();
        if (socket != null) {
            thread.close(this, socket);
        }
        socket = thread.open(this, answer.candidate().getAddress());
        IceCredentials remote =
                new IceCredentials(answer.peer().iceUfrag(), answer.peer().icePwd());
        open.restartIce(local, remote, thread.now());
    }

    /** Sends exactly these from now on; those that are muted wait. */
    void send(Map<ClipSender, Boolean> sent) {
        senders = sent;
        ClientTransport open = transport;
        senders.forEach((sender, muted) -> {
            sender.pause(muted);
            if (open != null && open.isConnected()) {
                sender.start(surroundings.thread().now());
            }
        });
    }

    /** While silent nothing is sent or received, as with a network that is gone. */
    void silence(boolean whether) {
        silent = whether;
    }

    /** Ends it without a goodbye; the session is ended over the WebSocket, or not at all. */
    void stop() {
        silent = true;
        if (transport != null) {
            transport.close();
        }
        connected.completeExceptionally(new IOException("the participant left"));
        if (socket != null) {
            surroundings.thread().close(this, socket);
        } else {
            surroundings.thread().leave(this);
        }
    }

    @Override
    public void datagram(byte[] data, int length, long now) {
        if (transport != null && !silent) {
            transport.receive(data, 0, length, now);
        }
    }

    @Override
    public void tick(long now) {
        if (silent) {
            return;
        }
        beat.accept(now);
        ClientTransport open = transport;
        if (open == null) {
            return;
        }
        open.tick(now);
        if (open.isConnected()) {
            senders.keySet().forEach(sender -> sender.sendDue(open, now));
            if (now >= nextReport) {
                nextReport = now + REPORT_INTERVAL_MILLIS;
                report(open, now);
            }
        }
    }

    private void report(ClientTransport open, long now) {
        if (senders.isEmpty()) {
            reports.reset();
            reports.receiverReport(1, List.of());
            open.sendRtcp(compound, reports.length());
        }
        for (ClipSender sender : senders.keySet()) {
            reports.reset();
            sender.report(reports, now);
            open.sendRtcp(compound, reports.length());
        }
    }

    @Override
    public void onConnected(long now) {
        senders.keySet().forEach(sender -> sender.start(now));
        connected.complete(null);
    }

    @Override
    public void onRtp(byte[] packet, int length, long now) {
        Slot slot = sources.computeIfAbsent(RtpHeader.ssrc(packet, 0), _ -> named(packet, length));
        if (slot == null) {
            strays.incrementAndGet();
            return;
        }
        slot.count(packet, length, CODECS.getOrDefault(RtpHeader.payloadType(packet, 0), ""));
    }

    private @Nullable Slot named(byte[] packet, int length) {
        int position = RtpHeader.findExtension(packet, 0, length, OfferedSections.MID_EXTENSION);
        if (position < 0) {
            return null;
        }
        String mid = new String(packet, position, RtpHeader.extensionLength(packet, 0, position), US_ASCII);
        return slots.get(mid);
    }

    @Override
    public void onRtcp(byte[] packet, int length, long now) {
        RtcpReader.read(packet, 0, length, new RtcpVisitor() {
            @Override
            public void pli(long mediaSsrc) {
                senders.keySet().forEach(sender -> sender.keyFrameWanted(mediaSsrc));
            }
        });
    }

    @Override
    public void onClosed(@Nullable Exception failure) {
        connected.completeExceptionally(failure == null ? new IOException("the server ended the connection") : failure);
    }
}
