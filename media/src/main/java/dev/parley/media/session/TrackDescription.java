package dev.parley.media.session;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One media section as negotiated: what will arrive from a publisher, or what will be sent to a player.
 *
 * @param mid the section's {@code a=mid}
 * @param codecs accepted formats, best first; never empty
 * @param ssrcs SSRCs the offer names for this section (primary, not RTX), possibly none
 * @param repairs from the SSRC of a retransmission stream to that of the media it repairs, as the offer's
 *     {@code a=ssrc-group:FID} lines say (RFC 4588 §5.1); possibly none
 * @param rids the simulcast layers that will arrive (RFC 8853), in the offer's order; empty without simulcast
 */
public record TrackDescription(
        MediaKind kind,
        String mid,
        List<Codec> codecs,
        HeaderExtensions extensions,
        List<Long> ssrcs,
        Map<Long, Long> repairs,
        List<String> rids) {

    public TrackDescription {
        codecs = List.copyOf(codecs);
        ssrcs = List.copyOf(ssrcs);
        repairs = Map.copyOf(repairs);
        rids = List.copyOf(rids);
    }

    /** Whether a renegotiated section still brings the same layers in the same formats. */
    public boolean agreesWith(TrackDescription renegotiated) {
        return kind == renegotiated.kind && codecs.equals(renegotiated.codecs) && rids.equals(renegotiated.rids);
    }

    /** The format of that encoding name, null when it was not agreed. */
    public @Nullable Codec format(String encoding) {
        for (int index = 0; index < codecs.size(); index++) {
            if (codecs.get(index).name().equals(encoding)) {
                return codecs.get(index);
            }
        }
        return null;
    }

    /** A section without simulcast whose retransmissions are told by their payload type. */
    public TrackDescription(
            MediaKind kind, String mid, List<Codec> codecs, HeaderExtensions extensions, List<Long> ssrcs) {
        this(kind, mid, codecs, extensions, ssrcs, Map.of(), List.of());
    }
}
