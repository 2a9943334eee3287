package dev.parley.server.participant;

import java.util.HexFormat;
import java.util.Locale;

/** A session description that is being written, with the line ends of RFC 8866. */
final class SdpText {

    private final StringBuilder text = new StringBuilder();

    SdpText line(String line) {
        text.append(line).append("\r\n");
        return this;
    }

    /** @param hex SHA-256 of a certificate without colons */
    SdpText fingerprint(String hex) {
        byte[] octets = HexFormat.of().parseHex(hex);
        return line("a=fingerprint:sha-256 "
                + HexFormat.ofDelimiter(":").formatHex(octets).toUpperCase(Locale.ROOT));
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
