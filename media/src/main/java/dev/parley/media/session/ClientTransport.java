package dev.parley.media.session;

import dev.parley.media.dtls.DtlsCertificate;
import dev.parley.media.ice.IceClient;
import dev.parley.media.ice.IceCredentials;
import dev.parley.media.srtp.SrtpProfile;
import dev.parley.media.stun.MalformedStunException;
import dev.parley.media.stun.StunMessage;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.random.RandomGenerator;

/**
 * The client's end of a peer connection to an ICE-lite server: what built-in participants and load generators use. It
 * checks one candidate, then runs the same DTLS and SRTP as {@link PeerTransport}. Everything is called on one owner
 * thread; times are epoch milliseconds.
 */
public final class ClientTransport {

    private final Path path;
    private final RandomGenerator random;
    private IceClient ice;
    private final DatagramOutput output;
    private final SecureMedia secure;

    /**
     * @param local the credentials the offer carried
     * @param remote what the server's answer says; its DTLS role is the one this side takes
     * @param path to the server's candidate
     * @param owner runs tasks on the owner thread
     * @param handshakes runs the blocking DTLS handshake
     */
    public ClientTransport(
            IceCredentials local,
            RemotePeer remote,
            Path path,
            DtlsCertificate certificate,
            Executor owner,
            Executor handshakes,
            DatagramOutput output,
            PeerTransport.Listener listener,
            RandomGenerator random,
            long now) {
        this(
                local,
                remote,
                path,
                certificate,
                List.of(SrtpProfile.values()),
                owner,
                handshakes,
                output,
                listener,
                random,
                now);
    }

    /**
     * As the other constructor, for a client that does not take every way of protecting media.
     *
     * @param profiles at least one, preferred first
     */
    public ClientTransport(
            IceCredentials local,
            RemotePeer remote,
            Path path,
            DtlsCertificate certificate,
            List<SrtpProfile> profiles,
            Executor owner,
            Executor handshakes,
            DatagramOutput output,
            PeerTransport.Listener listener,
            RandomGenerator random,
            long now) {
        this.path = path;
        this.output = output;
        this.random = random;
        this.ice = new IceClient(
                local, new IceCredentials(remote.iceUfrag(), remote.icePwd()), path.remoteAddress(), random, now);
        this.secure = new SecureMedia(remote, certificate, profiles, owner, handshakes, this::sendHandshake, listener);
    }

    /**
     * Restarts ICE towards the same candidate after a new offer and answer (RFC 8445 section 9); the keys stay.
     *
     * @param local the credentials the offer carried
     * @param remote those of the answer
     */
    public void restartIce(IceCredentials local, IceCredentials remote, long now) {
        ice = new IceClient(local, remote, path.remoteAddress(), random, now);
    }

    public boolean isConnected() {
        return secure.isConnected();
    }

    /** Sends the checks that are due; the connection stays alive as long as this is called. */
    public void tick(long time) {
        for (byte[] check = ice.poll(time); check != null; check = ice.poll(time)) {
            output.send(check, 0, check.length, path);
        }
    }

    /** Takes one datagram from the server. */
    public void receive(byte[] data, int offset, int length, long time) {
        if (StunMessage.isStun(data, offset, length)) {
            receiveStun(data, offset, length, time);
        } else if (length > 0) {
            secure.receive(data, offset, length, time);
        }
    }

    private void receiveStun(byte[] data, int offset, int length, long time) {
        StunMessage message;
        try {
            message = StunMessage.parse(data, offset, length);
        } catch (MalformedStunException malformed) {
            return;
        }
        if (message.type() == StunMessage.BINDING_REQUEST) {
            ice.respond(message, path.remoteAddress())
                    .ifPresent(response -> output.send(response, 0, response.length, path));
        } else if (ice.onResponse(message, time)) {
            secure.start(time);
        }
    }

    /** Encrypts and sends one RTP packet; false before the keys are agreed, and when its number was used before. */
    public boolean sendRtp(byte[] packet, int length) {
        return sendSealed(secure.protectRtp(packet, length));
    }

    /** As {@link #sendRtp}, for compound RTCP. */
    public boolean sendRtcp(byte[] packet, int length) {
        return sendSealed(secure.protectRtcp(packet, length));
    }

    private boolean sendSealed(int size) {
        if (size < 0) {
            return false;
        }
        output.send(secure.sealed(), 0, size, path);
        return true;
    }

    /** Says goodbye. */
    public void close() {
        secure.close(() -> {});
    }

    private void sendHandshake(byte[] datagram) {
        output.send(datagram, 0, datagram.length, path);
    }
}
