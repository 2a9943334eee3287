package dev.parley.media.session;

import dev.parley.media.dtls.DtlsCertificate;
import dev.parley.media.dtls.DtlsEndpoint;
import dev.parley.media.dtls.SrtpKeys;
import dev.parley.media.rtp.RtpHeader;
import dev.parley.media.srtp.SrtpProfile;
import dev.parley.media.srtp.SrtpReceiver;
import dev.parley.media.srtp.SrtpSender;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The encrypted half of a peer connection: the DTLS handshake that yields the keys, then SRTP and SRTCP both ways
 * (RFC 5764). Everything is called on one owner thread; the handshake itself blocks on a thread of {@code handshakes}
 * and comes back through {@code owner}.
 */
final class SecureMedia {

    /** Largest datagram taken or made; an Ethernet frame leaves less. */
    static final int MAXIMUM_DATAGRAM = 1_500;

    /** Room for the authentication tag, the SRTCP index and the tag's padding. */
    private static final int PROTECTION_OVERHEAD = 64;

    private final RemotePeer remote;
    private final DtlsCertificate certificate;
    private final List<SrtpProfile> profiles;
    private final Executor owner;
    private final Executor handshakes;
    private final Consumer<byte[]> output;
    private final PeerTransport.Listener listener;
    private final byte[] plain = new byte[MAXIMUM_DATAGRAM + PROTECTION_OVERHEAD];
    private final byte[] sealed = new byte[MAXIMUM_DATAGRAM + PROTECTION_OVERHEAD];

    private @Nullable DtlsEndpoint dtls;
    private @Nullable SrtpSender sender;
    private @Nullable SrtpReceiver receiver;
    private boolean closed;
    private boolean over;
    private @Nullable Runnable whenGone;
    private long rejectedPackets;
    private long now;

    /** @param output takes DTLS datagrams, on the owner thread */
    SecureMedia(
            RemotePeer remote,
            DtlsCertificate certificate,
            Executor owner,
            Executor handshakes,
            Consumer<byte[]> output,
            PeerTransport.Listener listener) {
        this(remote, certificate, List.of(SrtpProfile.values()), owner, handshakes, output, listener);
    }

    /** @param profiles what may protect media, preferred first */
    SecureMedia(
            RemotePeer remote,
            DtlsCertificate certificate,
            List<SrtpProfile> profiles,
            Executor owner,
            Executor handshakes,
            Consumer<byte[]> output,
            PeerTransport.Listener listener) {
        this.remote = remote;
        this.certificate = certificate;
        this.profiles = List.copyOf(profiles);
        this.owner = owner;
        this.handshakes = handshakes;
        this.output = output;
        this.listener = listener;
    }

    boolean isConnected() {
        return sender != null && !closed;
    }

    /** Packets that failed authentication, were replayed or were malformed. */
    long rejectedPackets() {
        return rejectedPackets;
    }

    /** Begins the handshake; later calls do nothing. Called once a path to the peer is known to be the peer's. */
    void start(long time) {
        now = time;
        if (dtls == null && !closed) {
            dtls = DtlsEndpoint.start(
                    remote.localRole(),
                    certificate,
                    remote.fingerprint(),
                    profiles,
                    datagram -> owner.execute(() -> output.accept(datagram)),
                    new HandshakeEvents(),
                    handshakes);
        }
    }

    /** Takes one datagram that is not STUN (RFC 7983 demultiplexing); true when it was authentic media. */
    boolean receive(byte[] data, int offset, int length, long time) {
        now = time;
        int first = data[offset] & 0xFF;
        if (first >= 20 && first <= 63) {
            // Anybody could have sent it from there, so it keeps nobody alive; what it leads to does.
            if (dtls != null) {
                dtls.receive(data, offset, length);
            }
            return false;
        }
        if (first < 128 || first > 191 || receiver == null || length > MAXIMUM_DATAGRAM) {
            return false;
        }
        return RtpHeader.isRtcp(data, offset, length)
                ? receiveRtcp(receiver, data, offset, length)
                : receiveRtp(receiver, data, offset, length);
    }

    private boolean receiveRtp(SrtpReceiver keys, byte[] data, int offset, int length) {
        int size = keys.unprotectRtp(data, offset, length, plain, 0);
        if (size < 0 || !RtpHeader.isValid(plain, 0, size)) {
            rejectedPackets++;
            return false;
        }
        listener.onRtp(plain, size, now);
        return true;
    }

    private boolean receiveRtcp(SrtpReceiver keys, byte[] data, int offset, int length) {
        int size = keys.unprotectRtcp(data, offset, length, plain, 0);
        if (size < 0) {
            rejectedPackets++;
            return false;
        }
        listener.onRtcp(plain, size, now);
        return true;
    }

    /**
     * Encrypts one RTP packet.
     *
     * @return the sealed packet's length in {@link #sealed()}, or -1 before the keys are known and when its number was
     *     used before
     */
    int protectRtp(byte[] packet, int length) {
        return sender == null || closed ? -1 : sender.protectRtp(packet, length, sealed, 0);
    }

    /** As {@link #protectRtp}, for a compound RTCP packet. */
    int protectRtcp(byte[] packet, int length) {
        return sender == null || closed ? -1 : sender.protectRtcp(packet, length, sealed, 0);
    }

    /** Holds what the last protect call made, until the next one. */
    byte[] sealed() {
        return sealed;
    }

    /**
     * Says goodbye (DTLS close_notify) and sends no more media.
     *
     * @param gone called on the owner thread once the goodbye is on its way, at once when there is nobody to tell
     */
    void close(Runnable gone) {
        closed = true;
        if (dtls == null || over) {
            gone.run();
        } else {
            whenGone = gone;
            dtls.close();
        }
    }

    private void connected(SrtpKeys keys) {
        if (!closed) {
            sender = new SrtpSender(keys.localKey());
            receiver = new SrtpReceiver(keys.remoteKey());
            listener.onConnected(now);
        }
    }

    private void ended(@Nullable Exception failure) {
        over = true;
        if (whenGone != null) {
            whenGone.run();
        } else if (!closed) {
            closed = true;
            listener.onClosed(failure);
        }
    }

    /** Brings what the handshake's thread reports to the owner thread. */
    private final class HandshakeEvents implements DtlsEndpoint.Events {
        @Override
        public void connected(SrtpKeys keys) {
            owner.execute(() -> SecureMedia.this.connected(keys));
        }

        @Override
        public void failed(Exception why) {
            owner.execute(() -> ended(why));
        }

        @Override
        public void closed() {
            owner.execute(() -> ended(null));
        }
    }
}
