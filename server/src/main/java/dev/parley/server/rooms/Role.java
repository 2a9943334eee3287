package dev.parley.server.rooms;

/** The role of a user in a live room (spec/10 §2.3); in a call room everyone is an anchor. */
public enum Role {
    ANCHOR(20, "anchor"),
    AUDIENCE(21, "audience");

    private final int code;
    private final String wireName;

    Role(int code, String wireName) {
        this.code = code;
        this.wireName = wireName;
    }

    /** The number used by the cloud API and by callbacks. */
    public int code() {
        return code;
    }

    public String wireName() {
        return wireName;
    }
}
