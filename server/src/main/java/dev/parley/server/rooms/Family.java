package dev.parley.server.rooms;

/** What kind of room it is, given by its first entrant (spec/10 §2). */
public enum Family {
    /** Everybody is an anchor and is seen by everybody; the room ends with its last user. */
    CALL("rtc"),
    /** Anchors and audience; only anchors are seen. */
    LIVE("live");

    private final String wireName;

    Family(String wireName) {
        this.wireName = wireName;
    }

    /** As clients call the scene. */
    public String wireName() {
        return wireName;
    }

    /** The role that counts here for somebody who asked for one (spec/10 §2.2). */
    Role roleOf(Role asked) {
        return this == CALL ? Role.ANCHOR : asked;
    }
}
