package dev.parley.server.signaling;

import static dev.parley.server.signaling.WhipEndpointTest.assertCrossOrigin;
import static dev.parley.server.signaling.WhipEndpointTest.assertProblem;
import static dev.parley.server.signaling.WhipEndpointTest.header;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.server.config.WhipSettings;
import dev.parley.server.rooms.ExitReason;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class SessionResourceTest {

    private static final String FRAGMENT_TYPE = "application/trickle-ice-sdpfrag";
    private static final String FRAGMENT = """
            a=ice-ufrag:Zq5d
            a=ice-pwd:2YwV8kS3nB7xGm4pQe1RtC
            m=audio 9 UDP/TLS/RTP/SAVPF 111
            a=mid:0
            a=candidate:1 1 udp 2122194687 203.0.113.9 61765 typ host
            a=end-of-candidates
            """.replace("\n", "\r\n");

    private final DoorServer server = new DoorServer(WhipSettings.defaults());

    @AfterEach
    void stop() {
        server.close();
    }

    /** As OBS stops: the path of Location on the same host, with the token (spec/15 §5.1). */
    @Test
    void deletesOnceAndIsGone() {
        String session = server.session();
        HttpResponse<String> deleted = delete(session, server.sig("obs1"));

        assertThat(deleted.statusCode()).isEqualTo(200);
        assertThat(deleted.body()).isEmpty();
        assertCrossOrigin(deleted);
        assertThat(server.rooms.left).containsEntry("session-1", ExitReason.NORMAL);
        assertProblem(delete(session, server.sig("obs1")), 404, 0);
    }

    @Test
    void deletesWhateverTheCondition() {
        HttpRequest.Builder request =
                authorized(server.session()).header("If-Match", "\"other\"").DELETE();

        assertThat(server.send(request).statusCode()).isEqualTo(200);
    }

    @Test
    void onlyTheUserOfTheSessionMayChangeIt() {
        String session = server.session();

        assertProblem(server.send(server.request(session).DELETE()), 401, 0);
        assertProblem(delete(session, server.sig("bob")), 401, -70013);
        assertProblem(server.send(patch(server.request(session), FRAGMENT)), 401, 0);
        assertThat(server.rooms.isPresent("session-1")).isTrue();
    }

    @Test
    void aTicketThatExpiredDuringTheSessionStillEndsIt() {
        String ticket = server.sig("obs1");
        String session = server.session();
        server.advance(Duration.ofHours(5));

        assertProblem(server.post(DoorServer.pub("r", "obs1"), "bob", Offers.OBS), 401, -70013);
        assertThat(delete(session, ticket).statusCode()).isEqualTo(200);
    }

    @Test
    void forgetsSessionsThatTheRoomEnded() {
        String session = server.session();
        assertThat(server.send(server.request(session).GET()).statusCode()).isEqualTo(204);

        server.rooms.kick("session-1");

        assertProblem(server.send(server.request(session).GET()), 404, 0);
        assertProblem(delete(session, server.sig("obs1")), 404, 0);
        assertProblem(server.send(patch(authorized(session), FRAGMENT)), 404, 0);
        assertProblem(server.send(server.request("/v2/session/none").GET()), 404, 0);
    }

    @Test
    void acceptsTrickledCandidates() {
        HttpResponse<String> answer =
                server.send(patch(authorized(server.session()), FRAGMENT).header("If-Match", "\"Zx81\""));

        assertThat(answer.statusCode()).isEqualTo(204);
        assertThat(answer.body()).isEmpty();
        assertThat(answer.headers().firstValue("ETag")).isEmpty();
        assertCrossOrigin(answer);
    }

    /** One mid, LF, an mDNS name, another protocol on the media line: as the clients of spec/15 §5.4 and §5.5 do. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "a=ice-ufrag:Zq5d\nm=audio 9 RTP/AVP 0\na=mid:0\na=candidate:1 1 udp 1 x.local 9 typ host\n",
                "a=ice-ufrag:Zq5d\na=candidate:1 1 sctp 1 203.0.113.9 9 typ host\n",
                "a=ice-ufrag:Zq5d\na=end-of-candidates\n",
            })
    void acceptsFragmentsItHasNoUseFor(String fragment) {
        assertThat(server.send(patch(authorized(server.session()), fragment)).statusCode())
                .isEqualTo(204);
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                // If-Match, ETag (not a header of requests), lenient status, strict status
                "-, -, 204, 428",
                "null, -, 204, 412",
                "-, \"Zx81\", 204, 428",
                "-, \"other\", 412, 428",
                "null, \"Zx81\", 204, 412",
                "\"Zx81\", -, 204, 204",
                "*, -, 204, 204",
                "'\"other\", \"Zx81\"', -, 204, 204",
                "\"other\", -, 412, 412",
                "W/\"Zx81\", -, 412, 412",
                "Zx81, -, 412, 412",
            })
    void comparesEntityTags(String ifMatch, String etag, int lenient, int strict) {
        assertThat(conditional(server, ifMatch, etag).statusCode()).isEqualTo(lenient);
        try (DoorServer strictServer = new DoorServer(new WhipSettings(null, false))) {
            assertThat(conditional(strictServer, ifMatch, etag).statusCode()).isEqualTo(strict);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "a=ice-ufrag:Zq5d, a=ice-ufrag:new1",
        "a=ice-pwd:2YwV8kS3nB7xGm4pQe1RtC, a=ice-pwd:bbbbbbbbbbbbbbbbbbbbbb",
    })
    void refusesIceRestartsAndGoesOn(String credential, String replacement) {
        String session = server.session();
        String restart = FRAGMENT.replace(credential, replacement);

        HttpResponse<String> answer =
                server.send(patch(authorized(session), restart).header("If-Match", "*"));

        assertProblem(answer, 422, 0);
        assertThat(server.rooms.isPresent("session-1")).isTrue();
        assertThat(server.send(patch(authorized(session), FRAGMENT)).statusCode())
                .isEqualTo(204);
    }

    @Test
    void refusesWhatIsNoFragment() {
        String session = server.session();

        assertProblem(server.send(patch(authorized(session), "")), 400, 0);
        assertProblem(server.send(patch(authorized(session), "candidates")), 400, 0);
        assertProblem(server.send(patch(authorized(session), FRAGMENT.replace(" typ host", ""))), 400, 0);
        assertProblem(server.send(patch(authorized(session), "a=x\n".repeat(20_000))), 413, 0);
        HttpRequest.Builder answerOfAnOffer = authorized(session)
                .header("Content-Type", "application/sdp")
                .method("PATCH", BodyPublishers.ofString(Offers.OBS));
        assertProblem(server.send(answerOfAnOffer), 415, 0);
    }

    @Test
    void describesItselfToPreflights() {
        HttpResponse<String> answer = server.send(server.request("/v2/session/any")
                .header("Origin", "https://app.example.org")
                .header("Access-Control-Request-Method", "PATCH")
                .method("OPTIONS", BodyPublishers.noBody()));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(header(answer, "Allow")).isEqualTo("OPTIONS, GET, HEAD, PATCH, DELETE");
        assertThat(header(answer, "Accept-Patch")).isEqualTo(FRAGMENT_TYPE);
        assertThat(header(answer, "Access-Control-Allow-Methods")).contains("PATCH", "DELETE");
        assertCrossOrigin(answer);
    }

    /** The binbat client posts JSON to mute (spec/15 §5.5). */
    @ParameterizedTest
    @CsvSource({"GET, 204", "HEAD, 204", "POST, 405", "PUT, 405"})
    void answersOtherMethods(String method, int status) {
        String session = server.session();
        HttpResponse<String> answer = server.send(server.request(session).method(method, BodyPublishers.noBody()));

        assertThat(answer.statusCode()).isEqualTo(status);
        assertCrossOrigin(answer);
        if (status == 405) {
            assertThat(header(answer, "Allow")).isEqualTo("OPTIONS, GET, HEAD, PATCH, DELETE");
        }
    }

    private HttpResponse<String> delete(String session, String ticket) {
        return server.send(server.request(session)
                .header("Authorization", "Bearer " + ticket)
                .DELETE());
    }

    private HttpRequest.Builder authorized(String session) {
        return server.request(session).header("Authorization", "Bearer " + server.sig("obs1"));
    }

    private static HttpResponse<String> conditional(DoorServer door, @Nullable String ifMatch, @Nullable String etag) {
        String session = door.session();
        HttpRequest.Builder request =
                patch(door.request(session).header("Authorization", "Bearer " + door.sig("obs1")), FRAGMENT);
        if (ifMatch != null) {
            request.header("If-Match", ifMatch);
        }
        if (etag != null) {
            request.header("ETag", etag);
        }
        return door.send(request);
    }

    private static HttpRequest.Builder patch(HttpRequest.Builder request, String fragment) {
        return request.header("Content-Type", FRAGMENT_TYPE).method("PATCH", BodyPublishers.ofString(fragment));
    }
}
