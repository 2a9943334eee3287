package dev.parley.server.rooms;

/** What a participant session is (MET-1). The kind never changes how its seconds are counted. */
public enum SessionKind {
    CLIENT("client"),
    ROBOT_RECORD("robot-record"),
    ROBOT_RELAY("robot-relay"),
    ROBOT_MODERATE("robot-moderate"),
    ROBOT_INGEST("robot-ingest");

    private final String wireName;

    SessionKind(String wireName) {
        this.wireName = wireName;
    }

    public String wireName() {
        return wireName;
    }

    public boolean isRobot() {
        return this != CLIENT;
    }
}
