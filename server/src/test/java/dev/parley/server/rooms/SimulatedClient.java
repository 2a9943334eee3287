package dev.parley.server.rooms;

import dev.parley.media.dtls.DtlsCertificate;
import dev.parley.media.dtls.DtlsRole;
import dev.parley.media.ice.IceClient;
import dev.parley.media.ice.IceCredentials;
import dev.parley.media.rtcp.RtcpReader;
import dev.parley.media.rtcp.RtcpVisitor;
import dev.parley.media.rtcp.RtcpWriter;
import dev.parley.media.rtp.RtpHeader;
import dev.parley.media.session.ClientTransport;
import dev.parley.media.session.LocalPeer;
import dev.parley.media.session.Path;
import dev.parley.media.session.PeerTransport;
import dev.parley.media.session.RemotePeer;
import dev.parley.media.stun.MalformedStunException;
import dev.parley.media.stun.StunMessage;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * One client of a room. {@link #connect} gives it keys and media; without it, it only proves with authentic checks that
 * it is there.
 */
final class SimulatedClient implements Path, PeerTransport.Listener {

    final String user;

    /** When a picture's packet arrived. */
    final List<Long> pictures = new ArrayList<>();

    /** The streams it was asked for a key frame of. */
    final List<Long> keyFrameRequests = new ArrayList<>();

    /** What arrived and was not taken yet. */
    private final List<Arrival> arrivals = new ArrayList<>();

    private final SimulatedWorker worker;
    private final Random random;
    private final DtlsCertificate certificate;
    private IceCredentials ice;
    private final InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 9);
    private @Nullable LocalPeer server;
    private @Nullable IceClient checks;
    private @Nullable ClientTransport transport;
    private String sessionId = "";
    private boolean silent;
    private long lastDelivered = Long.MIN_VALUE;
    private int sent;

    /**
     * A packet of a {@link SimulatedStream} that came out at another client.
     *
     * @param ssrc the server's, by which the section is known
     * @param stream whose packet it is, see {@link SimulatedStream#mark}
     */
    record Arrival(long at, long ssrc, int payloadType, int stream) {}

    SimulatedClient(SimulatedWorker worker, String user) {
        this(worker, user, SimulatedWorker.CERTIFICATE);
    }

    SimulatedClient(SimulatedWorker worker, String user, DtlsCertificate certificate) {
        this.worker = worker;
        this.user = user;
        this.certificate = certificate;
        this.random = new Random(worker.random.nextLong());
        this.ice = IceCredentials.random(random);
        worker.add(this);
    }

    /** What its offer says about its transport. */
    RemotePeer description() {
        return new RemotePeer(ice.ufrag(), ice.pwd(), certificate.fingerprint(), DtlsRole.SERVER);
    }

    /** Takes the answer and begins to send checks. */
    void entered(Rooms.Joined joined) {
        answered(joined.sessionId(), joined.local());
    }

    /** As {@link #entered}; an answer that says nothing new about the transport changes nothing. */
    void answered(String session, LocalPeer local) {
        sessionId = session;
        if (local.equals(server)) {
            return;
        }
        server = local;
        IceCredentials remote = new IceCredentials(local.iceUfrag(), local.icePwd());
        checks = new IceClient(ice, remote, address, random, worker.now());
    }

    /** Has other ICE credentials from its next offer on, and the same keys. */
    void restartIce() {
        ice = IceCredentials.random(random);
    }

    /** Nobody is at this end any more. */
    void discard() {
        worker.forget(this);
    }

    boolean isConnected() {
        return transport != null;
    }

    String sessionId() {
        return sessionId;
    }

    /** Agrees on keys, so that media can flow; the clock stands meanwhile. */
    SimulatedClient connect() {
        LocalPeer remote = Objects.requireNonNull(server);
        ClientTransport media = new ClientTransport(
                ice,
                new RemotePeer(remote.iceUfrag(), remote.icePwd(), remote.fingerprint(), DtlsRole.CLIENT),
                this,
                certificate,
                worker,
                worker.handshakes,
                (data, offset, length, path) -> toServer(Arrays.copyOfRange(data, offset, offset + length)),
                this,
                random,
                worker.now());
        checks = null;
        transport = media;
        worker.await(() -> media.isConnected()
                && Objects.requireNonNull(worker.transport(remote.iceUfrag())).isConnected());
        return this;
    }

    /** Nothing it sends arrives any more; what is sent to it still does, so that it knows what the server gave. */
    void fallSilent() {
        silent = true;
    }

    /** When the server last heard it. */
    long lastHeard() {
        return Objects.requireNonNull(
                        worker.transport(Objects.requireNonNull(server).iceUfrag()))
                .lastHeard();
    }

    void comeBack() {
        silent = false;
    }

    /** Says goodbye (DTLS close_notify) and waits until the server has heard it. */
    void sayGoodbye() {
        String ufrag = Objects.requireNonNull(server).iceUfrag();
        Objects.requireNonNull(transport).close();
        worker.await(() -> worker.transport(ufrag) == null);
    }

    void tick(long now) {
        if (silent) {
            return;
        }
        if (checks == null && transport != null) {
            transport.tick(now);
        } else if (checks != null) {
            for (byte[] check = checks.poll(now); check != null; check = checks.poll(now)) {
                toServer(check);
            }
        }
    }

    /** Sends one picture of one packet, a key frame of that size or one that depends on it. */
    void sendPicture(boolean keyFrame, int width, int height) {
        byte[] packet = new byte[RtpHeader.FIXED_LENGTH + 40];
        packet[0] = (byte) 0x80;
        RtpHeader.setPayloadType(packet, 0, Tracks.VP8);
        RtpHeader.setMarker(packet, 0, true);
        RtpHeader.setSequence(packet, 0, sent & 0xFFFF);
        RtpHeader.setTimestamp(packet, 0, (sent * 9_000L) & 0xFFFF_FFFFL);
        RtpHeader.setSsrc(packet, 0, 77);
        sent++;
        int payload = RtpHeader.FIXED_LENGTH;
        packet[payload] = 0x10; // start of partition, no extensions (RFC 7741 §4.2)
        packet[payload + 1] = (byte) (keyFrame ? 0x10 : 0x11); // frame tag: inverse key frame bit, shown
        if (keyFrame) {
            byte[] start = {
                (byte) 0x9d, 0x01, 0x2a, (byte) width, (byte) (width >> 8), (byte) height, (byte) (height >> 8)
            };
            System.arraycopy(start, 0, packet, payload + 4, start.length);
        }
        if (!silent) {
            Objects.requireNonNull(transport).sendRtp(packet, packet.length);
        }
    }

    /** Sends one packet of a stream. */
    void send(byte[] packet) {
        if (!silent && transport != null) {
            transport.sendRtp(packet, packet.length);
        }
    }

    /** Tells what it can take of everything that is sent to it, in bit/s (REMB). */
    void tellCapacity(long bitsPerSecond) {
        byte[] compound = new byte[100];
        RtcpWriter writer = new RtcpWriter(compound, 0, compound.length);
        writer.receiverReport(1, List.of());
        writer.remb(1, bitsPerSecond, List.of());
        if (!silent && transport != null) {
            transport.sendRtcp(compound, writer.length());
        }
    }

    /** When something of it last arrived at the server; {@link Long#MIN_VALUE} before anything did. */
    long lastDelivered() {
        return lastDelivered;
    }

    /** What arrived since the last time this was asked. */
    List<Arrival> takeArrivals() {
        List<Arrival> taken = List.copyOf(arrivals);
        arrivals.clear();
        return taken;
    }

    /** Sends a picture every 100 ms for {@code millis}, a key frame of 640x360 each second. */
    void sendPictures(long millis) {
        for (long passed = 0; passed < millis; passed += 100) {
            sendPicture(passed % 1_000 == 0, 640, 360);
            worker.run(100);
        }
    }

    private void toServer(byte[] datagram) {
        PeerTransport end = worker.transport(Objects.requireNonNull(server).iceUfrag());
        if (end == null || silent) {
            return;
        }
        lastDelivered = worker.now();
        if (!StunMessage.isStun(datagram, 0, datagram.length)) {
            end.receive(datagram, 0, datagram.length, worker.now());
            return;
        }
        try {
            end.receiveCheck(StunMessage.parse(datagram, 0, datagram.length), this, worker.now());
        } catch (MalformedStunException malformed) {
            throw new AssertionError(malformed);
        }
    }

    /** Takes what the server sends, once the server is done with what it does. */
    void deliver(byte[] data, int offset, int length) {
        byte[] datagram = Arrays.copyOfRange(data, offset, offset + length);
        worker.execute(() -> receive(datagram));
    }

    private void receive(byte[] datagram) {
        boolean isCheck = StunMessage.isStun(datagram, 0, datagram.length);
        if (transport != null && (checks == null || !isCheck)) {
            transport.receive(datagram, 0, datagram.length, worker.now());
        } else if (checks != null && isCheck) {
            try {
                checks.onResponse(StunMessage.parse(datagram, 0, datagram.length), worker.now());
            } catch (MalformedStunException malformed) {
                throw new AssertionError(malformed);
            }
        }
    }

    @Override
    public InetSocketAddress remoteAddress() {
        return address;
    }

    @Override
    public void onConnected(long now) {}

    @Override
    public void onRtp(byte[] packet, int length, long now) {
        if (RtpHeader.payloadType(packet, 0) == Tracks.VP8) {
            pictures.add(now);
        }
        arrivals.add(new Arrival(
                now,
                RtpHeader.ssrc(packet, 0),
                RtpHeader.payloadType(packet, 0),
                SimulatedStream.markOf(packet, length)));
    }

    @Override
    public void onRtcp(byte[] packet, int length, long now) {
        RtcpReader.read(packet, 0, length, new RtcpVisitor() {
            @Override
            public void pli(long mediaSsrc) {
                keyFrameRequests.add(mediaSsrc);
            }
        });
    }

    @Override
    public void onClosed(@Nullable Exception failure) {}
}
