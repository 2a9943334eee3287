package dev.parley.server.rooms;

/** The two disjoint name spaces of rooms (spec/10 §1.3): integer room 123 and string room "123" are different rooms. */
public enum RoomKind {
    INT("int"),
    STR("str");

    private final String wireName;

    RoomKind(String wireName) {
        this.wireName = wireName;
    }

    /** The spelling used in stored and replayed events (spec/20 MET-2). */
    public String wireName() {
        return wireName;
    }
}
