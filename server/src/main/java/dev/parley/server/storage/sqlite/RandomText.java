package dev.parley.server.storage.sqlite;

import java.security.SecureRandom;

/** Random text for secrets. */
final class RandomText {

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final String HEX = "0123456789abcdef";
    private static final String ALPHANUMERIC = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

    private RandomText() {}

    static String hex(int length) {
        return text(length, HEX);
    }

    static String alphanumeric(int length) {
        return text(length, ALPHANUMERIC);
    }

    private static String text(int length, String alphabet) {
        return RANDOM.ints(length, 0, alphabet.length())
                .collect(StringBuilder::new, (text, i) -> text.append(alphabet.charAt(i)), StringBuilder::append)
                .toString();
    }
}
