package dev.parley.server.signaling;

import dev.parley.media.sdp.ExtensionMap;
import dev.parley.media.sdp.MediaDirection;
import dev.parley.media.sdp.MediaSection;
import dev.parley.media.sdp.SsrcGroup;
import dev.parley.media.session.HeaderExtensions;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** What a section says of its RTP streams: how packets name themselves, which SSRCs and which layers there are. */
final class OfferedStreams {

    /** Longest id of the one-byte header extension form (RFC 8285 §4.2). */
    private static final int MAX_EXTENSION_ID = 14;

    /** As many as browsers send; the lowest is the small picture (spec/10 §8.1). */
    private static final int MOST_LAYERS = 3;

    /** Far more than a section has; they are looked through for packets. */
    private static final int MOST_SSRCS = 16;

    static final String TRANSPORT_SEQUENCE =
            "http://www.ietf.org/id/draft-holmer-rmcat-transport-wide-cc-extensions-01";

    static final String DEPENDENCY_DESCRIPTOR =
            "https://aomediacodec.github.io/av1-rtp-spec/#dependency-descriptor-rtp-header-extension";

    private static final String SDES = "urn:ietf:params:rtp-hdrext:sdes:";

    private final MediaSection section;

    OfferedStreams(MediaSection section) {
        this.section = section;
    }

    /** @param described whether packets are to describe the layers they are of */
    HeaderExtensions extensions(boolean described) {
        List<ExtensionMap> offered = section.extensionMaps();
        return new HeaderExtensions(
                id(offered, SDES + "mid"),
                id(offered, SDES + "rtp-stream-id"),
                id(offered, SDES + "repaired-rtp-stream-id"),
                id(offered, TRANSPORT_SEQUENCE),
                id(offered, "urn:ietf:params:rtp-hdrext:ssrc-audio-level"),
                described ? id(offered, DEPENDENCY_DESCRIPTOR) : 0);
    }

    /** Whether packets can carry the numbers that transport-wide feedback is about. */
    boolean numbersTransport() {
        return id(section.extensionMaps(), TRANSPORT_SEQUENCE) > 0;
    }

    private static int id(List<ExtensionMap> offered, String uri) {
        return offered.stream()
                .filter(extension -> extension.uri().equals(uri) && extension.id() <= MAX_EXTENSION_ID)
                .filter(extension -> extension.direction().orElse(MediaDirection.SENDRECV) == MediaDirection.SENDRECV)
                .map(ExtensionMap::id)
                .findFirst()
                .orElse(0);
    }

    /** The SSRCs of media, without those that repair them. */
    List<Long> ssrcs() {
        Set<Long> repairing = new HashSet<>();
        for (SsrcGroup group : section.ssrcGroups()) {
            if (!group.semantics().equals("SIM")) {
                repairing.addAll(group.ssrcs().stream().skip(1).toList());
            }
        }
        List<Long> primary = new ArrayList<>(section.ssrcs());
        primary.removeAll(repairing);
        return primary.stream().limit(MOST_SSRCS).toList();
    }

    /** From the SSRC of each retransmission stream to that of its media (RFC 5576 §4.2, {@code FID}). */
    Map<Long, Long> repairs() {
        Map<Long, Long> repairs = new LinkedHashMap<>();
        for (SsrcGroup group : section.ssrcGroups()) {
            if (group.semantics().equals("FID") && group.ssrcs().size() == 2 && repairs.size() < MOST_SSRCS) {
                repairs.put(group.ssrcs().get(1), group.ssrcs().get(0));
            }
        }
        return repairs;
    }

    /**
     * The RIDs of the first layers that {@code a=simulcast:send} offers (RFC 8853 §5.1), two or three, of alternatives
     * the first; empty when there are fewer, or when packets could not say which layer they are of.
     */
    List<String> layers() {
        Set<String> sent = new HashSet<>();
        for (String rid : section.attributes("rid")) {
            String[] parts = rid.split(" +");
            if (parts.length >= 2 && parts[1].equals("send") && parts[0].matches("[A-Za-z0-9_-]{1,16}")) {
                sent.add(parts[0]);
            }
        }
        List<String> layers = section.attribute("simulcast").stream()
                .flatMap(OfferedStreams::sentStreams)
                .map(stream -> stream.split(",", 2)[0].replaceFirst("^~", ""))
                .filter(sent::contains)
                .distinct()
                .limit(MOST_LAYERS)
                .toList();
        return layers.size() > 1 && extensions(false).rid() > 0 ? layers : List.of();
    }

    /** The list behind {@code send}, which may come before or after the one behind {@code recv}. */
    private static Stream<String> sentStreams(String simulcast) {
        String[] tokens = simulcast.strip().split(" +");
        for (int index = 0; index + 1 < tokens.length; index += 2) {
            if (tokens[index].equals("send")) {
                return Stream.of(tokens[index + 1].split(";"));
            }
        }
        return Stream.empty();
    }
}
