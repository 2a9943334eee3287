package dev.parley.protocol.ticket;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Base64;
import java.util.Objects;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * The content of a UserSig or a PrivateMapKey, read but not yet believed (spec/05 §1.2).
 *
 * @param userId who it was made for
 * @param sdkAppId the application it was made for
 * @param issuedAt epoch seconds
 * @param lifetime seconds
 * @param permissionBuffer base64 text of the permission buffer; null in a UserSig
 * @param signature base64 text of the HMAC-SHA256 over the members above
 */
public record Ticket(
        String userId,
        long sdkAppId,
        long issuedAt,
        long lifetime,
        @Nullable String permissionBuffer,
        String signature) {

    /** How far in the future a ticket may be issued; clocks of those who create tickets differ (spec/05 §1.5). */
    public static final long ALLOWED_CLOCK_SKEW_SECONDS = 300;

    private static final int MAX_USER_ID_BYTES = 255;

    /**
     * Reads a ticket without checking it; for tools that explain what is wrong with one.
     *
     * @throws MalformedTicketException when the text is no ticket of version 2.0
     */
    public static Ticket decode(String text) throws MalformedTicketException {
        return TicketText.decode(text);
    }

    /**
     * Makes a signed ticket text.
     *
     * @throws IllegalArgumentException when the user id or a number is outside what a ticket can carry
     */
    static String issue(
            long sdkAppId,
            String secretKey,
            String userId,
            long lifetime,
            @Nullable String permissionBuffer,
            Instant now) {
        requireUserId(userId);
        if (sdkAppId <= 0 || sdkAppId > TicketText.MAX_NUMBER) {
            throw new IllegalArgumentException("sdkAppId must be 1 to 2^53-1, got " + sdkAppId);
        }
        if (lifetime <= 0 || lifetime > TicketText.MAX_NUMBER) {
            throw new IllegalArgumentException("a ticket must live for at least one second, got " + lifetime);
        }
        Ticket unsigned = new Ticket(userId, sdkAppId, now.getEpochSecond(), lifetime, permissionBuffer, "");
        return TicketText.encode(unsigned.withSignature(unsigned.sign(secretKey)));
    }

    /** Epoch seconds of the last instant at which the ticket is valid. */
    public long expiresAt() {
        return issuedAt + lifetime;
    }

    boolean isPrivateMapKey() {
        return permissionBuffer != null;
    }

    /**
     * Everything but the room and the permissions. The signature comes first (spec/10 §3.2), so that nothing is told
     * about a ticket that this server's application did not make.
     */
    TicketVerdict check(
            long expectedApplication, String secretKey, String expectedUser, boolean privateMapKey, Instant now) {
        if (!isSignedWith(secretKey)) {
            return TicketVerdict.BAD_SIGNATURE;
        }
        if (!userId.equals(expectedUser)) {
            return TicketVerdict.USER_MISMATCH;
        }
        if (sdkAppId != expectedApplication) {
            return TicketVerdict.APP_MISMATCH;
        }
        if (now.getEpochSecond() > expiresAt()) {
            return TicketVerdict.EXPIRED;
        }
        if (issuedAt - now.getEpochSecond() > ALLOWED_CLOCK_SKEW_SECONDS) {
            return TicketVerdict.ISSUED_IN_FUTURE;
        }
        return isPrivateMapKey() == privateMapKey ? TicketVerdict.VALID : TicketVerdict.WRONG_TYPE;
    }

    private boolean isSignedWith(String secretKey) {
        return MessageDigest.isEqual(sign(secretKey).getBytes(UTF_8), signature.getBytes(UTF_8));
    }

    private Ticket withSignature(String text) {
        return new Ticket(userId, sdkAppId, issuedAt, lifetime, permissionBuffer, text);
    }

    /** The key is the text of the secret, never its hex-decoded bytes (spec/05 §1.1). */
    private String sign(String secretKey) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secretKey.getBytes(UTF_8), "HmacSHA256"));
            return Base64.getEncoder().encodeToString(mac.doFinal(signedText().getBytes(UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has HmacSHA256", e);
        }
    }

    private String signedText() {
        StringBuilder text = new StringBuilder()
                .append("TLS.identifier:")
                .append(userId)
                .append("\nTLS.sdkappid:")
                .append(sdkAppId)
                .append("\nTLS.time:")
                .append(issuedAt)
                .append("\nTLS.expire:")
                .append(lifetime)
                .append('\n');
        if (permissionBuffer != null) {
            text.append("TLS.userbuf:").append(permissionBuffer).append('\n');
        }
        return text.toString();
    }

    private static void requireUserId(String userId) {
        Objects.requireNonNull(userId, "userId is null");
        int length = userId.getBytes(UTF_8).length;
        if (length == 0 || length > MAX_USER_ID_BYTES || !isPlain(userId)) {
            throw new IllegalArgumentException("a user id must have 1 to " + MAX_USER_ID_BYTES
                    + " bytes of plain text without control characters");
        }
    }

    /**
     * Whether a signature over a text is over this text only. A line feed could imitate another member of the signed
     * text, hence no control characters; and half of a surrogate pair is signed as a question mark.
     */
    static boolean isPlain(String text) {
        return text.codePoints()
                .noneMatch(letter -> letter < 0x20
                        || letter == 0x7f
                        || (letter >= Character.MIN_SURROGATE && letter <= Character.MAX_SURROGATE));
    }
}
