package dev.parley.server.rooms;

/**
 * What identifies a room, over all its life cycles (MET-2).
 *
 * @param sdkAppId the application, 1..2^53-1
 * @param kind which name space {@code id} belongs to
 * @param id decimal digits for {@link RoomKind#INT}, the text as given for {@link RoomKind#STR}
 */
public record RoomKey(long sdkAppId, RoomKind kind, String id) {

    /** For logs and people: {@code 20000001/lobby}, {@code 20000001/#88}. */
    @Override
    public String toString() {
        return sdkAppId + (kind == RoomKind.INT ? "/#" : "/") + id;
    }
}
