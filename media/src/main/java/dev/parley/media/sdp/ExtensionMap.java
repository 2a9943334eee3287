package dev.parley.media.sdp;

import java.util.Optional;

/**
 * An RTP header extension (RFC 8285 §5).
 *
 * @param id 1..4095
 * @param direction empty when not stated, which means both
 */
public record ExtensionMap(int id, Optional<MediaDirection> direction, String uri) {

    private static final int MAX_ID = 4095;

    static ExtensionMap parse(SdpLine line) {
        String[] parts = line.attributeValue().split(" +");
        if (parts.length < 2) {
            throw line.malformed("an extmap is: id[/direction] uri");
        }
        String[] id = parts[0].split("/", 2);
        return new ExtensionMap(
                (int) SdpNumber.parse(line, id[0], 1, MAX_ID),
                id.length == 2 ? MediaDirection.named(id[1]) : Optional.empty(),
                parts[1]);
    }
}
