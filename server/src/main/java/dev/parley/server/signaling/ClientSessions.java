package dev.parley.server.signaling;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.parley.server.rooms.ExitReason;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.random.RandomGenerator;

/** The sessions of the signalling door that can be resumed. Safe for use by any thread. */
final class ClientSessions {

    /** Two full live rooms (spec/10 §10). */
    static final int MAX_SESSIONS = 200_000;

    /** Ended sessions whose end is remembered; the oldest are forgotten. */
    static final int MOST_ENDED = 10_000;

    /** Ends that a client must hear of, lest it enters again by itself. */
    private static final Set<ExitReason> SENT_AWAY =
            Set.of(ExitReason.REPLACED, ExitReason.REMOVED, ExitReason.DISMISSED);

    private static final int TOKEN_BYTES = 24;

    private record Ended(String token, ExitReason reason) {}

    private final Map<String, ClientSession> sessions = new ConcurrentHashMap<>();
    private final LinkedHashMap<String, Ended> ended = new LinkedHashMap<>();
    private final RandomGenerator random;

    /** @param random of cryptographic quality */
    ClientSessions(RandomGenerator random) {
        this.random = random;
    }

    boolean isFull() {
        return sessions.size() >= MAX_SESSIONS;
    }

    /** 192 bits that nobody can guess. */
    String newToken() {
        byte[] token = new byte[TOKEN_BYTES];
        random.nextBytes(token);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(token);
    }

    long newOriginId() {
        return random.nextLong(Long.MAX_VALUE);
    }

    /** Remembers a session that has its seat, unless it has ended in between. */
    void add(ClientSession session) {
        sessions.put(session.seat().sessionId(), session);
        if (session.isOver()) {
            remove(session);
        }
    }

    void remove(ClientSession session) {
        if (session.isSeated()) {
            String sessionId = session.seat().sessionId();
            ExitReason end = session.end();
            if (end != null) {
                noteEnd(sessionId, session.token(), end);
            }
            sessions.remove(sessionId);
        }
    }

    void noteEnd(String sessionId, String token, ExitReason reason) {
        if (SENT_AWAY.contains(reason)) {
            synchronized (ended) {
                ended.put(sessionId, new Ended(token, reason));
                if (ended.size() > MOST_ENDED) {
                    ended.pollFirstEntry();
                }
            }
        }
    }

    /** Why a session was ended that its client may not have been told of, when the token is its secret. */
    Optional<ExitReason> endOf(String sessionId, String token) {
        synchronized (ended) {
            return Optional.ofNullable(ended.get(sessionId))
                    .filter(end -> isSecret(end.token(), token))
                    .map(Ended::reason);
        }
    }

    /** The session of that id, when the token is its secret and it is not over. */
    Optional<ClientSession> find(String sessionId, String token) {
        return Optional.ofNullable(sessions.get(sessionId)).filter(session -> isSecret(session.token(), token));
    }

    private static boolean isSecret(String secret, String token) {
        return MessageDigest.isEqual(secret.getBytes(US_ASCII), token.getBytes(US_ASCII));
    }
}
