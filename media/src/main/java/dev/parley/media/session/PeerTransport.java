package dev.parley.media.session;

import dev.parley.media.dtls.DtlsCertificate;
import dev.parley.media.ice.IceLite;
import dev.parley.media.stun.StunMessage;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * One client's transport as the server sees it: ICE-lite (RFC 8445 §2.5), DTLS and SRTP over the one path the client
 * chose. A path counts only after a connectivity check with the right password came over it; until then nothing but
 * STUN is taken from it, and nothing is sent to it (this also keeps the server from amplifying spoofed traffic).
 *
 * <p>Everything is called on one owner thread, times are epoch milliseconds of the owner's clock.
 */
public final class PeerTransport {

    /** What the transport tells its user, on the owner thread. */
    public interface Listener {
        /** Keys are agreed: media can flow. */
        void onConnected(long now);

        /** Plain RTP; {@code packet} is reused after the call. */
        void onRtp(byte[] packet, int length, long now);

        /** Plain compound RTCP; {@code packet} is reused after the call. */
        void onRtcp(byte[] packet, int length, long now);

        /** The client said goodbye, or could not prove who it is; nothing comes after this. */
        void onClosed(@Nullable Exception failure);
    }

    private final DatagramOutput output;
    private final SecureMedia secure;

    private LocalPeer local;
    private RemotePeer remote;
    private IceLite ice;

    /** What answers under the credentials before a restart, until a check with the new ones has come. */
    private @Nullable IceLite former;

    private String formerUfrag = "";
    private @Nullable Path selected;
    private long lastHeard;

    /**
     * @param owner runs tasks on the owner thread
     * @param handshakes runs the blocking DTLS handshake, one thread for each transport
     * @param now the time of creation, from which silence is measured until something arrives
     */
    public PeerTransport(
            LocalPeer local,
            RemotePeer remote,
            DtlsCertificate certificate,
            Executor owner,
            Executor handshakes,
            DatagramOutput output,
            Listener listener,
            long now) {
        this.local = local;
        this.remote = remote;
        this.ice = new IceLite(local.iceUfrag(), local.icePwd(), remote.iceUfrag());
        this.output = output;
        this.lastHeard = now;
        this.secure = new SecureMedia(remote, certificate, owner, handshakes, this::sendHandshake, listener);
    }

    /** What the client was told last. */
    public LocalPeer local() {
        return local;
    }

    /** What the client said last. */
    public RemotePeer remote() {
        return remote;
    }

    /**
     * Restarts ICE (RFC 8445 §9): from now on checks with the new credentials count, and until the first of them also
     * those with the old ones. The path in use stays until another is nominated; keys and DTLS association stay.
     *
     * @param fresh with other credentials than before
     * @param restarted with other credentials, the same certificate; its DTLS role doesn't count any more
     * @throws IllegalArgumentException when it has another certificate, which would be another peer
     */
    public void restart(LocalPeer fresh, RemotePeer restarted) {
        if (!restarted.fingerprint().equals(remote.fingerprint())) {
            throw new IllegalArgumentException("an ICE restart keeps the certificate");
        }
        if (former == null) {
            former = ice;
            formerUfrag = local.iceUfrag();
        }
        local = fresh;
        remote = new RemotePeer(restarted.iceUfrag(), restarted.icePwd(), remote.fingerprint(), remote.localRole());
        ice = new IceLite(fresh.iceUfrag(), fresh.icePwd(), restarted.iceUfrag());
    }

    /** Whether the credentials from before a restart are still good. */
    public boolean isRestarting() {
        return former != null;
    }

    public boolean isConnected() {
        return secure.isConnected();
    }

    /** When the client last proved that it is there: an authentic check, handshake record or media packet. */
    public long lastHeard() {
        return lastHeard;
    }

    /** The path in use, null before the first authentic check. */
    public @Nullable Path selectedPath() {
        return selected;
    }

    /** Packets refused because they failed authentication, were replayed or were malformed. */
    public long rejectedPackets() {
        return secure.rejectedPackets();
    }

    /**
     * Answers a connectivity check.
     *
     * @return true when it was authentic, so that {@code from} is this client's
     */
    public boolean receiveCheck(StunMessage check, Path from, long time) {
        IceLite addressed = addressed(check);
        IceLite.Result result = addressed.handle(check, from.remoteAddress());
        if (result.hasResponse()) {
            output.send(result.response(), 0, result.response().length, from);
        }
        if (!result.authenticated()) {
            return false;
        }
        if (addressed == ice) {
            former = null;
        }
        lastHeard = time;
        if (selected == null || (result.nominated() && !from.equals(selected))) {
            selected = from;
        }
        secure.start(time);
        return true;
    }

    private IceLite addressed(StunMessage check) {
        IceLite old = former;
        return old != null && IceLite.addressedUfrag(check).equals(Optional.of(formerUfrag)) ? old : ice;
    }

    /** Takes a datagram that is not STUN from a path of this client. */
    public void receive(byte[] data, int offset, int length, long time) {
        if (secure.receive(data, offset, length, time)) {
            lastHeard = time;
        }
    }

    /**
     * Encrypts and sends one RTP packet; false before the keys are agreed.
     *
     * @param packet not changed, not kept
     */
    public boolean sendRtp(byte[] packet, int length) {
        return sendSealed(secure.protectRtp(packet, length));
    }

    /** As {@link #sendRtp}, for compound RTCP. */
    public boolean sendRtcp(byte[] packet, int length) {
        return sendSealed(secure.protectRtcp(packet, length));
    }

    /** The bytes {@link #sendRtp} last put on the wire, for keeping; valid until the next send. */
    public byte[] lastSealed() {
        return secure.sealed();
    }

    /** Encrypts one RTP packet and sends it; returns the sealed length, or -1 before the keys are agreed. */
    public int sendRtpKeeping(byte[] packet, int length) {
        int size = secure.protectRtp(packet, length);
        sendSealed(size);
        return size;
    }

    /** Sends bytes that were sealed before, unchanged: the only safe way to repeat a packet under its own sequence. */
    public void repeatSealed(byte[] sealed, int length) {
        Path path = selected;
        if (path != null) {
            output.send(sealed, 0, length, path);
        }
    }

    private boolean sendSealed(int size) {
        Path path = selected;
        if (size < 0 || path == null) {
            return false;
        }
        output.send(secure.sealed(), 0, size, path);
        return true;
    }

    /**
     * Says goodbye; the listener hears nothing any more.
     *
     * @param gone called on the owner thread once the goodbye is on its way: until then the paths must stay open
     */
    public void close(Runnable gone) {
        secure.close(gone);
    }

    private void sendHandshake(byte[] datagram) {
        Path path = selected;
        if (path != null) {
            output.send(datagram, 0, datagram.length, path);
        }
    }
}
