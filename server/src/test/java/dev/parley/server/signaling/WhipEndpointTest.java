package dev.parley.server.signaling;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.media.sdp.SessionDescription;
import dev.parley.protocol.ticket.UserSig;
import dev.parley.server.config.WhipSettings;
import dev.parley.server.rooms.EntryRefusedException;
import dev.parley.server.rooms.EntryRefusedException.Reason;
import dev.parley.server.rooms.ExitReason;
import dev.parley.server.rooms.RoomKey;
import dev.parley.server.rooms.RoomKind;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

final class WhipEndpointTest {

    private static final String URL = DoorServer.pub("lobby_1", "obs1");
    private static final String SDP = "application/sdp";

    private final DoorServer server = new DoorServer(WhipSettings.defaults());

    @AfterEach
    void stop() {
        server.close();
    }

    @ParameterizedTest
    @FieldSource("dev.parley.server.signaling.AnswerWriterTest#ALL_OFFERS")
    void answersEveryPublisherInFull(String offer) {
        HttpResponse<String> answer = server.post(URL, "obs1", offer);

        assertThat(answer.statusCode()).isEqualTo(201);
        assertThat(header(answer, "Content-Type")).isEqualTo(SDP);
        assertThat(header(answer, "Location")).matches("/v2/session/[A-Za-z0-9_-]{32}");
        assertThat(header(answer, "ETag")).isEqualTo("\"Zx81\"");
        assertThat(answer.body()).startsWith("v=0\r\n");
        assertThat(answer.body().getBytes(UTF_8).length).isLessThanOrEqualTo(8_192);
        assertThat(SessionDescription.parse(answer.body()).sections().getFirst().candidates())
                .first()
                .satisfies(first -> assertThat(first.text()).endsWith("udp 2130706431 198.51.100.7 40000 typ host"));
        assertCrossOrigin(answer);
    }

    @Test
    void entersTheUserIntoTheStringRoomOfThePath() {
        server.post(DoorServer.pub("a%20%2B%3B%25b", "obs1"), "obs1", Offers.OBS);

        assertThat(server.rooms.published).singleElement().satisfies(publish -> {
            assertThat(publish.room()).isEqualTo(new RoomKey(DoorServer.APP, RoomKind.STR, "a +;%b"));
            assertThat(publish.userId()).isEqualTo("obs1");
            assertThat(publish.tracks()).hasSize(2);
        });
    }

    /** Every mark that string rooms may contain, escaped and, where the grammar of URLs allows, as it is. */
    @ParameterizedTest
    @ValueSource(
            chars = {
                ' ', '!', '#', '$', '%', '&', '(', ')', '+', '-', ':', ';', '<', '=', '.', '>', '?', '@', '[', ']', '^',
                '_', '{', '}', '|', '~', ','
            })
    void takesEveryMarkInRoomNames(char mark) {
        String escaped = "a%%%02Xb".formatted((int) mark);
        assertThat(server.post(DoorServer.pub(escaped, "obs1"), "obs1", Offers.OBS)
                        .statusCode())
                .isEqualTo(201);
        if ("!$&()+-:;=.@_~,".indexOf(mark) >= 0) {
            server.post(DoorServer.pub("a" + mark + "b", "obs1"), "obs1", Offers.OBS);
            assertThat(server.rooms.published).hasSize(2);
        }

        assertThat(server.rooms.published)
                .allSatisfy(publish -> assertThat(publish.room().id()).isEqualTo("a" + mark + "b"));
    }

    @Test
    void entersAnIntegerRoomWhenAsked() {
        server.post(DoorServer.pub("123", "obs1") + "&use_number_room_id=1", "obs1", Offers.OBS);

        assertThat(server.rooms.published.getFirst().room())
                .isEqualTo(new RoomKey(DoorServer.APP, RoomKind.INT, "123"));
    }

    @Test
    void aTwinReplacesTheOlderSessionInsteadOfConflicting() {
        String first = server.session();
        HttpResponse<String> second = server.post(URL, "obs1", Offers.OBS);

        assertThat(second.statusCode()).isEqualTo(201);
        assertThat(server.rooms.published).hasSize(2);
        assertThat(header(second, "Location")).isNotEqualTo(first);
        assertThat(server.send(server.request(first).GET()).statusCode()).isEqualTo(404);
    }

    @Test
    void pointsToThePublicUrlWhenOneIsConfigured() {
        try (DoorServer reachable = new DoorServer(new WhipSettings("https://media.example.org", true))) {
            assertThat(reachable.session()).matches("https://media\\.example\\.org/v2/session/[A-Za-z0-9_-]{32}");
        }
    }

    @Test
    void takesTheTicketFromTheQueryOfClientsWithoutHeaders() {
        HttpRequest.Builder request = server.request(URL + "&usersig=" + server.sig("obs1"))
                .header("Content-Type", "Application/SDP; charset=utf-8")
                .POST(BodyPublishers.ofString(Offers.OBS));

        assertThat(server.send(request).statusCode()).isEqualTo(201);
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/plain", "application/json", "application/sdpx"})
    void wantsAnSdp(String contentType) {
        HttpResponse<String> answer = server.send(
                server.request(URL).header("Content-Type", contentType).POST(BodyPublishers.ofString(Offers.OBS)));

        assertProblem(answer, 415, 0);
    }

    @Test
    void refusesBodiesThatAreNoOffer() {
        assertProblem(server.post(URL, "obs1", ""), 400, 0);
        assertProblem(server.post(URL, "obs1", " \r\n"), 400, 0);
        assertProblem(server.post(URL, "obs1", "hello"), 400, 0);
        assertProblem(server.post(URL, "obs1", Offers.OBS.replace("opus/48000/2", "opus")), 400, 0);
        assertProblem(server.post(URL, "obs1", Offers.OBS + "a=x\r\n".repeat(15_000)), 413, 0);
    }

    @Test
    void refusesLargeBodiesWithoutLength() {
        HttpRequest.Builder chunked = server.request(URL)
                .header("Content-Type", SDP)
                .POST(BodyPublishers.fromPublisher(BodyPublishers.ofString(Offers.OBS + "a=x\r\n".repeat(15_000))));

        assertProblem(server.send(chunked), 413, 0);
    }

    @Test
    void refusesOffersItCannotAnswerWithTheAdvice() {
        HttpResponse<String> answer = server.post(URL, "obs1", Offers.OBS.replace("a=sendonly", "a=recvonly"));

        assertProblem(answer, 422, 0);
        assertThat(answer.body()).contains("to publish, offer a=sendonly");
        assertThat(server.rooms.published).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Basic b2JzOm9icw==", "Bearer", "Bearer "})
    void challengesRequestsWithoutTicket(String authorization) {
        HttpRequest.Builder request =
                server.request(URL).header("Content-Type", SDP).POST(BodyPublishers.ofString(Offers.OBS));
        HttpResponse<String> answer =
                server.send(authorization.isEmpty() ? request : request.header("Authorization", authorization));

        assertProblem(answer, 401, 0);
        assertThat(header(answer, "WWW-Authenticate")).isEqualTo("Bearer");
    }

    @Test
    void refusesTicketsOfOthersAndExpiredOnes() {
        HttpResponse<String> stranger = server.post(URL, "bob", Offers.OBS);
        assertProblem(stranger, 401, -70013);
        assertThat(header(stranger, "WWW-Authenticate")).startsWith("Bearer");

        String ticket = server.sig("obs1");
        server.advance(Duration.ofSeconds(3_601));
        HttpResponse<String> late = server.send(server.request(URL)
                .header("Content-Type", SDP)
                .header("Authorization", "bearer " + ticket)
                .POST(BodyPublishers.ofString(Offers.OBS)));
        assertProblem(late, 401, -70001);
    }

    @Test
    void refusesUnknownAndSuspendedApplications() {
        assertProblem(server.post("/v2/pub/77/r?SessionID=obs1", "obs1", Offers.OBS), 404, -70020);
        assertProblem(server.post("/v2/pub/x/r?SessionID=obs1", "obs1", Offers.OBS), 400, -102023);
        String suspended = "/v2/pub/" + FakeApplications.SUSPENDED + "/r?SessionID=obs1";
        assertProblem(server.post(suspended, "obs1", Offers.OBS), 403, -100013);
    }

    @Test
    void refusesBadRoomsAndUsers() {
        assertProblem(server.post(DoorServer.pub("r*", "obs1"), "obs1", Offers.OBS), 400, -100014);
        assertProblem(server.post(DoorServer.pub("r".repeat(65), "obs1"), "obs1", Offers.OBS), 400, -102030);
        assertProblem(server.post(DoorServer.pub("", "obs1"), "obs1", Offers.OBS), 400, -102029);
        assertProblem(
                server.post(DoorServer.pub("x", "obs1") + "&use_number_room_id=1", "obs1", Offers.OBS), 400, -102029);
        assertProblem(server.post("/v2/pub/" + DoorServer.APP + "/r", "obs1", Offers.OBS), 400, -102023);
        assertProblem(server.post(DoorServer.pub("r", "a%FF"), "obs1", Offers.OBS), 400, 0);
    }

    /** Each request is wrong in everything that follows; the earlier check decides. */
    @Test
    void checksInTheOrderOfTheSpecification() {
        String bad = DoorServer.pub("r*", "obs1");
        HttpRequest.Builder wrongType =
                server.request(bad).header("Content-Type", "text/plain").POST(BodyPublishers.noBody());
        HttpRequest.Builder emptyBody =
                server.request(bad).header("Content-Type", SDP).POST(BodyPublishers.noBody());
        HttpRequest.Builder noTicket =
                server.request(bad).header("Content-Type", SDP).POST(BodyPublishers.ofString("v=0\r\n"));
        String otherKey = UserSig.create(DoorServer.APP, "0".repeat(64), "obs1", 60, DoorServer.START);
        HttpRequest.Builder badTicket = noTicket.copy().header("Authorization", "Bearer " + otherKey);

        assertProblem(server.send(wrongType), 415, 0);
        assertProblem(server.send(emptyBody), 400, 0);
        assertProblem(server.send(noTicket), 401, 0);
        assertProblem(server.send(badTicket), 401, -70009);
        assertProblem(server.post(bad, "obs1", "v=0\r\n"), 400, -100014);
        assertProblem(server.post(URL, "obs1", "v=0\r\n"), 422, 0);
    }

    @ParameterizedTest
    @CsvSource({
        "NO_PERMISSION, -102010, 403, ''",
        "ROOM_FULL, -102052, 403, ''",
        "STOPPING, 0, 503, 5",
        "NOBODY_LIVE, 0, 409, 2",
    })
    void passesOnWhatTheRoomSays(Reason reason, int code, int status, String retryAfter) {
        server.rooms.refuse(new EntryRefusedException(reason, code, "because"));

        HttpResponse<String> answer = server.post(URL, "obs1", Offers.OBS);

        assertProblem(answer, status, code);
        assertThat(answer.headers().firstValue("Retry-After").orElse("")).isEqualTo(retryAfter);
    }

    @ParameterizedTest
    @EnumSource(Reason.class)
    void everyRefusalIsAClientErrorOrARetry(Reason reason) {
        server.rooms.refuse(new EntryRefusedException(reason, 0, "because"));

        assertThat(server.post(URL, "obs1", Offers.OBS).statusCode())
                .isBetween(400, 503)
                .isNotEqualTo(500);
    }

    @Test
    void ownsUpToItsOwnFailures() {
        server.rooms.refuse(new IllegalStateException("a bug, for the test"));

        HttpResponse<String> answer = server.post(URL, "obs1", Offers.OBS);

        assertProblem(answer, 500, 0);
        assertThat(answer.body()).doesNotContain("a bug");
    }

    @Test
    void doesNotWaitForARoomForever() {
        try (DoorServer impatient = new DoorServer(WhipSettings.defaults(), Duration.ofMillis(20), 10)) {
            CompletableFuture<Void> later = new CompletableFuture<>();
            impatient.rooms.stall(later);

            HttpResponse<String> answer = impatient.post(URL, "obs1", Offers.OBS);
            assertProblem(answer, 503, 0);
            assertThat(header(answer, "Retry-After")).isEqualTo("5");

            later.complete(null);
            assertThat(impatient.rooms.left).containsEntry("session-1", ExitReason.NORMAL);
            assertThat(impatient.rooms.isPresent("session-1")).isFalse();
        }
    }

    @Test
    void refusesMoreSessionsThanItCanRemember() {
        try (DoorServer small = new DoorServer(WhipSettings.defaults(), RoomCalls.PATIENCE, 2)) {
            assertThat(small.post(DoorServer.pub("r", "a"), "a", Offers.OBS).statusCode())
                    .isEqualTo(201);
            assertThat(small.post(DoorServer.pub("r", "b"), "b", Offers.OBS).statusCode())
                    .isEqualTo(201);
            HttpResponse<String> third = small.post(DoorServer.pub("r", "c"), "c", Offers.OBS);
            assertProblem(third, 503, 0);
            assertThat(header(third, "Retry-After")).isEqualTo("5");

            small.rooms.kick("session-1");
            small.advance(Duration.ofSeconds(1));
            assertThat(small.post(DoorServer.pub("r", "c"), "c", Offers.OBS).statusCode())
                    .isEqualTo(201);
        }
    }

    @Test
    void answersPreflightsWithoutChallenge() {
        HttpResponse<String> answer = server.send(server.request(URL)
                .header("Origin", "https://app.example.org")
                .header("Access-Control-Request-Method", "POST")
                .header("Access-Control-Request-Headers", "authorization,content-type")
                .method("OPTIONS", BodyPublishers.noBody()));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(header(answer, "Access-Control-Allow-Methods")).isEqualTo("OPTIONS, GET, HEAD, POST, PATCH, DELETE");
        assertThat(header(answer, "Access-Control-Allow-Headers"))
                .isEqualTo("Authorization, Content-Type, If-Match, If-None-Match, ETag, Link");
        assertThat(header(answer, "Access-Control-Max-Age")).isEqualTo("86400");
        assertThat(header(answer, "Accept-Post")).isEqualTo(SDP);
        assertCrossOrigin(answer);
    }

    /** The eyevinn client asks this way whether it may trickle (spec/15 §5.4). */
    @Test
    void namesPatchOnEveryOptions() {
        HttpResponse<String> answer = server.send(server.request(URL)
                .header("Authorization", "Bearer " + server.sig("obs1"))
                .method("OPTIONS", BodyPublishers.noBody()));

        assertThat(header(answer, "Access-Control-Allow-Methods")).contains("PATCH");
    }

    @ParameterizedTest
    @CsvSource({"GET, 204", "HEAD, 204", "PUT, 405", "DELETE, 405", "PATCH, 405"})
    void answersOtherMethods(String method, int status) {
        HttpResponse<String> answer = server.send(server.request(URL).method(method, BodyPublishers.noBody()));

        assertThat(answer.statusCode()).isEqualTo(status);
        assertCrossOrigin(answer);
        if (status == 405) {
            assertThat(header(answer, "Allow")).isEqualTo("OPTIONS, POST, GET, HEAD");
        } else {
            assertThat(answer.body()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/v2",
                "/v2/pub",
                "/v2/pub/1",
                "/v2/pub/1/r/x",
                "/v1/pub/1/r",
                "/v2/push/1/r",
                "/api/v2/pub/1"
            })
    void leavesOtherPathsToOthers(String path) {
        HttpResponse<String> answer = server.post(path, "obs1", Offers.OBS);

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.headers().firstValue("Access-Control-Allow-Origin")).isEmpty();
    }

    static void assertProblem(HttpResponse<String> answer, int status, int trtcCode) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(header(answer, "Content-Type")).isEqualTo("application/problem+json");
        JsonNode problem = JsonMapper.builder().build().readTree(answer.body());
        assertThat(problem.get("type").asString()).isEqualTo("about:blank");
        assertThat(problem.get("status").asInt()).isEqualTo(status);
        assertThat(problem.get("title").asString()).isNotBlank();
        assertThat(problem.get("detail").asString()).isNotBlank();
        assertThat(problem.has("trtcCode") ? problem.get("trtcCode").asInt() : 0)
                .isEqualTo(trtcCode);
        assertCrossOrigin(answer);
    }

    static void assertCrossOrigin(HttpResponse<String> answer) {
        assertThat(header(answer, "Access-Control-Allow-Origin")).isEqualTo("*");
        assertThat(header(answer, "Access-Control-Expose-Headers"))
                .isEqualTo("Location, ETag, Link, Accept-Post, Retry-After");
    }

    static String header(HttpResponse<String> answer, String name) {
        assertThat(answer.headers().allValues(name)).as(name).hasSize(1);
        return answer.headers().firstValue(name).orElseThrow();
    }
}
