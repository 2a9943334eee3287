package dev.parley.protocol.ticket;

/** What a PrivateMapKey can allow (spec/05 §2.2). */
public enum Permission {
    CREATE_ROOM(1),
    ENTER_ROOM(2),
    SEND_AUDIO(4),
    RECEIVE_AUDIO(8),
    SEND_VIDEO(16),
    RECEIVE_VIDEO(32),
    SEND_SUB_STREAM(64),
    RECEIVE_SUB_STREAM(128);

    private final int bit;

    Permission(int bit) {
        this.bit = bit;
    }

    public int bit() {
        return bit;
    }
}
