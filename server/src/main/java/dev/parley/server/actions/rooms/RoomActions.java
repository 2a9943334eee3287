package dev.parley.server.actions.rooms;

import dev.parley.server.actions.Action;
import dev.parley.server.rooms.Applications;
import dev.parley.server.rooms.RoomAdministration;
import java.util.List;

/** The actions on rooms, all of which work with the same two things. */
public final class RoomActions {

    private RoomActions() {}

    public static List<Action<?, ?>> of(Applications applications, RoomAdministration rooms) {
        return List.of(
                new SetUserBlockedByStrRoomId(applications, rooms),
                new SetUserBlocked(applications, rooms),
                new RemoveUser(applications, rooms),
                new DismissRoom(applications, rooms),
                new RemoveUserByStrRoomId(applications, rooms),
                new DismissRoomByStrRoomId(applications, rooms));
    }
}
