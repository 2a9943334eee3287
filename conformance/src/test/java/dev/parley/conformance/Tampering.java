package dev.parley.conformance;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.Random;

/**
 * One byte of a signed request turned into another, in a place that the signature protects.
 *
 * @param changed the request as it is sent
 * @param what the place and both bytes, for messages
 */
record Tampering(RawRequest changed, String what) {

    private static final int FIRST_VISIBLE = 0x21;
    private static final int LAST_VISIBLE = 0x7e;

    /** Places of a request that a signature covers. */
    enum Place {
        BODY,
        QUERY,
        HOST,
        CONTENT_TYPE,
        ACTION,
        TIMESTAMP,
        SECRET_ID,
        SCOPE_DATE,
        SCOPE_SERVICE,
        SIGNED_HEADERS,
        SIGNATURE
    }

    static Tampering of(RawRequest request, Place place, Random random) {
        return switch (place) {
            case BODY -> body(request, random);
            case QUERY -> query(request, random);
            case HOST -> header(request, "Host", place, random);
            case CONTENT_TYPE -> header(request, "Content-Type", place, random);
            case ACTION -> header(request, "X-TC-Action", place, random);
            case TIMESTAMP -> header(request, "X-TC-Timestamp", place, random);
            case SECRET_ID -> authorization(request, "Credential=", "/", place, random);
            case SCOPE_DATE -> authorization(request, "/", "/", place, random);
            case SCOPE_SERVICE -> scopeService(request, random);
            case SIGNED_HEADERS -> authorization(request, "SignedHeaders=", ",", place, random);
            case SIGNATURE -> authorization(request, "Signature=", "", place, random);
        };
    }

    private static Tampering body(RawRequest request, Random random) {
        byte[] body = request.body().clone();
        String text = new String(body, ISO_8859_1);
        boolean form = request.header("Content-Type").contains("form");
        int at = random.nextInt(body.length);
        char to = form ? otherVisible(text, at, true, random) : (char) ((body[at] + 1 + random.nextInt(255)) & 0xff);
        body[at] = (byte) to;
        return new Tampering(request.withBody(body), what(Place.BODY, text, at, to));
    }

    /** A query is escaped text, in which the case of hexadecimal digits means nothing to older signatures. */
    private static Tampering query(RawRequest request, Random random) {
        String target = request.target();
        int from = target.indexOf('?') + 1;
        int at = from + random.nextInt(target.length() - from);
        char to = otherVisible(target, at, true, random);
        return new Tampering(request.withTarget(put(target, at, to)), what(Place.QUERY, target, at, to));
    }

    private static Tampering header(RawRequest request, String name, Place place, Random random) {
        return header(request, name, place, 0, request.header(name).length(), random);
    }

    private static Tampering authorization(RawRequest request, String from, String to, Place place, Random random) {
        String value = request.header("Authorization");
        int start = value.indexOf(from) + from.length();
        int end = to.isEmpty() ? value.length() : value.indexOf(to, start);
        return header(request, "Authorization", place, start, end, random);
    }

    private static Tampering scopeService(RawRequest request, Random random) {
        String value = request.header("Authorization");
        int end = value.indexOf("/tc3_request");
        return header(request, "Authorization", Place.SCOPE_SERVICE, value.lastIndexOf('/', end - 1) + 1, end, random);
    }

    private static Tampering header(RawRequest request, String name, Place place, int start, int end, Random random) {
        String value = request.header(name);
        int at = start + random.nextInt(end - start);
        char to = otherVisible(value, at, isCaseFree(place), random);
        return new Tampering(request.changing(name, given -> put(given, at, to)), what(place, value, at, to));
    }

    /**
     * Where the case of letters may change without harm: values of signed headers may be signed as they are or in lower
     * case (spec/02 §1.2), names of headers have none (spec/01 §3), and a signature may be upper-case hex (spec/02
     * §1.1).
     * The action has its case (spec/01 §3).
     */
    private static boolean isCaseFree(Place place) {
        return switch (place) {
            case HOST, CONTENT_TYPE, SIGNED_HEADERS, SIGNATURE -> true;
            default -> false;
        };
    }

    /** A visible character that is another one, and another letter if case is no difference here. */
    private static char otherVisible(String text, int at, boolean caseFree, Random random) {
        char from = text.charAt(at);
        while (true) {
            char to = (char) (FIRST_VISIBLE + random.nextInt(LAST_VISIBLE - FIRST_VISIBLE + 1));
            boolean same = caseFree ? Character.toLowerCase(to) == Character.toLowerCase(from) : to == from;
            if (!same) {
                return to;
            }
        }
    }

    private static String put(String text, int at, char to) {
        return text.substring(0, at) + to + text.substring(at + 1);
    }

    private static String what(Place place, String text, int at, char to) {
        return "%s: byte %d, %s instead of %s, of %s".formatted(place, at, show(to), show(text.charAt(at)), text);
    }

    private static String show(char character) {
        boolean visible = character >= FIRST_VISIBLE && character <= LAST_VISIBLE;
        return visible ? "'" + character + "'" : "0x" + Integer.toHexString(character);
    }
}
