package dev.parley.server.signaling;

import dev.parley.media.dtls.DtlsRole;
import dev.parley.media.sdp.Fingerprint;
import dev.parley.media.sdp.MediaDirection;
import dev.parley.media.sdp.MediaSection;
import dev.parley.media.sdp.SdpLine;
import dev.parley.media.sdp.SessionDescription;
import dev.parley.media.session.Codec;
import dev.parley.media.session.HeaderExtensions;
import dev.parley.media.session.LocalPeer;
import dev.parley.media.session.TrackDescription;
import dev.parley.server.rooms.Rooms.OutgoingTrack;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Writes answers (spec/15 §3.4, §6): pure. One ICE-lite transport with all its candidates inline, in the first bundled
 * section alone, so that an answer stays within what FFmpeg can hold ({@link #MAX_BYTES}).
 */
final class AnswerWriter {

    /** The buffer of FFmpeg's WHIP muxer (spec/15 §5.2). */
    static final int MAX_BYTES = 8_192;

    private static final long FIRST_VERSION = 1;

    private final Negotiated negotiated;
    private final LocalPeer local;
    private final List<OutgoingTrack> outgoing;

    private AnswerWriter(Negotiated negotiated, LocalPeer local, List<OutgoingTrack> outgoing) {
        this.negotiated = negotiated;
        this.local = local;
        this.outgoing = outgoing;
    }

    /**
     * The only answer of a session.
     *
     * @param outgoing what we send, found by mid; empty towards publishers
     * @param originId the number of the {@code o=} line, unique among our answers (RFC 8866 §5.2)
     */
    static String write(Negotiated negotiated, LocalPeer local, List<OutgoingTrack> outgoing, long originId) {
        return write(negotiated, local, outgoing, originId, FIRST_VERSION, Set.of());
    }

    /**
     * One answer of a session that negotiates again and again.
     *
     * @param outgoing what we send, at least one for each of {@link Negotiated#slots()}
     * @param originId the same in all answers of a session
     * @param originVersion rises with each answer (RFC 8866 §5.2), from 1
     * @param refusedMids sections answered inactive although they were agreed on
     */
    static String write(
            Negotiated negotiated,
            LocalPeer local,
            List<OutgoingTrack> outgoing,
            long originId,
            long originVersion,
            Set<String> refusedMids) {
        return new AnswerWriter(negotiated.refusing(refusedMids), local, outgoing)
                .answer(originId + " " + originVersion)
                .write();
    }

    /** @param origin id and version */
    private SessionDescription answer(String origin) {
        List<SdpLine> lines = new ArrayList<>();
        lines.add(SdpLine.of('v', "0"));
        lines.add(SdpLine.of('o', "- " + origin + " IN " + InlineCandidates.originAddress(local)));
        lines.add(SdpLine.of('s', "-"));
        lines.add(SdpLine.of('t', "0 0"));
        if (!negotiated.bundle().isEmpty()) {
            lines.add(SdpLine.attribute("group", "BUNDLE " + String.join(" ", negotiated.bundle())));
        }
        lines.add(SdpLine.attribute("ice-lite"));
        lines.add(SdpLine.attribute("ice-options", "trickle ice2"));
        if (negotiated.mixedExtensions()) {
            lines.add(SdpLine.attribute("extmap-allow-mixed"));
        }
        lines.add(SdpLine.attribute("msid-semantic", "WMS *"));
        return new SessionDescription(
                lines, negotiated.sections().stream().map(this::section).toList());
    }

    private MediaSection section(Negotiated.Section section) {
        return switch (section) {
            case Negotiated.Rejected rejected -> rejected(rejected);
            case Negotiated.Accepted accepted -> accepted(accepted);
        };
    }

    private static MediaSection rejected(Negotiated.Rejected section) {
        List<SdpLine> lines = new ArrayList<>();
        lines.add(SdpLine.of('c', "IN IP4 0.0.0.0"));
        addMid(lines, section.mid());
        lines.add(SdpLine.attribute(MediaDirection.INACTIVE.attributeName()));
        return new MediaSection(section.media(), 0, section.protocol(), List.of(section.format()), lines);
    }

    private MediaSection accepted(Negotiated.Accepted section) {
        TrackDescription track = section.track();
        List<SdpLine> lines = new ArrayList<>();
        lines.add(SdpLine.of('c', "IN IP4 0.0.0.0"));
        addMid(lines, track.mid());
        lines.add(SdpLine.attribute(section.direction().attributeName()));
        addTransport(lines);
        addMultiplexing(lines, section.reducedSizeRtcp());
        addExtensions(lines, track.extensions());
        track.codecs().forEach(codec -> addCodec(lines, codec));
        if (section.direction() == MediaDirection.SENDONLY) {
            addSources(lines, outgoing(track));
        } else if (section.direction() == MediaDirection.RECVONLY) {
            addLayers(lines, track.rids());
        }
        if (negotiated.isTagged(section)) {
            InlineCandidates.of(local)
                    .forEach(candidate -> lines.add(SdpLine.attribute("candidate", candidate.text())));
            lines.add(SdpLine.attribute("end-of-candidates"));
        }
        String media = track.kind().name().toLowerCase(Locale.ROOT);
        return new MediaSection(media, 9, section.protocol(), formats(track), lines);
    }

    /** The redundant format comes first, because senders use the first they find. */
    private static List<String> formats(TrackDescription track) {
        return track.codecs().stream()
                .flatMap(codec -> Stream.of(codec.redPayloadType(), codec.payloadType(), codec.rtxPayloadType()))
                .filter(payloadType -> payloadType >= 0)
                .map(String::valueOf)
                .toList();
    }

    private static void addMid(List<SdpLine> lines, String mid) {
        if (!mid.isEmpty()) {
            lines.add(SdpLine.attribute("mid", mid));
        }
    }

    /** In every section: some clients look for it only in the section they are reading. */
    private void addTransport(List<SdpLine> lines) {
        boolean client = negotiated.remote().localRole() == DtlsRole.CLIENT;
        lines.add(SdpLine.attribute("ice-ufrag", local.iceUfrag()));
        lines.add(SdpLine.attribute("ice-pwd", local.icePwd()));
        lines.add(SdpLine.attribute("fingerprint", new Fingerprint("sha-256", local.fingerprint()).text()));
        lines.add(SdpLine.attribute("setup", client ? "active" : "passive"));
    }

    private static void addMultiplexing(List<SdpLine> lines, boolean reducedSizeRtcp) {
        lines.add(SdpLine.attribute("rtcp-mux"));
        lines.add(SdpLine.attribute("rtcp-mux-only"));
        if (reducedSizeRtcp) {
            lines.add(SdpLine.attribute("rtcp-rsize"));
        }
    }

    private static void addExtensions(List<SdpLine> lines, HeaderExtensions extensions) {
        addExtension(lines, extensions.mid(), "urn:ietf:params:rtp-hdrext:sdes:mid");
        addExtension(lines, extensions.rid(), "urn:ietf:params:rtp-hdrext:sdes:rtp-stream-id");
        addExtension(lines, extensions.repairedRid(), "urn:ietf:params:rtp-hdrext:sdes:repaired-rtp-stream-id");
        addExtension(lines, extensions.transportSequence(), OfferedStreams.TRANSPORT_SEQUENCE);
        addExtension(lines, extensions.audioLevel(), "urn:ietf:params:rtp-hdrext:ssrc-audio-level");
        addExtension(lines, extensions.dependencyDescriptor(), OfferedStreams.DEPENDENCY_DESCRIPTOR);
    }

    private static void addExtension(List<SdpLine> lines, int id, String uri) {
        if (id > 0) {
            lines.add(SdpLine.attribute("extmap", id + " " + uri));
        }
    }

    private static void addCodec(List<SdpLine> lines, Codec codec) {
        int payloadType = codec.payloadType();
        String channels = codec.channels() > 1 ? "/" + codec.channels() : "";
        lines.add(SdpLine.attribute("rtpmap", payloadType + " " + codec.name() + "/" + codec.clockRate() + channels));
        if (!codec.formatParameters().isEmpty()) {
            lines.add(SdpLine.attribute("fmtp", payloadType + " " + codec.formatParameters()));
        }
        codec.feedback().forEach(value -> lines.add(SdpLine.attribute("rtcp-fb", payloadType + " " + value)));
        if (codec.hasRed()) {
            lines.add(SdpLine.attribute("rtpmap", codec.redPayloadType() + " red/" + codec.clockRate() + channels));
            lines.add(SdpLine.attribute("fmtp", codec.redPayloadType() + " " + payloadType + "/" + payloadType));
        }
        if (codec.hasRtx()) {
            lines.add(SdpLine.attribute("rtpmap", codec.rtxPayloadType() + " rtx/" + codec.clockRate()));
            lines.add(SdpLine.attribute("fmtp", codec.rtxPayloadType() + " apt=" + payloadType));
        }
    }

    private OutgoingTrack outgoing(TrackDescription track) {
        return outgoing.stream()
                .filter(candidate ->
                        candidate.kind() == track.kind() && candidate.mid().equals(track.mid()))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no outgoing track for " + track));
    }

    /** The layers that may come (RFC 8853 §5.3). */
    private static void addLayers(List<SdpLine> lines, List<String> rids) {
        if (!rids.isEmpty()) {
            rids.forEach(rid -> lines.add(SdpLine.attribute("rid", rid + " recv")));
            lines.add(SdpLine.attribute("simulcast", "recv " + String.join(";", rids)));
        }
    }

    private void addSources(List<SdpLine> lines, OutgoingTrack track) {
        String msid = track.streamId() + " " + trackId(track);
        lines.add(SdpLine.attribute("msid", msid));
        boolean repaired = track.rtxSsrc() >= 0;
        if (repaired) {
            lines.add(SdpLine.attribute("ssrc-group", "FID " + track.ssrc() + " " + track.rtxSsrc()));
        }
        addSource(lines, track.ssrc(), track.cname(), msid);
        if (repaired) {
            addSource(lines, track.rtxSsrc(), track.cname(), msid);
        }
    }

    /** Of two tracks of one kind in a stream each needs a name of its own. */
    private String trackId(OutgoingTrack track) {
        long alike = outgoing.stream()
                .filter(other ->
                        other.kind() == track.kind() && other.streamId().equals(track.streamId()))
                .count();
        String name = track.streamId() + "-" + track.kind().name().toLowerCase(Locale.ROOT);
        return alike > 1 ? name + "-" + track.mid() : name;
    }

    private static void addSource(List<SdpLine> lines, long ssrc, String cname, String msid) {
        lines.add(SdpLine.attribute("ssrc", ssrc + " cname:" + cname));
        lines.add(SdpLine.attribute("ssrc", ssrc + " msid:" + msid));
    }
}
