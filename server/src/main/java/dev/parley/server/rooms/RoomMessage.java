package dev.parley.server.rooms;

/**
 * A custom command (spec/13 §1). Its payload is opaque.
 *
 * @param commandId 1..10, as rooms check
 * @param sequence counted by the sender for each command id
 * @param data base64 text as received, never decoded here
 * @param size bytes it stands for, 1..1000, as rooms check
 */
public record RoomMessage(int commandId, long sequence, boolean reliable, boolean ordered, String data, int size) {

    static final int LAST_COMMAND_ID = 10;
    public static final int MAX_BYTES = 1_000;
}
