package dev.parley.media.sdp;

import java.util.List;
import java.util.stream.Stream;

/**
 * SSRCs that belong together (RFC 5576 §4.2).
 *
 * @param semantics such as {@code FID}: the first is repaired by the second (RFC 4588)
 * @param ssrcs unsigned 32 bits each, in order
 */
public record SsrcGroup(String semantics, List<Long> ssrcs) {

    static final long MAX_SSRC = 0xFFFF_FFFFL;

    public SsrcGroup {
        ssrcs = List.copyOf(ssrcs);
    }

    static SsrcGroup parse(SdpLine line) {
        String[] parts = line.attributeValue().split(" +");
        List<Long> ssrcs = Stream.of(parts)
                .skip(1)
                .map(token -> SdpNumber.parse(line, token, 0, MAX_SSRC))
                .toList();
        return new SsrcGroup(parts[0], ssrcs);
    }
}
