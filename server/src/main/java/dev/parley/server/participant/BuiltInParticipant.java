package dev.parley.server.participant;

import dev.parley.media.dtls.DtlsCertificate;
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
import java.net.URI;
import java.security.SecureRandom;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * One built-in participant: publishes a clip, or plays somebody and looks at what arrives. {@link #join} and
 * {@link #leave} may be called by any thread and block on HTTP; the media runs on its {@link ParticipantThread}.
 */
public final class BuiltInParticipant implements ParticipantThread.Member, PeerTransport.Listener {

    /** What every participant of one process shares. */
    public record Surroundings(
            ParticipantThread thread,
            Executor handshakes,
            WebRtcHttp http,
            DtlsCertificate certificate,
            SecureRandom random) {}

    private static final long REPORT_INTERVAL_MILLIS = 1_000;

    private final Surroundings surroundings;
    private final List<ClipSender> senders;
    private final boolean playsVideo;
    private final CompletableFuture<Void> connected = new CompletableFuture<>();
    private final CompletableFuture<Void> firstPacket = new CompletableFuture<>();
    private final byte[] compound = new byte[512];
    private final RtcpWriter reports = new RtcpWriter(compound, 0, compound.length);

    private @Nullable ClientTransport transport;
    private ParticipantThread.@Nullable Socket socket;
    private WebRtcHttp.@Nullable Session session;
    private String userSig = "";
    private volatile Received received = Received.NOTHING;
    private long nextReport;

    private BuiltInParticipant(Surroundings surroundings, List<ClipSender> senders, boolean playsVideo) {
        this.surroundings = surroundings;
        this.senders = List.copyOf(senders);
        this.playsVideo = playsVideo;
    }

    /** One that publishes; {@code senders} are its audio clip, then its video clip if there is one. */
    public static BuiltInParticipant publisher(Surroundings surroundings, List<ClipSender> senders) {
        return new BuiltInParticipant(surroundings, senders, false);
    }

    /** One that plays, with or without the picture. */
    public static BuiltInParticipant player(Surroundings surroundings, boolean video) {
        return new BuiltInParticipant(surroundings, List.of(), video);
    }

    /**
     * Enters the room behind a WHIP or WHEP endpoint.
     *
     * @return complete when media can flow; fails when the handshake does
     * @throws IOException when the server refuses
     */
    public CompletableFuture<Void> join(URI endpoint, String ticket) throws IOException {
        userSig = ticket;
        IceCredentials local = IceCredentials.random(surroundings.random());
        boolean video = playsVideo || senders.size() > 1;
        String offer = Offer.write(local, surroundings.certificate().fingerprint(), !senders.isEmpty(), video);
        session = surroundings.http().open(endpoint, ticket, offer);
        Answer answer = Answer.parse(session.answer());
        surroundings.thread().execute(() -> start(local, answer));
        return connected;
    }

    private void start(IceCredentials local, Answer answer) {
        ParticipantThread thread = surroundings.thread();
        ParticipantThread.Socket opened = thread.open(this, answer.candidate().getAddress());
        socket = opened;
        transport = new ClientTransport(
                local,
                answer.peer(),
                new ServerPath(answer.candidate()),
                surroundings.certificate(),
                thread,
                surroundings.handshakes(),
                (data, offset, length, path) -> opened.send(data, offset, length, path.remoteAddress()),
                this,
                surroundings.random(),
                thread.now());
    }

    private record ServerPath(InetSocketAddress remoteAddress) implements Path {}

    /** Complete when the first media packet has arrived. */
    public CompletableFuture<Void> firstPacket() {
        return firstPacket;
    }

    public Received received() {
        return received;
    }

    /** Leaves in good order (DELETE), and stops the media. */
    public void leave() throws IOException {
        WebRtcHttp.Session open = session;
        if (open != null) {
            surroundings.http().close(open.resource(), userSig);
        }
        vanish();
    }

    /** Stops without a word, as a client that lost its network. */
    public void vanish() {
        surroundings.thread().execute(() -> {
            if (socket != null) {
                surroundings.thread().close(this, socket);
            }
        });
    }

    @Override
    public void datagram(byte[] data, int length, long now) {
        if (transport != null) {
            transport.receive(data, 0, length, now);
        }
    }

    @Override
    public void tick(long now) {
        ClientTransport open = transport;
        if (open == null) {
            return;
        }
        open.tick(now);
        if (!open.isConnected()) {
            return;
        }
        for (ClipSender sender : senders) {
            sender.sendDue(open, now);
        }
        if (now >= nextReport) {
            nextReport = now + REPORT_INTERVAL_MILLIS;
            report(open, now);
        }
    }

    private void report(ClientTransport open, long now) {
        if (senders.isEmpty()) {
            reports.reset();
            reports.receiverReport(1, List.of());
            open.sendRtcp(compound, reports.length());
        }
        for (ClipSender sender : senders) {
            reports.reset();
            sender.report(reports, now);
            open.sendRtcp(compound, reports.length());
        }
    }

    @Override
    public void onConnected(long now) {
        for (ClipSender sender : senders) {
            sender.start(now);
        }
        connected.complete(null);
    }

    @Override
    public void onRtp(byte[] packet, int length, long now) {
        String codec = RtpHeader.payloadType(packet, 0) == Offer.VP8 ? "VP8" : "opus";
        received = received.plus(packet, length, codec);
        firstPacket.complete(null);
    }

    @Override
    public void onRtcp(byte[] packet, int length, long now) {
        RtcpReader.read(packet, 0, length, new RtcpVisitor() {
            @Override
            public void pli(long mediaSsrc) {
                for (ClipSender sender : senders) {
                    sender.keyFrameWanted(mediaSsrc);
                }
            }
        });
    }

    @Override
    public void onClosed(@Nullable Exception failure) {
        connected.completeExceptionally(failure == null ? new IOException("the server ended the connection") : failure);
    }
}
