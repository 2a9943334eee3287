package dev.parley.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/**
 * A person with a browser: one page that publishes or plays one session. Remembers when, by the browser's clock, the
 * session began.
 */
final class Participant implements AutoCloseable {

    /** What a publisher sends. */
    record Picture(String codec, int width, int height) {

        static final Picture HD_VP8 = new Picture("video/VP8", 1_280, 720);
        static final Picture HD_H264 = new Picture("video/H264", 1_280, 720);
    }

    private static final String KIND = "participant";
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final int MAX_BITRATE = 1_500_000;
    private static final int FRAMES_UNTIL_STEADY = 5;

    private final Browser browser;
    private final String page;
    private final String user;
    private JsonNode entry = MissingNode.getInstance();

    Participant(Browser browser, String page, String user) {
        this.browser = browser;
        this.page = page;
        this.user = user;
    }

    /** Publishes camera and microphone by WHIP and waits until the encoder really sends the wanted size. */
    Participant publish(Endpoint endpoint, String room, Picture picture) {
        entry = tryToPublish(endpoint.publishUrl(room, user), endpoint, picture);
        assertThat(entry.required("status").asInt()).as("WHIP: %s", entry).isEqualTo(201);
        JsonNode stats = browser.run(
                KIND,
                page,
                "sends",
                Map.of(
                        "width", picture.width(),
                        "height", picture.height(),
                        "frames", FRAMES_UNTIL_STEADY,
                        "deadlineMillis", PATIENCE.toMillis()));
        assertThat(stats.at("/outboundVideo/codec").asString()).isEqualTo(picture.codec());
        return this;
    }

    private JsonNode tryToPublish(String url, Endpoint endpoint, Picture picture) {
        return browser.run(
                KIND,
                page,
                "publish",
                Map.of(
                        "url", url,
                        "token", endpoint.userSig(user),
                        "codec", picture.codec(),
                        "width", picture.width(),
                        "height", picture.height(),
                        "maxBitrate", MAX_BITRATE));
    }

    /** Plays picture and sound of the room's publisher by WHEP. */
    Participant play(Endpoint endpoint, String room) {
        return play(endpoint, room, true, "any");
    }

    /** As {@link #play(Endpoint, String)} with only TCP to reach the server. */
    Participant playOverTcp(Endpoint endpoint, String room) {
        return play(endpoint, room, true, "tcp");
    }

    /** Plays the sound alone. */
    Participant listen(Endpoint endpoint, String room) {
        return play(endpoint, room, false, "any");
    }

    private Participant play(Endpoint endpoint, String room, boolean video, String transport) {
        entry = tryToPlay(endpoint.playUrl(room, user), endpoint, video, transport);
        assertThat(entry.required("status").asInt()).as("WHEP: %s", entry).isEqualTo(201);
        return this;
    }

    /** Plays one publisher out of several. */
    Participant play(Endpoint endpoint, String room, String publisher) {
        entry = tryToPlay(endpoint.playUrl(room, user) + "&remoteuserid=" + publisher, endpoint, true, "any");
        assertThat(entry.required("status").asInt()).as("WHEP: %s", entry).isEqualTo(201);
        return this;
    }

    /** Asks to play whatever is there; the HTTP status. */
    int statusOfPlaying(Endpoint endpoint, String room) {
        return tryToPlay(endpoint.playUrl(room, user), endpoint, true, "any")
                .required("status")
                .asInt();
    }

    private JsonNode tryToPlay(String url, Endpoint endpoint, boolean video, String transport) {
        return browser.run(
                KIND,
                page,
                "play",
                Map.of("url", url, "token", endpoint.userSig(user), "video", video, "transport", transport));
    }

    /** Waits until so many frames were decoded; the browser's statistics then. */
    JsonNode watch(int frames) {
        return browser.run(KIND, page, "decoded", Map.of("frames", frames, "deadlineMillis", deadline(frames, 15)));
    }

    /** Waits until so many packets of sound arrived; the browser's statistics then. */
    JsonNode hear(int packets) {
        return browser.run(KIND, page, "heard", Map.of("packets", packets, "deadlineMillis", deadline(packets, 50)));
    }

    private static long deadline(int count, int perSecond) {
        return PATIENCE.toMillis() + count * 1_000L / perSecond;
    }

    JsonNode stats() {
        return browser.run(KIND, page, "stats", Map.of());
    }

    /** When the server let this participant in. */
    Instants entered() {
        return Instants.ofRequest(entry);
    }

    /** When the first picture came through: after the answer, before the browser saw its first packet. */
    Instants firstPicture() {
        long packet = stats().at("/seen/firstVideoPacketAt").asLong();
        assertThat(packet).as("a packet of video arrived").isPositive();
        return new Instants(entry.required("answeredAt").asLong(), packet);
    }

    /** Waits until the browser knows that the server is gone; when the server said so, and 0 if it never did. */
    long saidGoodbye() {
        JsonNode seen = browser.run(KIND, page, "dropped", Map.of("deadlineMillis", PATIENCE.toMillis()));
        return seen.required("goodbyeAt").asLong();
    }

    /** Asks to publish a small picture by WHIP with a ticket for permission control; the HTTP status. */
    int statusOfPublishing(Endpoint endpoint, String room, String privateMapKey) {
        String url = endpoint.publishUrl(room, user) + "&private_map_key=" + privateMapKey;
        return tryToPublish(url, endpoint, new Picture("video/VP8", 320, 240))
                .required("status")
                .asInt();
    }

    /** Asks to play whatever is there with a ticket for permission control; the HTTP status. */
    int statusOfPlaying(Endpoint endpoint, String room, String privateMapKey) {
        String url = endpoint.playUrl(room, user) + "&private_map_key=" + privateMapKey;
        entry = tryToPlay(url, endpoint, true, "any");
        return entry.required("status").asInt();
    }

    /** Asks to leave by DELETE, whether there is anything to leave or not; the HTTP status. */
    int statusOfLeaving() {
        return browser.run(KIND, page, "leave", Map.of()).required("status").asInt();
    }

    /** Leaves by DELETE; when the server handled it. */
    Instants leave() {
        JsonNode exit = browser.run(KIND, page, "leave", Map.of());
        assertThat(exit.required("status").asInt()).as("DELETE: %s", exit).isEqualTo(200);
        return Instants.ofRequest(exit);
    }

    /** Closes the page; a session that is still open just falls silent. */
    @Override
    public void close() {
        browser.run(KIND, page, "close", Map.of());
    }
}
