package dev.parley.server.signaling;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.security.MessageDigest;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.random.RandomGenerator;

/** The sessions of the signalling door that can be resumed. Safe for use by any thread. */
final class ClientSessions {

    /** Two full live rooms (spec/10 §10). */
    static final int MAX_SESSIONS = 200_000;

    private static final int TOKEN_BYTES = 24;

    private final Map<String, ClientSession> sessions = new ConcurrentHashMap<>();
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
            sessions.remove(session.seat().sessionId());
        }
    }

    /** The session of that id, when the token is its secret and it is not over. */
    Optional<ClientSession> find(String sessionId, String token) {
        ClientSession session = sessions.get(sessionId);
        if (session == null) {
            return Optional.empty();
        }
        boolean proven = MessageDigest.isEqual(session.token().getBytes(US_ASCII), token.getBytes(US_ASCII));
        return proven ? Optional.of(session) : Optional.empty();
    }
}
