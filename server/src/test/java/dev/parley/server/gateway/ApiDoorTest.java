package dev.parley.server.gateway;

import static dev.parley.server.gateway.DoorFixture.APPLICATION;
import static dev.parley.server.gateway.DoorFixture.SECOND;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.server.rooms.RoomKind;
import java.io.EOFException;
import java.io.IOException;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ApiDoorTest {

    private static final String UUID = "[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}";
    private static final String REMOVE = "{\"SdkAppId\":1,\"RoomId\":2,\"UserIds\":[\"a\"]}";
    private static final String DAY =
            "{\"SdkAppid\":20000001,\"StartTime\":\"2026-03-02 00:00\",\"EndTime\":\"2026-03-03 00:00\"}";

    private DoorFixture door;

    @BeforeEach
    void start() throws IOException {
        door = new DoorFixture();
    }

    @AfterEach
    void stop() throws IOException {
        door.close();
    }

    @Test
    void answersRoomUsage() throws IOException {
        door.usage.with(APPLICATION, RoomKind.INT, "88", SECOND, 60, 0, 60, 0, 0, 0);

        RawConnection.Reply reply = door.call("DescribeTrtcRoomUsage", DAY);

        assertThat(reply.statusLine()).isEqualTo("HTTP/1.1 200 OK");
        assertThat(reply.headerLines()).contains("Content-Type: application/json");
        assertThat(reply.response().path("Data").asString())
                .isEqualTo("RoomId,Audio,SD,hd,FullHD,2K,4K\n88,60,0,60,0,0,0\n");
        assertThat(reply.response().propertyNames()).containsExactly("Data", "RequestId");
        assertThat(reply.response().path("RequestId").asString())
                .matches(UUID)
                .isEqualTo(reply.header("X-TC-RequestId"));
        assertThat(reply.header("Content-Length")).isNotNull();
        assertThat(reply.header("Server")).isNull();
    }

    @Test
    void answersUsageWithNumbersThatCppCanRead() throws IOException {
        door.usage.with(APPLICATION, RoomKind.INT, "88", SECOND, 61, 0, 0, 0, 0, 0);

        RawConnection.Reply reply = door.call(
                "DescribeTrtcUsage", "{\"StartTime\":\"2026-03-02\",\"EndTime\":\"2026-03-01\",\"SdkAppId\":20000001}");

        assertThat(new String(reply.body(), UTF_8))
                .startsWith(
                        "{\"Response\":{\"UsageKey\":[\"Audio\",\"SD\",\"HD\",\"FullHD\",\"2K\",\"4K\"],\"UsageList\":["
                                + "{\"TimeKey\":\"2026-03-01 00:00:00\",\"TimeStampKey\":1772294400,"
                                + "\"UsageValue\":[0,0,0,0,0,0]},"
                                + "{\"TimeKey\":\"2026-03-02 00:00:00\",\"TimeStampKey\":1772380800,"
                                + "\"UsageValue\":[2,0,0,0,0,0]}],"
                                + "\"RequestId\":\"");
    }

    @Test
    void refusesAWrongSignatureWithStatus200AndARequestId() throws IOException {
        String request = door.post("RemoveUser", REMOVE).replaceFirst("Signature=....", "Signature=0000");

        RawConnection.Reply reply = door.exchange(request);

        assertRefused(reply, "AuthFailure.SignatureFailure");
        assertThat(reply.message())
                .isEqualTo("The provided credentials could not be validated. Please check your signature is correct.");
        assertThat(reply.headerLines()).contains("Content-Type: application/json");
    }

    @ParameterizedTest
    @CsvSource({"300,''", "-300,''", "301,AuthFailure.SignatureExpire", "-301,AuthFailure.SignatureExpire"})
    void allowsClocksToDifferByFiveMinutes(long seconds, String code) throws IOException {
        door.now.set(Instant.ofEpochSecond(SECOND + seconds));

        assertThat(door.call("RemoveUser", REMOVE).code()).isEqualTo(code);
    }

    @ParameterizedTest
    @CsvSource({
        "AKIDunknown,AuthFailure.SecretIdNotFound",
        "AKID*x,AuthFailure.InvalidSecretId",
        "'',AuthFailure.InvalidSecretId"
    })
    void refusesKeysThatAreUnknownOrNone(String secretId, String code) throws IOException {
        String request = door.post("RemoveUser", REMOVE).replace(OneKey.SECRET_ID, secretId);

        assertRefused(door.exchange(request), code);
    }

    @Test
    void refusesATokenWithALongTermKey() throws IOException {
        assertRefused(door.call("RemoveUser", REMOVE, "X-TC-Token: x"), "AuthFailure.TokenFailure");
    }

    @Test
    void refusesADateThatIsNotThatOfTheTimestamp() throws IOException {
        String request = door.post("RemoveUser", REMOVE).replace("/2026-03-02/", "/2026-03-01/");

        assertRefused(door.exchange(request), "AuthFailure.SignatureFailure");
    }

    @ParameterizedTest
    @ValueSource(strings = {"SKIP", "Bearer x", "TC3-HMAC-SHA256 Credential=x"})
    void refusesAnAuthorizationThatIsNone(String authorization) throws IOException {
        String request = door.post("RemoveUser", REMOVE)
                .replaceFirst("Authorization: [^\r]*", "Authorization: " + authorization);

        assertRefused(door.exchange(request), "AuthFailure.InvalidAuthorization");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Action", "Version", "Timestamp", "Authorization"})
    void namesTheCommonParameterThatIsMissing(String name) throws IOException {
        String header = name.equals("Authorization") ? name : "X-TC-" + name;
        String request = door.post("RemoveUser", REMOVE).replaceFirst(header + ": [^\r]*\r\n", "");

        RawConnection.Reply reply = door.exchange(request);

        assertRefused(reply, "MissingParameter");
        assertThat(reply.message()).isEqualTo("The request is missing a required parameter `" + name + "`.");
    }

    @Test
    void refusesATimestampThatIsNoNumber() throws IOException {
        String request = door.post("RemoveUser", REMOVE).replaceFirst("Timestamp: [0-9]*", "Timestamp: now");

        RawConnection.Reply reply = door.exchange(request);

        assertRefused(reply, "InvalidParameter");
        assertThat(reply.message()).isEqualTo("Parameter `Timestamp` type error.");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "StopPublishCdnStream|{\"SdkAppId\":1,\"TaskId\":\"t\"}|UnsupportedOperation",
                "DismissRoom|{\"SdkAppId\":1}|MissingParameter.RoomId",
                "DescribeRealtimeQuality|{}|ActionOffline",
                "removeuser|{}|InvalidAction",
                "StartWebRecord|{}|InvalidAction"
            })
    void saysWhyAnActionIsNotAnswered(String action, String body, String code) throws IOException {
        assertRefused(door.call(action, body), code);
    }

    @Test
    void refusesAnotherVersionBeforeItLooksAtTheAction() throws IOException {
        String request = door.post("NoSuchAction", "{}").replace("2019-07-22\r\n", "2017-03-12\r\n");

        assertRefused(door.exchange(request), "NoSuchVersion");
    }

    @Test
    void refusesAnUnknownRegion() throws IOException {
        assertRefused(door.call("RemoveUser", REMOVE, "X-TC-Region: mars-north"), "UnsupportedRegion");
    }

    @Test
    void refusesTheOtherSpellingOfTheApplication() throws IOException {
        RawConnection.Reply reply = door.call("DescribeTrtcRoomUsage", DAY.replace("SdkAppid", "SdkAppId"));

        assertRefused(reply, "UnknownParameter");
        assertThat(reply.message()).contains("`SdkAppId`").contains("`SdkAppid`");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}|MissingParameter",
                "{\"SdkAppid\":20000001,\"StartTime\":\"2026-03-02 00:00\"}|MissingParameter",
                "{\"SdkAppid\":\"20000001\",\"StartTime\":\"x\",\"EndTime\":\"y\"}|InvalidParameter",
                "{\"SdkAppid\":20000001,\"StartTime\":\"2026-03-02\",\"EndTime\":\"2026-03-03\"}|InvalidParameter",
                "{\"SdkAppid\":7,\"StartTime\":\"2026-03-02 00:00\",\"EndTime\":\"2026-03-02 01:00\"}"
                        + "|FailedOperation.SdkAppIdNotExist",
                "[]|InvalidParameter",
                "not json|InvalidParameter"
            })
    void answersParameterProblemsWithTheCodesOfTheContract(String body, String code) throws IOException {
        assertRefused(door.call("DescribeTrtcRoomUsage", body), code);
    }

    /** U7 and USG-12 through the door. */
    @Test
    void letsFifteenSecondsPassBetweenRoomQueries() throws IOException {
        assertThat(door.call("DescribeTrtcRoomUsage", DAY).code()).isEmpty();
        door.now.set(Instant.ofEpochSecond(SECOND + 14));
        assertRefused(door.call("DescribeTrtcRoomUsage", DAY), "OperationDenied.FreqOverLimit");
        door.now.set(Instant.ofEpochSecond(SECOND + 15));
        assertThat(door.call("DescribeTrtcRoomUsage", DAY).code()).isEmpty();
    }

    @Test
    void limitsCallsPerSecondInTheWordsClientsParse() throws IOException {
        String day = "{\"StartTime\":\"2026-03-02\",\"EndTime\":\"2026-03-02\"}";
        for (int call = 1; call <= 5; call++) {
            assertThat(door.call("DescribeTrtcUsage", day).code()).isEmpty();
        }
        RawConnection.Reply sixth = door.call("DescribeTrtcUsage", day);

        assertRefused(sixth, "RequestLimitExceeded");
        assertThat(sixth.message())
                .isEqualTo("Your current request times equals to `6` in a second, which exceeds the frequency limit `5`"
                        + " for a second. Please reduce the frequency of calls.");
        assertThat(door.call("DescribeTrtcUsage", day, "X-TC-Region: ap-singapore")
                        .code())
                .isEmpty();
        door.now.set(Instant.ofEpochSecond(SECOND + 1));
        assertThat(door.call("DescribeTrtcUsage", day).code()).isEmpty();
    }

    @Test
    void limitsFailedAuthenticationsPerAddress() throws IOException {
        String request = door.post("RemoveUser", REMOVE).replaceFirst("Signature=....", "Signature=0000");
        try (RawConnection connection = door.connect()) {
            for (int call = 1; call <= 100; call++) {
                connection.send(request);
                assertThat(connection.receive().code()).isEqualTo("AuthFailure.SignatureFailure");
            }
            connection.send(request);
            assertThat(connection.receive().code()).isEqualTo("RequestLimitExceeded.IPLimitExceeded");
        }
        assertThat(door.call("RemoveUser", REMOVE).code()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"OPTIONS", "PUT", "DELETE", "PATCH"})
    void refusesOtherMethodsWithStatus200(String method) throws IOException {
        assertRefused(
                door.exchange(method + " / HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n"), "UnsupportedProtocol");
    }

    @Test
    void refusesContentTypesThatNoActionTakes() throws IOException {
        assertRefused(unsignedPost("text/xml", "<a/>"), "InvalidParameter");
    }

    @ParameterizedTest
    @ValueSource(strings = {"A=%zz", "A=%FF", "A=1&A=2"})
    void refusesQueriesThatCannotBeRead(String query) throws IOException {
        assertRefused(
                door.exchange("GET /?" + query + " HTTP/1.1\r\nHost: x\r\nX-TC-Action: RemoveUser\r\n\r\n"),
                "InvalidParameter");
    }

    @Test
    void refusesRequestsThatAreTooLarge() throws IOException {
        assertRefused(
                door.exchange("GET /?A=" + "x".repeat(33 * 1024) + " HTTP/1.1\r\nHost: x\r\n\r\n"),
                "RequestSizeLimitExceeded");
        assertRefused(
                unsignedPost("application/x-www-form-urlencoded", "x".repeat(1024 * 1024 + 1)),
                "RequestSizeLimitExceeded");
        assertRefused(unsignedPost("application/json", "x".repeat(10 * 1024 * 1024 + 1)), "RequestSizeLimitExceeded");
    }

    @Test
    void keepsTheConnectionUnlessAskedToClose() throws IOException {
        try (RawConnection connection = door.connect()) {
            connection.send(door.post("RemoveUser", REMOVE));
            String first = connection.receive().response().path("RequestId").asString();
            connection.send(door.post("RemoveUser", REMOVE, "Connection: close"));
            String second = connection.receive().response().path("RequestId").asString();

            assertThat(second).matches(UUID).isNotEqualTo(first);
            assertThat(connection.isClosedByServer()).isTrue();
        }
    }

    @Test
    void invitesABodyThatWaitsForPermission() throws IOException {
        String request = door.post("RemoveUser", REMOVE, "Expect: 100-continue");
        int body = request.length() - REMOVE.length();
        try (RawConnection connection = door.connect()) {
            connection.send(request.substring(0, body));
            assertThat(connection.receive().statusLine()).startsWith("HTTP/1.1 100");
            connection.send(request.substring(body));
            assertThat(connection.receive().code()).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "gzip|gzip",
                "gzip,deflate|gzip",
                "gzip;q=1.0,deflate;q=0.6,identity;q=0.3|gzip",
                "deflate, br|",
                "gzip;q=0|",
                "gzip;q=0.0, br|",
                "x-gzipped|"
            })
    void compressesLargeAnswersOnlyWhenGzipIsOffered(String offered, String encoding) throws IOException {
        String day = "{\"StartTime\":\"2026-03-01\",\"EndTime\":\"2026-03-01\"}";

        RawConnection.Reply reply = door.call("DescribeTrtcUsage", day, "Accept-Encoding: " + offered);

        assertThat(reply.header("Content-Encoding")).isEqualTo(encoding);
        assertThat(reply.response().path("UsageList")).hasSize(288);
    }

    @Test
    void leavesSmallAnswersUncompressed() throws IOException {
        RawConnection.Reply reply = door.call("RemoveUser", REMOVE, "Accept-Encoding: gzip");

        assertThat(reply.header("Content-Encoding")).isNull();
    }

    @Test
    void runsEveryCallOnAVirtualThread() throws IOException {
        assertThat(door.call("RemoveUser", REMOVE)
                        .response()
                        .path("OnVirtualThread")
                        .asBoolean())
                .isTrue();
    }

    @Test
    void echoesTheTraceId() throws IOException {
        String traceId = "0b7f6c52-5d5c-4a3e-9d55-6b1f3a0d9e21";

        assertThat(door.call("RemoveUser", REMOVE, "X-TC-TraceId: " + traceId).header("X-TC-TraceId"))
                .isEqualTo(traceId);
        assertThat(door.call("RemoveUser", REMOVE).header("X-TC-TraceId")).isNull();
    }

    @Test
    void answersABrokenInvariantWithoutItsDetails() throws IOException {
        RawConnection.Reply reply = door.call("RemoveUser", REMOVE.replace("\"a\"", "\"break\""));

        assertRefused(reply, "InternalError");
        assertThat(reply.message()).doesNotContain("invariant");
    }

    @Test
    void answersAStorageFailureAsAnError() throws IOException {
        door.usage.breakDown();

        assertRefused(door.call("DescribeTrtcRoomUsage", DAY), "InternalError.DBError");
    }

    @ParameterizedTest
    @ValueSource(strings = {"identity", "gzip"})
    void streamsAnswersThatAreTooLargeToHold(String encoding) throws IOException {
        for (int room = 0; room < 4000; room++) {
            door.usage.with(APPLICATION, RoomKind.STR, "room-" + room + ",用😀", SECOND, 1, 0, 0, 0, 0, 0);
        }

        RawConnection.Reply reply = door.call("DescribeTrtcRoomUsage", DAY, "Accept-Encoding: " + encoding);

        assertThat(reply.header("Content-Length")).isNull();
        assertThat(reply.response().path("Data").asString().lines())
                .hasSize(4001)
                .contains("\"room-0,用😀\",1,0,0,0,0,0");
        assertThat(reply.response().path("RequestId").asString()).matches(UUID);
    }

    @Test
    void breaksOffWhenStorageFailsInTheMiddleOfALargeAnswer() throws IOException {
        for (int room = 0; room < 4000; room++) {
            door.usage.with(APPLICATION, RoomKind.STR, "room-" + room, SECOND, 1, 0, 0, 0, 0, 0);
        }
        door.usage.breakDownAfter(3990);
        try (RawConnection connection = door.connect()) {
            connection.send(door.post("DescribeTrtcRoomUsage", DAY));

            assertThatThrownBy(connection::receive).isInstanceOf(EOFException.class);
        }
    }

    private RawConnection.Reply unsignedPost(String type, String body) throws IOException {
        String head = "POST / HTTP/1.1\r\nHost: x\r\nContent-Type: " + type + "\r\nContent-Length: " + body.length();
        return door.exchange(head + "\r\n\r\n" + body);
    }

    private static void assertRefused(RawConnection.Reply reply, String code) throws IOException {
        assertThat(reply.statusLine()).isEqualTo("HTTP/1.1 200 OK");
        assertThat(reply.code()).isEqualTo(code);
        assertThat(reply.response().propertyNames()).containsExactly("Error", "RequestId");
        assertThat(reply.response().path("RequestId").asString()).matches(UUID);
    }
}
