package dev.parley.server.metering;

import dev.parley.server.rooms.RoomKey;
import java.util.Comparator;

/** The order of rooms in answers (ROOM-9): by the UTF-8 bytes of the id, the integer room before the string room. */
final class RoomOrder implements Comparator<RoomKey> {

    static final RoomOrder INSTANCE = new RoomOrder();

    private RoomOrder() {}

    @Override
    public int compare(RoomKey a, RoomKey b) {
        int byId = compareCodePoints(a.id(), b.id());
        return byId != 0 ? byId : a.kind().compareTo(b.kind());
    }

    /** The order of code points is that of their UTF-8 bytes. */
    private static int compareCodePoints(String a, String b) {
        int common = Math.min(a.length(), b.length());
        for (int i = 0; i < common; i++) {
            char first = a.charAt(i);
            char second = b.charAt(i);
            if (first != second) {
                return Integer.compare(rank(first), rank(second));
            }
        }
        return Integer.compare(a.length(), b.length());
    }

    /** Surrogates stand for code points beyond all others. */
    private static int rank(char unit) {
        return Character.isSurrogate(unit) ? unit + 0x10000 : unit;
    }
}
