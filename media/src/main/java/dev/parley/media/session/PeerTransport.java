package dev.parley.media.session;

import dev.parley.media.dtls.DtlsCertificate;
import dev.parley.media.ice.IceChallenge;
import dev.parley.media.ice.IceCredentials;
import dev.parley.media.ice.IceLite;
import dev.parley.media.stun.StunMessage;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * One client's transport as the server sees it: ICE-lite (RFC 8445 §2.5), DTLS and SRTP over the one path the client
 * chose. A path counts only after a connectivity check with the right password came over it; until then nothing but
 * STUN is taken from it, and nothing is sent to it (this also keeps the server from amplifying spoofed traffic). When
 * media moves from one path to another, and when it stops for want of consent, is said at {@link PathChoice}.
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

    private static final SecureRandom RANDOM = new SecureRandom();

    /** What both sides call themselves between two ICE restarts, and who answers under these names. */
    private record Generation(LocalPeer local, RemotePeer remote, IceLite ice) {

        Generation(LocalPeer local, RemotePeer remote) {
            this(local, remote, new IceLite(local.iceUfrag(), local.icePwd(), remote.iceUfrag()));
        }

        IceChallenge challenge() {
            return new IceChallenge(local.iceUfrag(), new IceCredentials(remote.iceUfrag(), remote.icePwd()), RANDOM);
        }
    }

    private final DatagramOutput output;
    private final SecureMedia secure;
    private final PathChoice paths = new PathChoice();

    private Generation present;

    /** That before a restart, until a check with the new credentials has come. */
    private @Nullable Generation former;

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
        this.present = new Generation(local, remote);
        this.output = output;
        this.lastHeard = now;
        this.secure = new SecureMedia(remote, certificate, owner, handshakes, this::sendHandshake, listener);
    }

    /** What the client was told last. */
    public LocalPeer local() {
        return present.local();
    }

    /** What the client said last. */
    public RemotePeer remote() {
        return present.remote();
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
        RemotePeer remote = present.remote();
        if (!restarted.fingerprint().equals(remote.fingerprint())) {
            throw new IllegalArgumentException("an ICE restart keeps the certificate");
        }
        if (former == null) {
            former = present;
        }
        present = new Generation(
                fresh,
                new RemotePeer(restarted.iceUfrag(), restarted.icePwd(), remote.fingerprint(), remote.localRole()));
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

    /** The path in use, null before the first authentic check; without consent nothing is sent there. */
    public @Nullable Path selectedPath() {
        return paths.selected();
    }

    /** Whether media may be sent at present (RFC 7675), as of the last {@link #look}. */
    public boolean hasConsent() {
        return paths.usable() != null;
    }

    /** Notices that time has passed: to be called about once a second. */
    public void look(long time) {
        paths.look(time);
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
        Generation addressed = addressed(check);
        IceLite.Result result = addressed.ice().handle(check, from.remoteAddress());
        if (result.hasResponse()) {
            output.send(result.response(), 0, result.response().length, from);
        }
        if (!result.authenticated()) {
            return false;
        }
        if (former != null && !former.equals(addressed)) {
            former = null;
            paths.forgetChallenge();
        }
        lastHeard = time;
        if (paths.checked(from, result.nominated(), secure.isConnected(), time)) {
            byte[] request = paths.challenge(from, addressed::challenge, time).request();
            output.send(request, 0, request.length, from);
        }
        secure.start(time);
        return true;
    }

    /** Takes what answers a check of ours, from a path of this client. */
    public void receiveAnswer(StunMessage answer, Path from, long time) {
        if (paths.answered(answer, from, time)) {
            lastHeard = time;
        }
    }

    private Generation addressed(StunMessage check) {
        Generation old = former;
        return old != null
                        && IceLite.addressedUfrag(check)
                                .equals(Optional.of(old.local().iceUfrag()))
                ? old
                : present;
    }

    /** Takes a datagram that is not STUN from a path of this client. */
    public void receive(byte[] data, int offset, int length, Path from, long time) {
        if (secure.receive(data, offset, length, time)) {
            lastHeard = time;
            paths.heard(from, time);
        }
    }

    /** As the other, from a client that has but one path. */
    public void receive(byte[] data, int offset, int length, long time) {
        Path only = paths.selected();
        if (only != null) {
            receive(data, offset, length, only, time);
        }
    }

    /**
     * Encrypts and sends one RTP packet; false before the keys are agreed, and when its number was used before.
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

    /** As {@link #sendRtp}; returns the sealed length, or -1 where that is false. */
    public int sendRtpKeeping(byte[] packet, int length) {
        int size = secure.protectRtp(packet, length);
        sendSealed(size);
        return size;
    }

    /** Sends bytes that were sealed before, unchanged: the only safe way to repeat a packet under its own sequence. */
    public void repeatSealed(byte[] sealed, int length) {
        Path path = paths.usable();
        if (path != null) {
            output.send(sealed, 0, length, path);
        }
    }

    private boolean sendSealed(int size) {
        Path path = paths.usable();
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
        Path path = paths.usable();
        if (path != null) {
            output.send(datagram, 0, datagram.length, path);
        }
    }
}
