package dev.parley.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** A person with a browser in a room: one page that uses the web client as applications do. */
final class Member implements AutoCloseable {

    /**
     * Something the client told.
     *
     * @param at when, by the browser's clock
     * @param payload what came along, null when nothing did
     */
    record Told(String event, long at, JsonNode payload) {

        static Told of(JsonNode entry) {
            return new Told(
                    entry.required("event").asString(), entry.required("at").asLong(), entry.required("payload"));
        }
    }

    private static final String KIND = "member";
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Browser browser;
    private final String room;
    private final String page;
    private final String user;
    private final Map<String, Object> entry = new HashMap<>();
    private final Map<String, Object> client = new HashMap<>();
    private String server;
    private @Nullable Relay relay;
    private boolean overUdp = true;
    private boolean leavesLayers;
    private Instants entered = new Instants(0, 0);

    Member(Browser browser, Endpoint endpoint, String room, String page, String user) {
        this.browser = browser;
        this.room = room;
        this.page = page;
        this.user = user;
        this.server = endpoint.address().toString();
        entry.put("sdkAppId", endpoint.sdkAppId());
        entry.put("userId", user);
        entry.put("userSig", endpoint.userSig(user));
        entry.put("strRoomId", room);
    }

    /** Says more about how to enter: a member of {@code EnterRoomConfig}. */
    Member with(String option, Object value) {
        entry.put(option, value);
        return this;
    }

    /** Says how the client is made: a member of {@code TRTCOptions}. */
    Member withClient(String option, Object value) {
        client.put(option, value);
        return this;
    }

    /** Reaches the server's signalling through a relay that can be cut, and its media directly. */
    Member signallingThrough(Relay between) {
        server = between.address().toString();
        return this;
    }

    /** Reaches the server through a relay that can be cut, whatever it says about its addresses. */
    Member behind(Relay between) {
        relay = between;
        return signallingThrough(between);
    }

    /** Reaches the server's media over TCP alone, as behind a firewall that lets no UDP through. */
    Member withoutUdp() {
        overUdp = false;
        return this;
    }

    /** Has the server choose the layer of every picture, whatever the client asks for ({@code layer: auto}). */
    Member leavingLayersToTheServer() {
        leavesLayers = true;
        return this;
    }

    /** Enters the room, which must succeed. */
    Member enter() {
        JsonNode outcome = tryToEnter();
        if (relay != null) {
            relay.mediaTo(run("mediaPort", Map.of()).required("port").asInt());
        }
        assertThat(outcome.get("refusal")).as("%s enters %s", user, room).isNull();
        entered = Instants.ofRequest(outcome);
        return this;
    }

    /** Tries to enter; the code of the refusal. */
    long refusedToEnter() {
        return refusal("enterRoom", tryToEnter());
    }

    private JsonNode tryToEnter() {
        String signalling = server.replaceFirst("^http", "ws") + "/v1/signalling";
        int relayPort = relay == null ? 0 : relay.mediaPort();
        Map<String, Object> options = new HashMap<>(Map.of(
                "server", signalling, "client", client, "room", entry, "relayPort", relayPort, "overUdp", overUdp));
        if (leavesLayers) {
            options.put("subscribedLayer", "auto");
        }
        return run("enter", options);
    }

    String user() {
        return user;
    }

    /** When the server let this member in the last time. */
    Instants entered() {
        return entered;
    }

    /** How the server let this page in, in order: {@code entered} or {@code resumed}. */
    List<String> stays() {
        List<String> ways = new ArrayList<>();
        run("stayed", Map.of()).forEach(stay -> ways.add(stay.required("how").asString()));
        return ways;
    }

    /** Waits until the server has let this page in so often; when, if it was after some time, it did. */
    Instants nextStay(int times, long after) {
        return new Instants(after, after).until(run("stay", waiting(Map.of("times", times))));
    }

    /** How many peer connections the client has made so far. */
    int peerConnections() {
        return run("peers", Map.of()).required("made").asInt();
    }

    /** What the browser's connection to the server's media runs over: {@code udp} or {@code tcp}. */
    String mediaProtocol() {
        return run("way", waiting(Map.of())).required("protocol").asString();
    }

    /** The room instance that the last entry led to (spec/10 §5.1). */
    String commId() {
        JsonNode stays = run("stayed", Map.of());
        return stays.required(stays.size() - 1).required("commId").asString();
    }

    /** Calls a method of the client, which must succeed; when that was. */
    Instants call(String method, Object... parameters) {
        JsonNode outcome = tryToCall(method, parameters);
        assertThat(outcome.get("refusal")).as("%s calls %s", user, method).isNull();
        return Instants.ofRequest(outcome);
    }

    /** Calls a method of the client, which must refuse; the more exact one of its two codes. */
    long refused(String method, Object... parameters) {
        return refusal(method, tryToCall(method, parameters));
    }

    private JsonNode tryToCall(String method, Object... parameters) {
        return run("call", Map.of("method", method, "parameters", List.of(parameters)));
    }

    private long refusal(String method, JsonNode outcome) {
        JsonNode refusal = outcome.path("refusal");
        assertThat(refusal.path("name").asString("success"))
                .as("%s.%s: %s", user, method, outcome)
                .isEqualTo("RtcError");
        long extra = refusal.required("extraCode").asLong();
        return extra == 0 ? refusal.required("code").asLong() : extra;
    }

    /** Publishes camera and microphone and waits until pictures of their full size are sent. */
    Member publish(Picture picture) {
        call("startLocalAudio");
        call("startLocalVideo", Map.of("option", picture.option()));
        return sending(picture);
    }

    /** Waits until pictures of this size are sent. */
    Member sending(Picture picture) {
        run("sends", waiting(Map.of("width", picture.width(), "height", picture.height(), "frames", 3)));
        return this;
    }

    /** Begins to receive a picture and waits until it is there in this size; from when it flowed. */
    Instants receive(String from, String streamType, Picture picture) {
        return receive("startRemoteVideo", from, streamType, false, picture);
    }

    /** Receives another quality of a picture and waits until it is there in this size; from when it flowed. */
    Instants change(String from, boolean small, Picture picture) {
        return receive("updateRemoteVideo", from, "main", small, picture);
    }

    private Instants receive(String method, String from, String streamType, boolean small, Picture picture) {
        Map<String, Object> how =
                Map.of("userId", from, "streamType", streamType, "view", streamType, "option", Map.of("small", small));
        JsonNode received = run(
                "receive",
                waiting(Map.of(
                        "method",
                        method,
                        "parameters",
                        List.of(how),
                        "userId",
                        from,
                        "streamType",
                        streamType,
                        "width",
                        picture.width(),
                        "height",
                        picture.height())));
        assertThat(received.get("refusal")).as("%s receives %s", user, from).isNull();
        boolean first = method.equals("startRemoteVideo");
        return new Instants(
                received.required("requestedAt").asLong(),
                received.required(first ? "packetAt" : "pictureAt").asLong());
    }

    /** Waits until so many more packets of a user's stream came: {@code audio}, {@code main} or {@code sub}. */
    JsonNode more(String from, String streamType, int packets) {
        return run("more", waiting(Map.of("userId", from, "streamType", streamType, "packets", packets)));
    }

    /**
     * Waits until so many pictures of this size were decoded one after another; the counts {@code before} them and
     * {@code after}.
     */
    JsonNode shows(String from, Picture picture, int frames) {
        Map<String, Object> wanted = new HashMap<>(picture.size());
        wanted.putAll(Map.of("userId", from, "streamType", "main", "frames", frames));
        return run("shows", waiting(wanted));
    }

    /** How much has come of a user's stream. */
    JsonNode counts(String from, String streamType) {
        return run("counts", Map.of("userId", from, "streamType", streamType));
    }

    /** All packets of sound and of pictures that have come, of whomever. */
    JsonNode total() {
        return run("total", Map.of());
    }

    /** Waits until nothing of a user's stream has come for so long; how much had come by then. */
    JsonNode silent(String from, String streamType, Duration time) {
        return run("silent", waiting(Map.of("userId", from, "streamType", streamType, "millis", time.toMillis())));
    }

    /** Sends texts as custom messages in one go; how many were let through and the refusal, if there was one. */
    JsonNode sendAll(int cmdId, List<String> texts) {
        return run("sendAll", Map.of("cmdId", cmdId, "texts", texts));
    }

    /** Waits until the client tells this, or takes the first that has come already; no two waits get the same. */
    Told told(String event, Map<String, ?> matching) {
        return Told.of(run("event", waiting(Map.of("name", event, "matching", matching))));
    }

    /** Waits until the client tells this of a user. */
    Told toldOf(String event, Member other) {
        return told(event, Map.of("userId", other.user));
    }

    /** Waits until the client tells this of one of a user's pictures. */
    Told toldOf(String event, Member other, String streamType) {
        return told(event, Map.of("userId", other.user, "streamType", streamType));
    }

    /** Everything of that name that the client has told so far. */
    List<Told> everTold(String event) {
        List<Told> all = new ArrayList<>();
        for (JsonNode entry : run("events", Map.of())) {
            Told told = Told.of(entry);
            if (told.event().equals(event)) {
                all.add(told);
            }
        }
        return all;
    }

    /** What is sent, one entry per stream of packets. */
    JsonNode outbound() {
        return run("outbound", Map.of());
    }

    /** Leaves the room; when the server handled it. */
    Instants leave() {
        return call("exitRoom");
    }

    private static Map<String, Object> waiting(Map<String, ?> options) {
        Map<String, Object> all = new HashMap<>(options);
        all.put("deadlineMillis", PATIENCE.toMillis());
        return all;
    }

    private JsonNode run(String command, Map<String, ?> options) {
        return browser.run(KIND, page, command, options);
    }

    @Override
    public void close() {
        closePage();
    }

    /** As a person closes a tab, without leaving the room before. */
    void closePage() {
        browser.run(KIND, page, "close", Map.of());
    }

    /** What a camera is asked for, or a screen shows. */
    record Picture(int width, int height) {

        /** Just above the bounds of SD (MET-8), so that it counts as hd and yet costs an encoder little. */
        static final Picture HD = new Picture(704, 448);

        static final Picture SD = new Picture(320, 240);
        /** A quarter of {@link #HD} each way: small pictures keep the proportions of the big one (spec/10 §8.1). */
        static final Picture SMALL = new Picture(176, 112);

        /** Whatever comes. */
        static final Picture ANY = new Picture(0, 0);

        private static final int FRAMES = 10;
        private static final int KILOBITS = 600;
        private static final int SMALL_KILOBITS = 100;
        private static final int SQUARES = 24;

        Map<String, Object> size() {
            return Map.of("width", width, "height", height);
        }

        Map<String, Object> profile() {
            return profile(KILOBITS);
        }

        private Map<String, Object> profile(int kilobits) {
            return Map.of("width", width, "height", height, "frameRate", FRAMES, "bitrate", kilobits);
        }

        /** For {@code startLocalVideo}; sharpness first, or else the encoder may shrink the picture. */
        Map<String, Object> option() {
            return Map.of("profile", profile(), "qosPreference", "clear");
        }

        /** As {@link #option}, with a small picture beside it. */
        Map<String, Object> optionWith(Picture small) {
            return Map.of("profile", profile(), "qosPreference", "clear", "small", small.profile(SMALL_KILOBITS));
        }

        /** A drawn one, in place of what a camera or a screen would give. */
        Map<String, Object> drawn() {
            return Map.of("drawn", size());
        }

        /** A drawn one that changes all over, so that it needs all the bits that an encoder may spend. */
        Map<String, Object> drawnInMotion() {
            return Map.of("drawn", Map.of("width", width, "height", height, "squares", SQUARES));
        }
    }
}
