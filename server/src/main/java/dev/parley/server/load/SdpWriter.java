package dev.parley.server.load;

import java.util.HexFormat;
import java.util.List;
import java.util.Locale;

/** Writes the generator's offers and answers: Opus and VP8, one transport for all. */
final class SdpWriter {

    static final int OPUS = 111;
    static final int VP8 = 96;
    static final int VP8_RTX = 97;
    static final String TRANSPORT_SEQUENCE_URI =
            "http://www.ietf.org/id/draft-holmer-rmcat-transport-wide-cc-extensions-01";
    private static final int TRANSPORT_SEQUENCE_ID = 3;

    private final LoadPlan plan;
    private final LocalEnd local;
    private final StringBuilder text = new StringBuilder();

    private SdpWriter(LoadPlan plan, LocalEnd local) {
        this.plan = plan;
        this.local = local;
    }

    /** @param sends whether it is a publisher's */
    static String offer(LoadPlan plan, LocalEnd local, boolean sends) {
        SdpWriter writer = new SdpWriter(plan, local);
        String mids = plan.audio() && plan.video() != null ? "0 1" : "0";
        writer.begin(mids);
        int transportSequence = plan.feedback() == BandwidthFeedback.TWCC ? TRANSPORT_SEQUENCE_ID : 0;
        int mid = 0;
        if (plan.audio()) {
            StreamFormat opus = new StreamFormat(false, local.audioSsrc(), OPUS, -1, transportSequence);
            writer.section("audio", mid++, opus, sends, "actpass");
        }
        if (plan.video() != null) {
            int rtx = plan.rtx() ? VP8_RTX : -1;
            StreamFormat vp8 = new StreamFormat(true, local.videoSsrc(), VP8, rtx, transportSequence);
            writer.section("video", mid, vp8, sends, "actpass");
        }
        return writer.text.toString();
    }

    /** A subscriber's answer to an offer with these streams. */
    static String answer(LoadPlan plan, LocalEnd local, List<OfferedStream> streams) {
        SdpWriter writer = new SdpWriter(plan, local);
        writer.begin(String.join(" ", streams.stream().map(OfferedStream::mid).toList()));
        for (OfferedStream stream : streams) {
            writer.section(stream.format().video() ? "video" : "audio", stream.mid(), stream.format(), false, "active");
        }
        return writer.text.toString();
    }

    private void begin(String mids) {
        line("v=0").line("o=- 1 1 IN IP4 127.0.0.1").line("s=-").line("t=0 0");
        line("a=group:BUNDLE " + mids).line("a=msid-semantic: WMS *");
    }

    private void section(String media, int mid, StreamFormat format, boolean sends, String setup) {
        section(media, String.valueOf(mid), format, sends, setup);
    }

    private void section(String media, String mid, StreamFormat format, boolean sends, String setup) {
        int type = format.payloadType();
        int rtx = format.rtxPayloadType();
        line("m=" + media + " 9 UDP/TLS/RTP/SAVPF " + type + (rtx < 0 ? "" : " " + rtx));
        line("c=IN IP4 0.0.0.0").line("a=mid:" + mid).line(sends ? "a=sendonly" : "a=recvonly");
        transport(setup);
        if (format.transportSequenceId() > 0) {
            line("a=extmap:" + format.transportSequenceId() + " " + TRANSPORT_SEQUENCE_URI);
            line("a=rtcp-fb:" + type + " transport-cc");
        }
        if (format.video()) {
            video(type, rtx);
        } else {
            line("a=rtpmap:" + type + " opus/48000/2").line("a=fmtp:" + type + " minptime=10;useinbandfec=1");
        }
        if (sends) {
            line("a=msid:load " + media).line("a=ssrc:" + format.ssrc() + " cname:load");
        }
    }

    private void video(int type, int rtx) {
        line("a=rtpmap:" + type + " VP8/90000");
        line("a=rtcp-fb:" + type + " ccm fir").line("a=rtcp-fb:" + type + " nack");
        line("a=rtcp-fb:" + type + " nack pli");
        if (plan.feedback() != BandwidthFeedback.NONE) {
            line("a=rtcp-fb:" + type + " goog-remb");
        }
        if (rtx >= 0) {
            line("a=rtpmap:" + rtx + " rtx/90000").line("a=fmtp:" + rtx + " apt=" + type);
        }
    }

    private void transport(String setup) {
        line("a=ice-ufrag:" + local.credentials().ufrag())
                .line("a=ice-pwd:" + local.credentials().pwd());
        byte[] octets = HexFormat.of().parseHex(local.fingerprint());
        line("a=fingerprint:sha-256 "
                + HexFormat.ofDelimiter(":").formatHex(octets).toUpperCase(Locale.ROOT));
        line("a=setup:" + setup).line("a=rtcp-mux").line("a=rtcp-rsize");
        String address = local.address().getAddress().getHostAddress();
        line("a=candidate:1 1 udp 2130706431 " + address + " " + local.address().getPort() + " typ host");
        line("a=end-of-candidates");
    }

    private SdpWriter line(String line) {
        text.append(line).append("\r\n");
        return this;
    }
}
