package dev.parley.server.access;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;

/**
 * The token of a temporary credential as it is kept: enough to recognise it, not to send it.
 *
 * @param sha256 of the token, 64 lower-case hex characters
 * @param expiresAt from then on it is refused
 */
public record StoredToken(String sha256, Instant expiresAt) {

    public static StoredToken of(String token, Instant expiresAt) {
        return new StoredToken(hash(token), expiresAt);
    }

    boolean accepts(String token, Instant now) {
        return MessageDigest.isEqual(hash(token).getBytes(UTF_8), sha256.getBytes(UTF_8)) && now.isBefore(expiresAt);
    }

    private static String hash(String token) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(token.getBytes(UTF_8)));
        } catch (NoSuchAlgorithmException everyJavaHasIt) {
            throw new IllegalStateException(everyJavaHasIt);
        }
    }
}
