package dev.parley.server.signaling;

import static dev.parley.server.signaling.WhipEndpointTest.assertCrossOrigin;
import static dev.parley.server.signaling.WhipEndpointTest.assertProblem;
import static dev.parley.server.signaling.WhipEndpointTest.header;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.media.ice.IceCredentials;
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
    void refusesHalfAnIceRestartAndGoesOn(String credential, String replacement) {
        String session = server.session();
        String restart = FRAGMENT.replace(credential, replacement);

        HttpResponse<String> answer =
                server.send(patch(authorized(session), restart).header("If-Match", "*"));

        assertProblem(answer, 422, 0);
        assertThat(server.rooms.isPresent("session-1")).isTrue();
        assertThat(server.send(patch(authorized(session), FRAGMENT)).statusCode())
                .isEqualTo(204);
    }

    private static final String RESTART =
            FRAGMENT.replace("Zq5d", "new1").replace("2YwV8kS3nB7xGm4pQe1RtC", "bbbbbbbbbbbbbbbbbbbbbb");

    @Test
    void restartsIceWithNewCredentialsAndANewTag() {
        String session = server.session();
        HttpResponse<String> answer =
                server.send(patch(authorized(session), RESTART).header("If-Match", "*"));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(header(answer, "Content-Type")).isEqualTo(FRAGMENT_TYPE);
        assertThat(header(answer, "ETag")).isEqualTo("\"again0\"");
        assertThat(answer.body()).isEqualTo("""
                a=ice-lite
                a=ice-options:trickle ice2
                a=group:BUNDLE 0 1
                m=audio 9 UDP/TLS/RTP/SAVPF 111
                a=mid:0
                a=ice-ufrag:again0
                a=ice-pwd:q1w2e3r4t5y6u7i8o9p0asdf
                a=candidate:1 1 udp 2130706431 198.51.100.7 40000 typ host
                a=candidate:2 1 udp 2130706175 2001:db8:0:0:0:0:0:7 40000 typ host
                a=candidate:3 1 tcp 1520435199 198.51.100.7 40000 typ host tcptype passive
                a=end-of-candidates
                """.replace("\n", "\r\n"));
        assertThat(server.rooms.restarted).containsExactly(new IceCredentials("new1", "bbbbbbbbbbbbbbbbbbbbbb"));
        assertCrossOrigin(answer);
    }

    @Test
    void trickledCandidatesBelongToTheRestartedSessionAfterwards() {
        String session = server.session();
        server.send(patch(authorized(session), RESTART).header("If-Match", "*"));

        assertThat(server.send(patch(authorized(session), RESTART).header("If-Match", "\"again0\""))
                        .statusCode())
                .isEqualTo(204);
        assertProblem(server.send(patch(authorized(session), FRAGMENT).header("If-Match", "\"Zx81\"")), 412, 0);
        assertThat(server.rooms.restarted).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({"new1, n w1", "bbbbbbbbbbbbbbbbbbbbbb, short"})
    void refusesCredentialsThatAreNone(String credential, String replacement) {
        String restart = RESTART.replace(credential, replacement);
        HttpResponse<String> answer =
                server.send(patch(authorized(server.session()), restart).header("If-Match", "*"));

        assertProblem(answer, 422, 0);
        assertThat(server.rooms.restarted).isEmpty();
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
