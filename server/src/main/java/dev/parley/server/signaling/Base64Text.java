package dev.parley.server.signaling;

/** Looks at base64 (RFC 4648 §4) without decoding it. */
final class Base64Text {

    private Base64Text() {}

    /** The bytes that a text stands for, -1 when it is no base64. */
    static int size(String text) {
        int length = text.length();
        int padding = text.endsWith("==") ? 2 : text.endsWith("=") ? 1 : 0;
        for (int index = 0; index < length - padding; index++) {
            if (!isDigit(text.charAt(index))) {
                return -1;
            }
        }
        return length % 4 == 0 ? length / 4 * 3 - padding : -1;
    }

    private static boolean isDigit(char c) {
        return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '+' || c == '/';
    }
}
