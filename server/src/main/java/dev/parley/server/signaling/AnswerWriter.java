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
import java.util.stream.Stream;

/**
 * Writes answers (spec/15 §3.4, §6): pure. One ICE-lite transport with all its candidates inline, in the first bundled
 * section alone, so that an answer stays within what FFmpeg can hold ({@link #MAX_BYTES}).
 */
final class AnswerWriter {

    /** The buffer of FFmpeg's WHIP muxer (spec/15 §5.2). */
    static final int MAX_BYTES = 8_192;

    private final Negotiated negotiated;
    private final LocalPeer local;
    private final List<OutgoingTrack> outgoing;

    private AnswerWriter(Negotiated negotiated, LocalPeer local, List<OutgoingTrack> outgoing) {
        this.negotiated = negotiated;
        this.local = local;
        this.outgoing = outgoing;
    }

    /**
     * @param outgoing what we send, in the order of {@link Negotiated#tracks()}; empty towards publishers
     * @param originId the number of the {@code o=} line, unique among our answers (RFC 8866 §5.2)
     */
    static String write(Negotiated negotiated, LocalPeer local, List<OutgoingTrack> outgoing, long originId) {
        return new AnswerWriter(negotiated, local, outgoing).answer(originId).write();
    }

    private SessionDescription answer(long originId) {
        List<SdpLine> lines = new ArrayList<>();
        lines.add(SdpLine.of('v', "0"));
        lines.add(SdpLine.of('o', "- " + originId + " 1 IN " + InlineCandidates.originAddress(local)));
        lines.add(SdpLine.of('s', "-"));
        lines.add(SdpLine.of('t', "0 0"));
        if (!negotiated.bundle().isEmpty()) {
            lines.add(SdpLine.attribute("group", "BUNDLE " + String.join(" ", negotiated.bundle())));
        }
        lines.add(SdpLine.attribute("ice-lite"));
        lines.add(SdpLine.attribute("ice-options", "trickle ice2"));
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
        }
        if (negotiated.isTagged(section)) {
            InlineCandidates.of(local)
                    .forEach(candidate -> lines.add(SdpLine.attribute("candidate", candidate.text())));
            lines.add(SdpLine.attribute("end-of-candidates"));
        }
        String media = track.kind().name().toLowerCase(Locale.ROOT);
        return new MediaSection(media, 9, section.protocol(), formats(track), lines);
    }

    private static List<String> formats(TrackDescription track) {
        return track.codecs().stream()
                .flatMap(codec -> codec.hasRtx()
                        ? Stream.of(codec.payloadType(), codec.rtxPayloadType())
                        : Stream.of(codec.payloadType()))
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
        addExtension(lines, extensions.audioLevel(), "urn:ietf:params:rtp-hdrext:ssrc-audio-level");
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
        if (codec.hasRtx()) {
            lines.add(SdpLine.attribute("rtpmap", codec.rtxPayloadType() + " rtx/" + codec.clockRate()));
            lines.add(SdpLine.attribute("fmtp", codec.rtxPayloadType() + " apt=" + payloadType));
        }
    }

    private OutgoingTrack outgoing(TrackDescription track) {
        return outgoing.stream()
                .filter(candidate -> candidate.kind() == track.kind())
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no outgoing track for " + track));
    }

    private static void addSources(List<SdpLine> lines, OutgoingTrack track) {
        String msid = track.streamId()
                + " "
                + track.streamId()
                + "-"
                + track.kind().name().toLowerCase(Locale.ROOT);
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

    private static void addSource(List<SdpLine> lines, long ssrc, String cname, String msid) {
        lines.add(SdpLine.attribute("ssrc", ssrc + " cname:" + cname));
        lines.add(SdpLine.attribute("ssrc", ssrc + " msid:" + msid));
    }
}
