package dev.parley.server.rooms;

/**
 * Why something was not done for a user who stays in the room.
 *
 * @param code the official negative client code (spec/10 §11)
 * @param message says what is wrong and what to do
 */
public record Refusal(int code, String message) {

    static final int NO_SUCH_USER = -102007;
    static final int ANOTHER_SUB_STREAM = -102016;
    static final int MAY_NOT_RECEIVE = -102019;
    static final int BAD_PARAMETER = -102023;
    static final int ROOM_FULL = -102052;
}
