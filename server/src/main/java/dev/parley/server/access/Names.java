package dev.parley.server.access;

import java.util.regex.Pattern;

/** What may be a name of something an operator creates. */
public final class Names {

    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9_=,.@+-]{1,64}");
    private static final Pattern NUMBER = Pattern.compile("[0-9]+");

    private Names() {}

    /**
     * Returns the name if it is one.
     *
     * @param kind for the message, such as {@code user}
     * @throws RefusedChangeException when it isn't; numbers alone are none, because they stand for uins
     */
    public static String require(String kind, String name) {
        if (!FORM.matcher(name).matches() || NUMBER.matcher(name).matches()) {
            throw new RefusedChangeException("The name of a " + kind
                    + " has 1 to 64 of the characters A-Z a-z 0-9 _ = , . @ + -, not digits alone.");
        }
        return name;
    }
}
