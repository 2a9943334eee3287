package dev.parley.server.signaling;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.parley.server.rooms.EntryRefusedException;
import dev.parley.server.rooms.EntryRefusedException.Reason;
import dev.parley.server.rooms.RoomKind;
import java.util.OptionalLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The rules of room and user ids (spec/10 §1.2, §1.3). */
final class Identifiers {

    private static final Logger LOG = LoggerFactory.getLogger(Identifiers.class);

    /** One page documents this last value, others stop one below; both are accepted. */
    private static final long MAX_INTEGER_ROOM = 4_294_967_295L;

    private static final int MAX_STRING_ROOM_BYTES = 64;
    private static final String STRING_ROOM_PUNCTUATION = " !#$%&()+-:;<=.>?@[]^_{}|~,";
    private static final int MAX_USER_BYTES = 255;
    private static final int RECOMMENDED_USER_BYTES = 32;

    private static final int BAD_PARAMETER = -102023;
    private static final int BAD_ROOM_ID = -102029;
    private static final int ROOM_ID_TOO_LONG = -102030;
    private static final int ROOM_ID_CHARACTERS = -100014;

    private Identifiers() {}

    /**
     * The id as rooms know it: an integer room without leading zeros, a string room as given.
     *
     * @throws EntryRefusedException of {@link Reason#BAD_ROOM}
     */
    static String roomId(RoomKind kind, String text) {
        return switch (kind) {
            case INT -> integerRoom(text);
            case STR -> stringRoom(text);
        };
    }

    private static String integerRoom(String text) {
        OptionalLong number = decimal(text, MAX_INTEGER_ROOM);
        if (number.isEmpty()) {
            throw badRoom(BAD_ROOM_ID, "An integer room id must be a number of 1 to 4294967294.");
        }
        return Long.toString(number.getAsLong());
    }

    private static String stringRoom(String text) {
        if (text.isEmpty()) {
            throw badRoom(BAD_ROOM_ID, "The room id is missing.");
        }
        if (text.getBytes(UTF_8).length > MAX_STRING_ROOM_BYTES) {
            throw badRoom(ROOM_ID_TOO_LONG, "A string room id has at most " + MAX_STRING_ROOM_BYTES + " bytes.");
        }
        if (!text.chars().allMatch(Identifiers::isRoomCharacter)) {
            throw badRoom(
                    ROOM_ID_CHARACTERS,
                    "A string room id consists of a-z, A-Z, 0-9 and these:" + STRING_ROOM_PUNCTUATION
                            + " (and space).");
        }
        return text;
    }

    private static boolean isRoomCharacter(int c) {
        return isLetterOrDigit(c) || STRING_ROOM_PUNCTUATION.indexOf(c) >= 0;
    }

    private static boolean isLetterOrDigit(int c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    }

    /**
     * Refuses what cannot be a user id, and warns of what other systems may not like.
     *
     * @throws EntryRefusedException of {@link Reason#BAD_PARAMETER}
     */
    static void checkUserId(String userId) {
        int bytes = userId.getBytes(UTF_8).length;
        if (bytes == 0 || bytes > MAX_USER_BYTES || userId.chars().anyMatch(c -> c < 0x20 || c == 0x7F)) {
            throw new EntryRefusedException(
                    Reason.BAD_PARAMETER,
                    BAD_PARAMETER,
                    "A user id has 1 to " + MAX_USER_BYTES + " bytes and no control characters.");
        }
        if (bytes > RECOMMENDED_USER_BYTES
                || !userId.chars().allMatch(c -> isLetterOrDigit(c) || c == '_' || c == '-')) {
            LOG.warn("user id \"{}\" is not of at most {} of a-z A-Z 0-9 _ -", userId, RECOMMENDED_USER_BYTES);
        }
    }

    /** A decimal number of {@code 1..most}, or empty; leading zeros are allowed within the digits of {@code most}. */
    static OptionalLong decimal(String text, long most) {
        boolean digits = !text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '9');
        if (!digits || text.length() > Long.toString(most).length()) {
            return OptionalLong.empty();
        }
        long number = Long.parseLong(text);
        return number >= 1 && number <= most ? OptionalLong.of(number) : OptionalLong.empty();
    }

    private static EntryRefusedException badRoom(int code, String message) {
        return new EntryRefusedException(Reason.BAD_ROOM, code, message);
    }
}
