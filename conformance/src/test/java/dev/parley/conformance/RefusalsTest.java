package dev.parley.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Wrong calls through the official SDKs, and the codes they raise, on a server with its ordinary limits. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class RefusalsTest {

    private final Instant now = Instant.now();

    private RunningServer server;

    @BeforeAll
    void start(@TempDir Path data) throws IOException {
        server = RunningServer.start(data);
    }

    @AfterAll
    void stop() {
        server.stop();
    }

    static Stream<OfficialSdk> sdks() {
        return Stream.of(NodeSdk.COMMON, NodeSdk.INTERNATIONAL, JavaSdk.TC3_POST, JavaSdk.HMAC_SHA1_GET);
    }

    @ParameterizedTest
    @MethodSource("sdks")
    void aWrongSecretKeyIsASignatureFailure(OfficialSdk sdk) {
        Endpoint wrong = server.endpoint().withSecretKey("not-the-secret-key");
        mustBe("AuthFailure.SignatureFailure", sdk.describe(wrong, lastHour()));
    }

    @ParameterizedTest
    @MethodSource("sdks")
    void anUnknownSecretIdIsNotFound(OfficialSdk sdk) {
        Endpoint wrong = server.endpoint().withSecretId("AKIDnobodyhasthisone");
        mustBe("AuthFailure.SecretIdNotFound", sdk.describe(wrong, lastHour()));
    }

    @ParameterizedTest
    @MethodSource("sdks")
    void anUnknownApplicationDoesNotExist(OfficialSdk sdk) {
        UsageQuery query = UsageQuery.from(1_499_999_999L, now, Duration.ofHours(1));
        mustBe("FailedOperation.SdkAppIdNotExist", sdk.describe(server.endpoint(), query));
    }

    @Test
    void aClockThatIsOffByMoreThanFiveMinutesMakesSignaturesExpire() {
        for (NodeSdk sdk : NodeSdk.values()) {
            mustBe(
                    "AuthFailure.SignatureExpire",
                    sdk.describe(server.endpoint(), lastHour(), Duration.ofSeconds(-330)));
            mustBe("AuthFailure.SignatureExpire", sdk.describe(server.endpoint(), lastHour(), Duration.ofSeconds(330)));
        }
    }

    @Test
    void timesThatAreNoTimesAreRefused() {
        for (String time :
                new String[] {"2026-02-30 00:00", "2026-03-01 24:00", "2026-03-01", "01.03.2026 00:00", "?"}) {
            mustBe("InvalidParameter", describe(time, UsageQuery.local(now)));
        }
    }

    @Test
    void rangesThatAreEmptyOrBackwardsAreRefused() {
        String minute = UsageQuery.local(now);
        mustBe("InvalidParameter", describe(minute, minute));
        mustBe("InvalidParameter", describe(minute, UsageQuery.local(now.minus(Duration.ofMinutes(1)))));
    }

    @Test
    void moreThanADayIsRefused() {
        Instant start = now.minus(Duration.ofDays(1));
        mustBe(
                "InvalidParameter",
                describe(UsageQuery.local(start), UsageQuery.local(now.plus(Duration.ofMinutes(1)))));
    }

    @Test
    void whatIsOlderThanTheRetentionIsRefused() {
        Instant start = now.minus(Duration.ofDays(94));
        mustBe(
                "InvalidParameter",
                describe(UsageQuery.local(start), UsageQuery.local(start.plus(Duration.ofHours(1)))));
    }

    @Test
    void missingAndMisspeltParametersAreNamed() {
        Endpoint endpoint = server.endpoint();
        ApiOutcome missing = JavaSdk.call(endpoint, UsageQuery.ACTION, "{}");
        mustBe("MissingParameter", missing);
        ApiOutcome misspelt =
                JavaSdk.call(endpoint, UsageQuery.ACTION, lastHour().json().replace("SdkAppid", "SdkAppId"));
        mustBe("UnknownParameter", misspelt);
        assertThat(misspelt.message()).contains("SdkAppId");
    }

    /** In spec/11 an unknown application may have a code of its own, a foreign one never has. */
    @Test
    void roomsOfAnotherAccountAreNotForUs() throws IOException {
        String created = server.administer("app", "create", "theirs", "--account", "100000000002");
        String theirs = "{\"SdkAppId\":" + created.replaceAll("(?s)^SdkAppId +([0-9]+).*", "$1");

        for (String call : List.of(
                "DismissRoom|'RoomId':1",
                "DismissRoomByStrRoomId|'RoomId':'a'",
                "RemoveUser|'RoomId':1,'UserIds':['a']",
                "RemoveUserByStrRoomId|'RoomId':'a','UserIds':['a']",
                "SetUserBlocked|'RoomId':1,'UserId':'a','IsMute':1",
                "SetUserBlockedByStrRoomId|'StrRoomId':'a','UserId':'a','IsMute':1")) {
            String parameters = call.substring(call.indexOf('|') + 1).replace('\'', '"');
            mustBe(
                    "UnauthorizedOperation.SdkAppId",
                    JavaSdk.call(
                            server.endpoint(), call.substring(0, call.indexOf('|')), theirs + "," + parameters + "}"));
        }
    }

    @Test
    void anActionThatDoesNotExistIsInvalid() {
        mustBe("InvalidAction", JavaSdk.call(server.endpoint(), "DescribeTrtcRoomUsages", "{}"));
    }

    @Test
    void aSecondQueryWithinFifteenSecondsIsTooFrequent() {
        UsageQuery aDay =
                UsageQuery.from(server.endpoint().sdkAppId(), now.minus(Duration.ofDays(1)), Duration.ofDays(1));
        assertThat(NodeSdk.COMMON.describe(server.endpoint(), aDay).csv()).isEqualTo(RoomUsage.HEADER + "\n");
        mustBe("OperationDenied.FreqOverLimit", NodeSdk.INTERNATIONAL.describe(server.endpoint(), aDay));
        mustBe("OperationDenied.FreqOverLimit", JavaSdk.TC3_POST.describe(server.endpoint(), aDay));
    }

    private UsageQuery lastHour() {
        return UsageQuery.from(server.endpoint().sdkAppId(), now.minus(Duration.ofHours(1)), Duration.ofHours(1));
    }

    private ApiOutcome describe(String start, String end) {
        UsageQuery query = new UsageQuery(server.endpoint().sdkAppId(), start, end);
        return JavaSdk.TC3_POST.describe(server.endpoint(), query);
    }

    private static void mustBe(String code, ApiOutcome outcome) {
        assertThat(outcome.code()).as("%s", outcome).isEqualTo(code);
        assertThat(outcome.message()).as("a message").isNotBlank();
        assertThat(outcome.requestId()).as("a request id").isNotBlank();
    }
}
