package dev.parley.server.load;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;

/**
 * Janus with its VideoRoom plugin, for comparison: publishers offer, subscribers answer. Rooms are made for the run and
 * destroyed after it.
 */
final class JanusTarget implements Target {

    private static final Logger LOG = LoggerFactory.getLogger(JanusTarget.class);
    private static final String PLUGIN = "janus.plugin.videoroom";

    private final URI door;
    private final InetAddress address;
    private final LoadPlan plan;
    private final JanusSession session;
    private final long administration;
    private final int firstRoom;
    private final Map<String, Long> feeds = new ConcurrentHashMap<>();

    /** @throws IOException when it is not there */
    JanusTarget(URI door, LoadPlan plan) throws IOException {
        this.door = door;
        this.plan = plan;
        this.address = InetAddress.getByName(door.getHost());
        this.firstRoom = 1 + (plan.name().hashCode() & 0x3FFF_FFFF);
        this.session = new JanusSession(door);
        this.administration = session.attach(PLUGIN);
    }

    @Override
    public InetAddress address() {
        return address;
    }

    @Override
    public void check() throws IOException {
        for (int room = 0; room < plan.rooms(); room++) {
            session.ask(
                    administration,
                    Map.of(
                            "request",
                            "create",
                            "room",
                            firstRoom + room,
                            "publishers",
                            plan.publishers(),
                            "audiocodec",
                            "opus",
                            "videocodec",
                            "vp8",
                            "bitrate",
                            0,
                            "notify_joining",
                            false));
        }
    }

    @Override
    public Agreement publish(int room, int publisher, LocalEnd local) throws IOException {
        long handle = session.attach(PLUGIN);
        JsonNode joined = session.negotiate(
                handle,
                Map.of(
                        "request",
                        "joinandconfigure",
                        "room",
                        firstRoom + room,
                        "ptype",
                        "publisher",
                        "display",
                        plan.name() + "-p" + publisher),
                Map.of("type", "offer", "sdp", SdpWriter.offer(plan, local, true)));
        feeds.put(
                room + "/" + publisher,
                joined.path("plugindata").path("data").path("id").asLong());
        RemoteDescription answer = description(joined);
        List<StreamFormat> streams =
                answer.streams(local).stream().map(OfferedStream::format).toList();
        return new Agreement(answer.peer(), answer.candidate(address), streams, () -> session.detach(handle));
    }

    @Override
    public Agreement play(int room, int publisher, int subscriber, LocalEnd local) throws IOException {
        long handle = session.attach(PLUGIN);
        Long feed = feeds.get(room + "/" + publisher);
        if (feed == null) {
            throw new IOException("nobody publishes there");
        }
        JsonNode attached = session.negotiate(
                handle,
                Map.of(
                        "request",
                        "join",
                        "room",
                        firstRoom + room,
                        "ptype",
                        "subscriber",
                        "streams",
                        List.of(Map.of("feed", feed))),
                null);
        RemoteDescription offer = description(attached);
        List<OfferedStream> streams =
                offer.streams(local).stream().map(this::wanted).toList();
        session.negotiate(
                handle,
                Map.of("request", "start", "room", firstRoom + room),
                Map.of("type", "answer", "sdp", SdpWriter.answer(plan, local, streams)));
        return new Agreement(
                offer.peer(),
                offer.candidate(address),
                streams.stream().map(OfferedStream::format).toList(),
                () -> session.detach(handle));
    }

    private static RemoteDescription description(JsonNode event) throws IOException {
        String text = event.path("jsep").path("sdp").asString("");
        if (text.isEmpty()) {
            throw new IOException("Janus answered without a session description: " + event);
        }
        return RemoteDescription.parse(text);
    }

    /** What of an offered stream the plan takes. */
    private OfferedStream wanted(OfferedStream offered) {
        StreamFormat format = offered.format();
        return new OfferedStream(
                offered.mid(),
                new StreamFormat(
                        format.video(),
                        format.ssrc(),
                        format.payloadType(),
                        plan.rtx() ? format.rtxPayloadType() : -1,
                        plan.feedback() == BandwidthFeedback.TWCC ? format.transportSequenceId() : 0));
    }

    @Override
    public void close() {
        for (int room = 0; room < plan.rooms(); room++) {
            try {
                session.ask(administration, Map.of("request", "destroy", "room", firstRoom + room));
            } catch (IOException gone) {
                LOG.debug("room {} was not destroyed", firstRoom + room, gone);
            }
        }
        session.close();
    }

    @Override
    public String toString() {
        return "janus " + door;
    }
}
