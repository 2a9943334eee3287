package dev.parley.media.forward;

import dev.parley.media.rtp.RtpHeader;
import dev.parley.media.session.HeaderExtensions;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * What a track's packets may say of themselves: the section's mid (RFC 9143 §15), and with simulcast the layer's rid,
 * or in retransmissions the rid of what they repair (RFC 8852). Senders say it until they know they were heard.
 */
final class StreamName {

    /** What a packet's header extensions say about whether it belongs to a track. */
    enum Verdict {
        /** It does. */
        SAME,
        /** It belongs to another section or layer. */
        OTHER,
        /** Not enough is said. */
        UNKNOWN
    }

    private final HeaderExtensions ids;
    private final byte[] mid;
    private final byte[] rid;

    /** @param rid empty for a section without simulcast */
    StreamName(HeaderExtensions ids, String mid, String rid) {
        this.ids = ids;
        this.mid = mid.getBytes(StandardCharsets.UTF_8);
        this.rid = rid.getBytes(StandardCharsets.UTF_8);
    }

    Verdict judge(byte[] packet, int length) {
        Verdict section = compare(packet, length, ids.mid(), mid);
        if (section == Verdict.OTHER || rid.length == 0) {
            return section;
        }
        Verdict layer = compare(packet, length, ids.rid(), rid);
        return layer == Verdict.UNKNOWN ? compare(packet, length, ids.repairedRid(), rid) : layer;
    }

    private static Verdict compare(byte[] packet, int length, int id, byte[] expected) {
        int position = id == 0 ? -1 : RtpHeader.findExtension(packet, 0, length, id);
        if (position < 0) {
            return Verdict.UNKNOWN;
        }
        int end = position + RtpHeader.extensionLength(packet, 0, position);
        return Arrays.equals(packet, position, end, expected, 0, expected.length) ? Verdict.SAME : Verdict.OTHER;
    }
}
