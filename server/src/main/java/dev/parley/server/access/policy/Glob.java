package dev.parley.server.access.policy;

/**
 * Text in which {@code *} stands for any run of characters, including none; nothing else is special.
 *
 * @param pattern as written
 */
record Glob(String pattern) {

    private static final char ANY = '*';

    /** Takes at most length of pattern times length of text steps. */
    boolean matches(String text) {
        int at = 0;
        int read = 0;
        int star = -1;
        int resume = 0;
        while (read < text.length()) {
            if (at < pattern.length() && pattern.charAt(at) == ANY) {
                star = at++;
                resume = read;
            } else if (at < pattern.length() && pattern.charAt(at) == text.charAt(read)) {
                at++;
                read++;
            } else if (star >= 0) {
                // The last star takes one character more, and what follows it is tried again.
                at = star + 1;
                read = ++resume;
            } else {
                return false;
            }
        }
        while (at < pattern.length() && pattern.charAt(at) == ANY) {
            at++;
        }
        return at == pattern.length();
    }
}
