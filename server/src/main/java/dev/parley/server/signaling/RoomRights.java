package dev.parley.server.signaling;

import dev.parley.protocol.ticket.Permission;
import dev.parley.protocol.ticket.Permissions;
import dev.parley.protocol.ticket.PrivateMapKey;
import dev.parley.protocol.ticket.TicketRoom;
import dev.parley.server.rooms.Application;
import dev.parley.server.rooms.EntryRefusedException;
import dev.parley.server.rooms.EntryRefusedException.Reason;
import dev.parley.server.rooms.RoomKey;
import java.time.Instant;

/** Advanced permission control: what a PrivateMapKey lets a user do in a room (spec/05 §3, spec/10 §7). Pure. */
final class RoomRights {

    private static final int BAD_TICKET = PrivateMapKey.Result.CLIENT_CODE;
    private static final int NO_RIGHT_TO_ENTER = -102011;

    private RoomRights() {}

    /**
     * What the user may do in that room at {@code now}. Without permission control a ticket is not even looked at.
     *
     * @param privateMapKey empty for none
     * @throws EntryRefusedException of {@link Reason#NO_PERMISSION}, -100006 when the ticket does not hold and -102011
     *     when it does not let the user in
     */
    static Permissions of(Application application, RoomKey room, String userId, String privateMapKey, Instant now) {
        if (!application.permissionControl()) {
            return Permissions.ALL;
        }
        if (privateMapKey.isEmpty()) {
            throw refused(
                    BAD_TICKET,
                    "Application " + room.sdkAppId() + " has permission control switched on: send a "
                            + "PrivateMapKey, made for this user and this room, besides the UserSig.");
        }
        PrivateMapKey.Result result = PrivateMapKey.verify(
                privateMapKey, room.sdkAppId(), application.secretKey(), userId, ticketRoom(room), now);
        if (!result.verdict().isValid()) {
            throw refused(
                    BAD_TICKET,
                    "The PrivateMapKey does not hold. " + result.verdict().message());
        }
        if (!result.permissions().allows(Permission.ENTER_ROOM)) {
            throw refused(
                    NO_RIGHT_TO_ENTER,
                    "The PrivateMapKey does not permit to enter: make one whose permissions include "
                            + Permission.ENTER_ROOM.bit() + ".");
        }
        return result.permissions();
    }

    private static TicketRoom ticketRoom(RoomKey room) {
        return switch (room.kind()) {
            case INT -> new TicketRoom.Numeric(Long.parseLong(room.id()));
            case STR -> new TicketRoom.Text(room.id());
        };
    }

    private static EntryRefusedException refused(int code, String message) {
        return new EntryRefusedException(Reason.NO_PERMISSION, code, message);
    }
}
