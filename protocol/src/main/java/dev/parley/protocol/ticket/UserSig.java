package dev.parley.protocol.ticket;

import java.time.Instant;

/** The proof that a user was let in by the application's own server (spec/05 §1). */
public final class UserSig {

    private UserSig() {}

    /**
     * Makes a UserSig.
     *
     * @param secretKey the application's SDKSecretKey as text
     * @param userId 1 to 255 bytes without control characters
     * @param expireSeconds lifetime from {@code now}, at least 1
     * @throws IllegalArgumentException when an argument is outside these bounds
     */
    public static String create(long sdkAppId, String secretKey, String userId, long expireSeconds, Instant now) {
        return Ticket.issue(sdkAppId, secretKey, userId, expireSeconds, null, now);
    }

    /**
     * Checks that {@code ticket} lets {@code userId} into application {@code sdkAppId} at {@code now}. Never throws.
     */
    public static TicketVerdict verify(String ticket, long sdkAppId, String secretKey, String userId, Instant now) {
        try {
            return Ticket.decode(ticket).check(sdkAppId, secretKey, userId, false, now);
        } catch (MalformedTicketException e) {
            return TicketVerdict.MALFORMED;
        }
    }
}
