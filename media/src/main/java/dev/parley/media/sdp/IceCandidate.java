package dev.parley.media.sdp;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One ICE candidate (RFC 8839 §5.1, RFC 6544 §4.5).
 *
 * @param transport lower case, {@code udp} or {@code tcp} or something unknown
 * @param priority unsigned 32 bits
 * @param address literal address or name (mDNS), as written
 * @param type {@code host}, {@code srflx}, {@code prflx}, {@code relay}
 * @param tcpType {@code active}, {@code passive}, {@code so}, or null when not stated
 */
public record IceCandidate(
        String foundation,
        int component,
        String transport,
        long priority,
        String address,
        int port,
        String type,
        @Nullable String tcpType) {

    private static final int FIXED_TOKENS = 8;

    static IceCandidate parse(SdpLine line) {
        String[] tokens = line.attributeValue().split(" +");
        if (tokens.length < FIXED_TOKENS || !tokens[6].equals("typ")) {
            throw line.malformed("a candidate is: foundation component transport priority address port typ type");
        }
        return new IceCandidate(
                tokens[0],
                (int) SdpNumber.parse(line, tokens[1], 1, 256),
                tokens[2].toLowerCase(Locale.ROOT),
                SdpNumber.parse(line, tokens[3], 0, 0xFFFF_FFFFL),
                tokens[4],
                (int) SdpNumber.parse(line, tokens[5], 0, 65_535),
                tokens[7],
                extension(tokens, "tcptype"));
    }

    private static @Nullable String extension(String[] tokens, String name) {
        for (int i = FIXED_TOKENS; i + 1 < tokens.length; i += 2) {
            if (tokens[i].equals(name)) {
                return tokens[i + 1];
            }
        }
        return null;
    }

    /** The attribute's value. */
    public String text() {
        String text = foundation + " " + component + " " + transport + " " + priority + " " + address + " " + port
                + " typ " + type;
        return tcpType == null ? text : text + " tcptype " + tcpType;
    }
}
