package dev.parley.server.participant;

import dev.parley.media.ice.IceCredentials;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The sections of a participant's one peer connection: those that send, and slots that receive. Each keeps its place
 * from offer to offer (RFC 8829 section 5.2.2); a place that is free is taken again. One thread at a time.
 */
final class OfferedSections {

    static final int MID_EXTENSION = 1;
    static final int RID_EXTENSION = 2;
    static final int H264 = 102;

    /** As many as the server takes in one offer (docs/signalling.md). */
    static final int MOST_SECTIONS = 160;

    private static final String BIG = "h";
    private static final String SMALL = "l";
    private static final String EXTENSIONS = "urn:ietf:params:rtp-hdrext:sdes:";

    /** What a section is for at present. */
    private sealed interface Purpose {}

    /** @param small the sender of the small picture, if there is one */
    private record Sending(
            Publication publication,
            ClipSender big,
            @Nullable ClipSender small) implements Purpose {

        Stream<ClipSender> senders() {
            return Stream.concat(Stream.of(big), Stream.ofNullable(small));
        }
    }

    private record Receiving(Slot slot) implements Purpose {}

    private record Unused() implements Purpose {}

    private static final class Section {
        private final String mid;
        private final boolean video;
        private Purpose purpose = new Unused();

        Section(String mid, boolean video) {
            this.mid = mid;
            this.video = video;
        }
    }

    private final RandomGenerator random;
    private final List<Section> sections = new ArrayList<>();
    private int version;

    OfferedSections(RandomGenerator random) {
        this.random = random;
    }

    boolean isEmpty() {
        return sections.isEmpty();
    }

    /** Publishes exactly these from the next offer on; what is published already goes on undisturbed. */
    void publish(List<Publication> publications) {
        for (Section section : sections) {
            if (section.purpose instanceof Sending sending
                    && publications.stream().noneMatch(sending.publication::isStreamOf)) {
                section.purpose = new Unused();
            }
        }
        for (Publication publication : publications) {
            if (publications().stream().noneMatch(publication::isStreamOf)) {
                Section section = free(publication.source().isVideo());
                section.purpose = sending(publication, section.mid);
            }
            mute(publication.source(), publication.muted());
        }
    }

    /** Publishes a source no more, because its section was answered inactive. */
    void withdraw(MediaSource source) {
        publish(publications().stream()
                .filter(publication -> publication.source() != source)
                .toList());
    }

    private Sending sending(Publication publication, String mid) {
        if (publication.small() == null) {
            return new Sending(publication, new ClipSender(publication.clip(), random, mid, ""), null);
        }
        return new Sending(
                publication,
                new ClipSender(publication.clip(), random, mid, BIG),
                new ClipSender(publication.small(), random, mid, SMALL));
    }

    /** Adds slots of one kind. */
    void addSlots(int count, boolean video) {
        for (int added = 0; added < count; added++) {
            Section section = free(video);
            section.purpose = new Receiving(new Slot(section.mid, video));
        }
    }

    private Section free(boolean video) {
        Optional<Section> unused = sections.stream()
                .filter(section -> section.video == video && section.purpose instanceof Unused)
                .findFirst();
        if (unused.isPresent()) {
            return unused.get();
        }
        if (sections.size() >= MOST_SECTIONS) {
            throw new IllegalStateException("an offer has at most " + MOST_SECTIONS + " sections");
        }
        Section section = new Section(Integer.toString(sections.size()), video);
        sections.add(section);
        return section;
    }

    List<Publication> publications() {
        return sendings().map(Sending::publication).toList();
    }

    /** Every stream that is sent, with whether it is muted. */
    Map<ClipSender, Boolean> senders() {
        Map<ClipSender, Boolean> senders = new LinkedHashMap<>();
        sendings().forEach(sending -> sending.senders()
                .forEach(sender -> senders.put(sender, sending.publication.muted())));
        return senders;
    }

    /** Notes that a source is muted or not, for later offers. */
    void mute(MediaSource source, boolean muted) {
        for (Section section : sections) {
            if (section.purpose instanceof Sending sending && sending.publication.source() == source) {
                section.purpose = new Sending(sending.publication.withMuted(muted), sending.big, sending.small);
            }
        }
    }

    List<Slot> slots() {
        return purposes(Receiving.class).map(Receiving::slot).toList();
    }

    private Stream<Sending> sendings() {
        return purposes(Sending.class);
    }

    private <T extends Purpose> Stream<T> purposes(Class<T> kind) {
        return sections.stream()
                .map(section -> section.purpose)
                .filter(kind::isInstance)
                .map(kind::cast);
    }

    /**
     * The next offer as docs/signalling.md has it.
     *
     * @param fingerprint SHA-256 of the participant's certificate in hex without colons
     */
    ObjectNode offer(IceCredentials credentials, String fingerprint) {
        ObjectNode offer = JsonMapper.shared().createObjectNode();
        offer.put("sdp", description(credentials, fingerprint));
        ArrayNode publish = offer.putArray("publish");
        ArrayNode receive = offer.putArray("receive");
        for (Section section : sections) {
            switch (section.purpose) {
                case Sending sending -> {
                    ObjectNode item = publish.addObject();
                    item.put("source", sending.publication.source().wireName());
                    item.put("mid", section.mid);
                    item.put("muted", sending.publication.muted());
                    if (sending.small != null) {
                        item.put("small", SMALL);
                    }
                }
                case Receiving _ -> receive.addObject().put("mid", section.mid);
                case Unused _ -> {}
            }
        }
        return offer;
    }

    private String description(IceCredentials credentials, String fingerprint) {
        version++;
        SdpText text = new SdpText();
        text.line("v=0")
                .line("o=- 1 " + version + " IN IP4 127.0.0.1")
                .line("s=-")
                .line("t=0 0");
        text.line("a=group:BUNDLE "
                + String.join(" ", sections.stream().map(section -> section.mid).toList()));
        text.line("a=ice-ufrag:" + credentials.ufrag()).line("a=ice-pwd:" + credentials.pwd());
        text.fingerprint(fingerprint).line("a=setup:actpass");
        sections.forEach(section -> describe(text, section));
        return text.toString();
    }

    private static void describe(SdpText text, Section section) {
        String media = section.video ? "video" : "audio";
        String formats = section.video ? Offer.VP8 + " " + H264 : String.valueOf(Offer.OPUS);
        if (section.video && section.purpose instanceof Sending) {
            formats = String.valueOf(Offer.VP8);
        }
        text.line("m=" + media + " 9 UDP/TLS/RTP/SAVPF " + formats).line("c=IN IP4 0.0.0.0");
        text.line("a=mid:" + section.mid).line("a=rtcp-mux").line("a=rtcp-mux-only");
        text.line("a=extmap:" + MID_EXTENSION + " " + EXTENSIONS + "mid");
        switch (section.purpose) {
            case Sending sending -> sends(text.line("a=sendonly"), section, sending);
            case Receiving _ -> text.line("a=recvonly");
            case Unused _ -> text.line("a=inactive");
        }
        if (section.video) {
            describeVideo(text, formats);
        } else {
            text.line("a=rtpmap:" + Offer.OPUS + " opus/48000/2");
            text.line("a=fmtp:" + Offer.OPUS + " minptime=10;useinbandfec=1");
        }
    }

    private static void describeVideo(SdpText text, String formats) {
        text.line("a=rtpmap:" + Offer.VP8 + " VP8/90000").line("a=rtcp-fb:" + Offer.VP8 + " nack pli");
        if (formats.contains(String.valueOf(H264))) {
            text.line("a=rtpmap:" + H264 + " H264/90000").line("a=rtcp-fb:" + H264 + " nack pli");
            text.line("a=fmtp:" + H264 + " level-asymmetry-allowed=1;packetization-mode=1;profile-level-id=42e01f");
        }
    }

    private static void sends(SdpText text, Section section, Sending sending) {
        String stream = "clip clip-" + section.mid;
        text.line("a=msid:" + stream);
        if (sending.small == null) {
            text.line("a=ssrc:" + sending.big.ssrc() + " cname:clip");
            return;
        }
        text.line("a=extmap:" + RID_EXTENSION + " " + EXTENSIONS + "rtp-stream-id");
        text.line("a=rid:" + BIG + " send").line("a=rid:" + SMALL + " send");
        text.line("a=simulcast:send " + BIG + ";" + SMALL);
    }
}
