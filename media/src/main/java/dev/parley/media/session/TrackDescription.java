package dev.parley.media.session;

import java.util.List;

/**
 * One media section as negotiated: what will arrive from a publisher, or what will be sent to a player.
 *
 * @param mid the section's {@code a=mid}
 * @param codecs accepted formats, best first; never empty
 * @param ssrcs SSRCs the offer names for this section (primary, not RTX), possibly none
 */
public record TrackDescription(
        MediaKind kind, String mid, List<Codec> codecs, HeaderExtensions extensions, List<Long> ssrcs) {

    public TrackDescription {
        codecs = List.copyOf(codecs);
        ssrcs = List.copyOf(ssrcs);
    }
}
