package dev.parley.server.metering;

import dev.parley.server.rooms.RoomKey;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;

/** The order of rooms in answers (ROOM-9): by the UTF-8 bytes of the id, the integer room before the string room. */
final class RoomOrder implements Comparator<RoomKey> {

    static final RoomOrder INSTANCE = new RoomOrder();

    private RoomOrder() {}

    @Override
    public int compare(RoomKey a, RoomKey b) {
        byte[] first = a.id().getBytes(StandardCharsets.UTF_8);
        byte[] second = b.id().getBytes(StandardCharsets.UTF_8);
        int byId = Arrays.compareUnsigned(first, second);
        return byId != 0 ? byId : a.kind().compareTo(b.kind());
    }
}
