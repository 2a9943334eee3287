package dev.parley.server.signaling;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;

/** Decodes the escapes of URLs, once (RFC 3986 §2.1). */
final class PercentEncoding {

    private PercentEncoding() {}

    /** A path segment, where {@code +} is a plus sign. */
    static String decodeSegment(String text) {
        return decode(text, false);
    }

    /** A query name or value, where {@code +} is a space. */
    static String decodeQuery(String text) {
        return decode(text, true);
    }

    private static String decode(String text, boolean plusIsSpace) {
        byte[] raw = text.getBytes(UTF_8);
        ByteArrayOutputStream decoded = new ByteArrayOutputStream(raw.length);
        for (int i = 0; i < raw.length; i++) {
            if (raw[i] == '%') {
                decoded.write(octet(raw, i));
                i += 2;
            } else {
                decoded.write(plusIsSpace && raw[i] == '+' ? ' ' : raw[i]);
            }
        }
        try {
            return UTF_8.newDecoder()
                    .decode(ByteBuffer.wrap(decoded.toByteArray()))
                    .toString();
        } catch (CharacterCodingException _) {
            throw new ProblemException(400, "The URL is not UTF-8.");
        }
    }

    private static int octet(byte[] raw, int percent) {
        int high = percent + 2 < raw.length ? Character.digit(raw[percent + 1], 16) : -1;
        int low = percent + 2 < raw.length ? Character.digit(raw[percent + 2], 16) : -1;
        if (high < 0 || low < 0) {
            throw new ProblemException(400, "The URL has a \"%\" that two hex digits do not follow.");
        }
        return high * 16 + low;
    }
}
