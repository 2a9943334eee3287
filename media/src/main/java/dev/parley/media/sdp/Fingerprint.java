package dev.parley.media.sdp;

import java.util.HexFormat;
import java.util.Locale;

/**
 * A certificate fingerprint (RFC 8122 §5).
 *
 * @param algorithm lower case, such as {@code sha-256}
 * @param hex lower-case hex characters without colons
 */
public record Fingerprint(String algorithm, String hex) {

    private static final HexFormat WITH_COLONS = HexFormat.ofDelimiter(":");

    static Fingerprint parse(SdpLine line) {
        String[] parts = line.attributeValue().split(" +");
        if (parts.length != 2) {
            throw line.malformed("a fingerprint is an algorithm and hex octets");
        }
        try {
            byte[] octets = WITH_COLONS.parseHex(parts[1]);
            return new Fingerprint(
                    parts[0].toLowerCase(Locale.ROOT), HexFormat.of().formatHex(octets));
        } catch (IllegalArgumentException _) {
            throw line.malformed("fingerprint octets are two hex characters each, joined by colons");
        }
    }

    /** The attribute's value, upper-case octets with colons. */
    public String text() {
        return algorithm
                + " "
                + WITH_COLONS.withUpperCase().formatHex(HexFormat.of().parseHex(hex));
    }
}
