package dev.parley.server.storage.sqlite;

import dev.parley.server.rooms.RoomKind;

/** Room kinds as numbers in tables. */
final class RoomKinds {

    private RoomKinds() {}

    static int number(RoomKind kind) {
        return kind == RoomKind.INT ? 0 : 1;
    }

    static RoomKind of(int number) {
        return number == 0 ? RoomKind.INT : RoomKind.STR;
    }
}
