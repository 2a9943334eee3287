package dev.parley.media.ice;

import dev.parley.media.stun.StunMessage;
import java.net.InetSocketAddress;
import java.util.Optional;

/**
 * The server's side of ICE (RFC 8445 section 2.5): always controlled, never checks by itself, answers whoever proves
 * to know this session's password. Immutable, so any thread may call it; an ICE restart makes a new one.
 *
 * <p>PRIORITY and ICE-CONTROLLING are not demanded, because FFmpeg's WHIP client sends neither (spec/15 section 5.2).
 */
public final class IceLite {

    private final BindingResponder responder;

    /**
     * @param localUfrag ours, the first half of the USERNAME of requests
     * @param localPwd ours, the key of requests and answers
     * @param remoteUfrag the client's, the second half of the USERNAME
     */
    public IceLite(String localUfrag, String localPwd, String remoteUfrag) {
        this.responder = new BindingResponder(false, new IceCredentials(localUfrag, localPwd), remoteUfrag);
    }

    /**
     * What to do about a request.
     *
     * @param response the datagram to send back to the request's source, empty for none
     * @param authenticated the request carried our session's user name and a right MESSAGE-INTEGRITY, so it renews
     *     consent (RFC 7675). True for the error answers 420 and 487 as well
     * @param nominated the request was accepted and carried USE-CANDIDATE: its source is where media goes from now on
     */
    public record Result(byte[] response, boolean authenticated, boolean nominated) {

        static final Result IGNORED = new Result(new byte[0], false, false);

        public boolean hasResponse() {
            return response.length > 0;
        }
    }

    /**
     * Judges one message; anything but a binding request is ignored.
     *
     * @param source where it came from; becomes XOR-MAPPED-ADDRESS
     */
    public Result handle(StunMessage request, InetSocketAddress source) {
        return responder.handle(request, source);
    }

    /** The local user name fragment a request is addressed to: how a shared port finds the session. Not yet proven. */
    public static Optional<String> addressedUfrag(StunMessage request) {
        return request.username().map(name -> name.substring(0, Math.max(0, name.indexOf(':'))));
    }
}
