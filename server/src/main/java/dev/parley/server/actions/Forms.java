package dev.parley.server.actions;

/**
 * Bounds that parameters of several actions share, for their annotations. Patterns are regular expressions; their words
 * follow "must be" in a message.
 */
public final class Forms {

    /** Ids of applications are 1 to this (spec/10 §1.1). */
    public static final long LAST_SDK_APP_ID = (1L << 53) - 1;

    /** Numbers of integer rooms are 1 to this (spec/10 §1.3). */
    public static final long LAST_ROOM_NUMBER = 4_294_967_295L;

    /** Longest id of a string room (spec/10 §1.3). */
    public static final int ROOM_ID_BYTES = 64;

    /** Characters of a string room's id (spec/10 §1.3). */
    public static final String ROOM_ID = "[a-zA-Z0-9 !#$%&()+\\-:;<=.>?@\\[\\]^_{}|~,]*";

    public static final String ROOM_ID_WORDS =
            "letters, digits, blanks and `!#$%&()+-:;<=.>?@[]^_{}|~,` and nothing else";

    /** Longest user id (spec/10 §1.2). */
    public static final int USER_ID_BYTES = 255;

    public static final String USER_ID = "\\P{Cntrl}*";

    public static final String USER_ID_WORDS = "free of control characters";

    /** What becomes part of the name of a file (spec/24 §3). */
    public static final String FILE_NAME = "[a-zA-Z0-9_-]*";

    public static final String FILE_NAME_WORDS = "letters, digits, `_` and `-` and nothing else";

    /** Canvas of a recording; everything else writes colours the other way (spec/24 §1). */
    public static final String HASH_COLOUR = "#[0-9a-fA-F]{6}";

    public static final String HASH_COLOUR_WORDS = "a colour like `#1020FF`";

    public static final String HEX_COLOUR = "0x[0-9a-fA-F]{6}";

    public static final String HEX_COLOUR_WORDS = "a colour like `0x1020FF`";

    public static final String HEX_COLOUR_OR_EMPTY = "(" + HEX_COLOUR + ")?";

    public static final String HEX_COLOUR_OR_EMPTY_WORDS = "empty or " + HEX_COLOUR_WORDS;

    private Forms() {}
}
