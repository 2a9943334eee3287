package dev.parley.server.signaling;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.parley.media.ice.IceCredentials;
import dev.parley.media.session.LocalPeer;
import dev.parley.server.rooms.Rooms;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.random.RandomGenerator;

/**
 * The session resources of the door: unguessable ids for sessions that rooms know. A session that its room has
 * forgotten is forgotten here when it is asked for, or when the table has doubled since it was last swept. Safe for use
 * by any thread.
 */
final class OpenSessions {

    /** Two full live rooms (spec/10 §10), some 60 MB. */
    static final int MAX_SESSIONS = 200_000;

    private static final int FIRST_SWEEP = 64;

    /** A full table must not be swept for everybody who knocks. */
    private static final Duration SWEEP_PAUSE = Duration.ofSeconds(1);

    /** 192 bits, which make 32 characters (spec/15 §2). */
    private static final int ID_BYTES = 24;

    /**
     * @param roomSessionId the id that {@link Rooms} gave
     * @param admitted when the user's ticket was valid
     * @param remoteUfrag,remotePwd the client's ICE credentials, by which an ICE restart is told from trickling
     * @param entityTag strong and quoted, for as long as the ICE session lasts
     * @param tagged the section that carries the transport
     */
    record Session(
            String roomSessionId,
            long sdkAppId,
            String userId,
            Instant admitted,
            String remoteUfrag,
            String remotePwd,
            String entityTag,
            TaggedSection tagged) {

        /** The same session after an ICE restart. */
        Session restarted(IceCredentials remote, String freshTag) {
            return new Session(
                    roomSessionId, sdkAppId, userId, admitted, remote.ufrag(), remote.pwd(), freshTag, tagged);
        }
    }

    private final Rooms rooms;
    private final RandomGenerator random;
    private final int limit;
    private final Map<String, Session> sessions = new ConcurrentHashMap<>();
    private int sweepAt = FIRST_SWEEP;
    private Instant nextSweep = Instant.MIN;

    /** @param random of cryptographic quality */
    OpenSessions(Rooms rooms, RandomGenerator random, int limit) {
        this.rooms = rooms;
        this.random = random;
        this.limit = limit;
    }

    /** Our user name fragment names our side of the ICE session, and so changes exactly when that does. */
    static String entityTag(LocalPeer local) {
        return '"' + local.iceUfrag() + '"';
    }

    /** Whether one more session can be remembered; callers that ask at the same moment may get in together. */
    synchronized boolean hasRoom(Instant now) {
        boolean worthIt = sessions.size() >= Math.min(sweepAt, limit) && !now.isBefore(nextSweep);
        if (worthIt) {
            sessions.values().removeIf(session -> !rooms.isPresent(session.roomSessionId()));
            sweepAt = Math.max(FIRST_SWEEP, 2 * sessions.size());
            nextSweep = now.plus(SWEEP_PAUSE);
        }
        return sessions.size() < limit;
    }

    /** Remembers a session under a fresh id. */
    String remember(Session session) {
        byte[] id = new byte[ID_BYTES];
        random.nextBytes(id);
        String text = new String(Base64.getUrlEncoder().withoutPadding().encode(id), US_ASCII);
        sessions.put(text, session);
        return text;
    }

    Optional<Session> find(String id) {
        Session session = sessions.get(id);
        if (session != null && !rooms.isPresent(session.roomSessionId())) {
            sessions.remove(id);
            return Optional.empty();
        }
        return Optional.ofNullable(session);
    }

    /** Remembers a session in place of what it was; false when it is not that any more. */
    boolean replace(String id, Session known, Session changed) {
        return sessions.replace(id, known, changed);
    }

    void forget(String id) {
        sessions.remove(id);
    }

    int size() {
        return sessions.size();
    }
}
