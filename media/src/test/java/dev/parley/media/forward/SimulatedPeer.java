package dev.parley.media.forward;

import dev.parley.media.dtls.DtlsCertificate;
import dev.parley.media.dtls.DtlsRole;
import dev.parley.media.ice.IceCredentials;
import dev.parley.media.rtcp.RtcpReader;
import dev.parley.media.rtcp.RtcpVisitor;
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
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One client and the server's end of its connection, joined by a simulated network. The server's end is real
 * ({@link PeerMedia} on a {@link PeerTransport}); the client is a {@link ClientTransport} with an application.
 */
final class SimulatedPeer implements PeerMedia.Listener {

    private record Address(InetSocketAddress remoteAddress) implements Path {}

    /** What a client does with what it gets, instead of keeping it. */
    interface Application extends RtcpVisitor {
        void onRtp(byte[] packet, int length, long now);

        default void onRtcp(byte[] packet, int length) {
            RtcpReader.read(packet, 0, length, this);
        }
    }

    /** Of a client that only publishes. */
    interface PublishingApplication extends Application {
        @Override
        default void onRtp(byte[] packet, int length, long now) {
            throw new AssertionError("nothing is sent to a publisher");
        }
    }

    final SimulatedNetwork network;
    final PeerMedia media;
    final List<byte[]> received = new ArrayList<>();
    final List<byte[]> sealedToClient = new ArrayList<>();
    final List<String> happenings = new ArrayList<>();
    final List<Long> keyFrameRequests = new ArrayList<>();
    final List<Long> keyFrameSources = new ArrayList<>();
    final List<Integer> nacked = new ArrayList<>();
    long lastReportNtpTime;

    @Nullable
    Consumer<OutgoingTrack> whenFlowing;

    /** The way to the client and the way from it; null for what the network does to everybody. */
    @Nullable
    SimulatedLink downlink;

    @Nullable
    SimulatedLink uplink;

    /** What the client does with its packets; null for keeping them. */
    @Nullable
    Application application;

    final ClientTransport client;
    private final PeerTransport server;
    private final Path path;
    boolean connected;

    SimulatedPeer(SimulatedNetwork network, String name, DtlsCertificate certificate) throws Exception {
        this.network = network;
        this.path =
                new Address(new InetSocketAddress(InetAddress.getByName("192.0.2.1"), 1_000 + name.hashCode() % 500));
        IceCredentials serverIce = IceCredentials.random(network.random);
        IceCredentials clientIce = IceCredentials.random(network.random);
        LocalPeer local =
                new LocalPeer(serverIce.ufrag(), serverIce.pwd(), certificate.fingerprint(), List.of(), List.of());
        this.media = new PeerMedia(this, name, 7);
        this.server = new PeerTransport(
                local,
                remote(clientIce, certificate, DtlsRole.SERVER),
                certificate,
                network,
                network.handshakes,
                (data, offset, length, to) -> toClient(copy(data, offset, length)),
                media,
                network.now);
        media.use(server);
        this.client = new ClientTransport(
                clientIce,
                remote(serverIce, certificate, DtlsRole.CLIENT),
                path,
                certificate,
                network,
                network.handshakes,
                (data, offset, length, to) -> toServer(copy(data, offset, length)),
                new ClientEnd(),
                network.random,
                network.now);
        network.everyStep(now -> {
            client.tick(now);
            media.tick(now);
        });
    }

    private static RemotePeer remote(IceCredentials ice, DtlsCertificate certificate, DtlsRole localRole) {
        return new RemotePeer(ice.ufrag(), ice.pwd(), certificate.fingerprint(), localRole);
    }

    private static byte[] copy(byte[] data, int offset, int length) {
        return java.util.Arrays.copyOfRange(data, offset, offset + length);
    }

    private void toClient(byte[] datagram) {
        Consumer<byte[]> receiver = bytes -> client.receive(bytes, 0, bytes.length, network.now);
        if (downlink != null) {
            network.carry(datagram, downlink, receiver);
        } else {
            sealedToClient.add(datagram);
            network.carry(datagram, receiver);
        }
    }

    private void toServer(byte[] datagram) {
        if (uplink != null) {
            network.carry(datagram, uplink, this::atServer);
        } else {
            network.carry(datagram, this::atServer);
        }
    }

    private void atServer(byte[] datagram) {
        if (StunMessage.isStun(datagram, 0, datagram.length)) {
            try {
                server.receiveCheck(StunMessage.parse(datagram, 0, datagram.length), path, network.now);
            } catch (MalformedStunException malformed) {
                throw new AssertionError(malformed);
            }
        } else {
            server.receive(datagram, 0, datagram.length, network.now);
        }
    }

    @Override
    public void onConnected(long now) {
        happenings.add("connected");
    }

    @Override
    public void onClosed(@Nullable Exception failure) {
        happenings.add("closed");
    }

    @Override
    public void onPictureSize(IncomingTrack track, int width, int height, long now) {
        happenings.add(width + "x" + height);
    }

    @Override
    public void onFlowOn(OutgoingTrack track, long now) {
        happenings.add("flow on");
        if (whenFlowing != null) {
            whenFlowing.accept(track);
        }
    }

    @Override
    public void onFlowOff(OutgoingTrack track, long at) {
        happenings.add("flow off at " + at);
    }

    /** The client's end: gives packets to the application, or keeps them and notes what the server asks for. */
    private final class ClientEnd implements PeerTransport.Listener, RtcpVisitor {
        @Override
        public void onConnected(long now) {
            connected = true;
        }

        @Override
        public void onRtp(byte[] packet, int length, long now) {
            if (application != null) {
                application.onRtp(packet, length, now);
            } else {
                received.add(copy(packet, 0, length));
            }
        }

        @Override
        public void onRtcp(byte[] packet, int length, long now) {
            if (application != null) {
                application.onRtcp(packet, length);
            } else {
                RtcpReader.read(packet, 0, length, this);
            }
        }

        @Override
        public void onClosed(@Nullable Exception failure) {
            connected = false;
        }

        @Override
        public void pli(long mediaSsrc) {
            keyFrameRequests.add(network.now);
            keyFrameSources.add(mediaSsrc);
        }

        @Override
        public void senderReport(long ssrc, long ntpTime, long rtpTimestamp, long packets, long octets) {
            lastReportNtpTime = ntpTime;
        }

        @Override
        public void nack(long senderSsrc, long mediaSsrc, int sequence) {
            nacked.add(sequence);
        }
    }
}
