package dev.parley.protocol.ticket;

import java.time.Instant;

/** The proof that a user may enter one room and do certain things there (spec/05 §2, §3). */
public final class PrivateMapKey {

    private PrivateMapKey() {}

    /**
     * What a check found.
     *
     * @param permissions what the user may do; {@link Permissions#NONE} unless the verdict is valid
     */
    public record Result(TicketVerdict verdict, Permissions permissions) {

        /** The official code of every failed permission check, {@code ERR_SERVER_INFO_PRIVILEGE_FLAG_ERROR}. */
        public static final int CLIENT_CODE = -100006;

        /** 0 when valid, else {@link #CLIENT_CODE} whatever the verdict is. */
        public int clientCode() {
            return verdict.isValid() ? 0 : CLIENT_CODE;
        }
    }

    /**
     * Makes a PrivateMapKey.
     *
     * @param sdkAppId at most 4294967295, which is all the format has room for
     * @param expireSeconds lifetime from {@code now}, at least 1
     * @throws IllegalArgumentException when an argument does not fit the format
     */
    public static String create(
            long sdkAppId,
            String secretKey,
            String userId,
            TicketRoom room,
            Permissions permissions,
            long expireSeconds,
            Instant now) {
        PermissionBuffer buffer =
                new PermissionBuffer(userId, sdkAppId, room, now.getEpochSecond() + expireSeconds, permissions);
        return Ticket.issue(sdkAppId, secretKey, userId, expireSeconds, buffer.encode(), now);
    }

    /** Checks a PrivateMapKey for one user, application and room at {@code now}. Never throws. */
    public static Result verify(
            String ticket, long sdkAppId, String secretKey, String userId, TicketRoom room, Instant now) {
        try {
            Ticket decoded = Ticket.decode(ticket);
            TicketVerdict verdict = decoded.check(sdkAppId, secretKey, userId, true, now);
            String permissionBuffer = decoded.permissionBuffer();
            if (!verdict.isValid() || permissionBuffer == null) {
                return new Result(verdict, Permissions.NONE);
            }
            return check(PermissionBuffer.decode(permissionBuffer), sdkAppId, userId, room, now);
        } catch (MalformedTicketException e) {
            return new Result(TicketVerdict.MALFORMED, Permissions.NONE);
        }
    }

    private static Result check(PermissionBuffer buffer, long sdkAppId, String userId, TicketRoom room, Instant now) {
        if (!buffer.userId().equals(userId)) {
            return new Result(TicketVerdict.USER_MISMATCH, Permissions.NONE);
        }
        if (buffer.sdkAppId() != sdkAppId) {
            return new Result(TicketVerdict.APP_MISMATCH, Permissions.NONE);
        }
        if (!buffer.room().equals(room)) {
            return new Result(TicketVerdict.ROOM_MISMATCH, Permissions.NONE);
        }
        if (now.getEpochSecond() > buffer.expiresAt()) {
            return new Result(TicketVerdict.EXPIRED, Permissions.NONE);
        }
        return new Result(TicketVerdict.VALID, buffer.permissions());
    }
}
