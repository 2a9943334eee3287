package dev.parley.server.signaling;

import dev.parley.server.rooms.RoomKind;

/**
 * What somebody who wants in says, as received; empty text for what is missing.
 *
 * @param sdkAppId decimal digits
 * @param kind the name space the client chose for {@code roomId}
 * @param privateMapKey counts only in applications with permission control
 */
public record EntryRequest(
        String sdkAppId, RoomKind kind, String roomId, String userId, String userSig, String privateMapKey) {

    /** Never prints the tickets. */
    @Override
    public String toString() {
        return "EntryRequest[" + sdkAppId + ", " + kind.wireName() + " room \"" + roomId + "\", user \"" + userId
                + "\"]";
    }
}
