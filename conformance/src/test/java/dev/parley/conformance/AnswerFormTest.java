package dev.parley.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What answers look like, whatever they say: status, headers, envelope, compression (spec/01 §7 and §8). */
@ExtendWith(Stage.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class AnswerFormTest {

    private static final int COMPRESSIBLE = 1_024;

    private final Endpoint endpoint;
    private final UsageParameters usage;

    AnswerFormTest(Endpoint endpoint) {
        this.endpoint = endpoint;
        this.usage = UsageParameters.ofTwoDays(endpoint);
    }

    record Refusal(String what, String code, String message, Supplier<RawRequest> request) {
        @Override
        public String toString() {
            return what + ": " + code;
        }
    }

    List<Refusal> refusals() {
        List<Refusal> all = new ArrayList<>(missing());
        all.addAll(unverified());
        all.addAll(verified());
        return all;
    }

    private List<Refusal> missing() {
        List<Refusal> refusals = new ArrayList<>();
        for (String name : List.of("Action", "Version", "Timestamp")) {
            refusals.add(missing(name, () -> call().signed().without("X-TC-" + name)));
            refusals.add(missing(name, () -> older().withoutParameter(name).signed()));
        }
        refusals.add(missing("Authorization", () -> call().signed().without("Authorization")));
        refusals.add(missing("Nonce", () -> older().withoutParameter("Nonce").signed()));
        refusals.add(
                missing("SecretId", () -> older().withoutParameter("SecretId").signed()));
        refusals.add(missing("Action", () -> call().signed()
                .without("X-TC-Timestamp")
                .without("Authorization")
                .without("X-TC-Action")));
        return refusals;
    }

    private static Refusal missing(String name, Supplier<RawRequest> request) {
        return new Refusal(
                "no " + name,
                "MissingParameter",
                "The request is missing a required parameter `" + name + "`.",
                request);
    }

    private List<Refusal> unverified() {
        long now = System.currentTimeMillis() / 1_000;
        return List.of(
                refusal(
                        "time that is no number",
                        "InvalidParameter",
                        "Parameter `Timestamp` type error.",
                        () -> call().signed().changing("X-TC-Timestamp", ignored -> "soon")),
                refusal(
                        "nonce that is no number",
                        "InvalidParameter",
                        "Parameter `Nonce` type error.",
                        () -> older().parameter("Nonce", "x").signed()),
                authorization(ignored -> "SKIP"),
                authorization(ignored -> "Bearer abc"),
                authorization(given -> given.replace("TC3-HMAC-SHA256", "TC4-HMAC-SHA256")),
                authorization(given -> given.replace("/trtc/tc3_request", "/tc3_request")),
                authorization(given -> given.replaceFirst("Signature=.*", "")),
                refusal(
                        "clock behind",
                        "AuthFailure.SignatureExpire",
                        "The signature is expired",
                        () -> call().timestamp(Long.toString(now - 330)).signed()),
                refusal(
                        "clock ahead",
                        "AuthFailure.SignatureExpire",
                        "The signature is expired",
                        () -> call().timestamp(Long.toString(now + 330)).signed()),
                refusal("odd secret id", "AuthFailure.InvalidSecretId", "", () -> Tc3Call.post(
                                endpoint.withSecretId("AKID!odd"), UsageParameters.ACTION, usage.json())
                        .signed()),
                refusal(
                        "unknown secret id",
                        "AuthFailure.SecretIdNotFound",
                        "The SecretId is not found, please ensure that your SecretId is correct.",
                        () -> HmacCall.get(
                                        endpoint.withSecretId("AKIDnobodyhasthisone"),
                                        UsageParameters.ACTION,
                                        usage.flat())
                                .signed()),
                refusal("token with a lasting key", "AuthFailure.TokenFailure", "", () -> call().with(
                                "X-TC-Token", "abc")
                        .signed()),
                refusal(
                        "signature of another key",
                        "AuthFailure.SignatureFailure",
                        "The provided credentials could not be validated. Please check your signature is correct.",
                        () -> Tc3Call.post(endpoint.withSecretKey("other"), UsageParameters.ACTION, usage.json())
                                .signed()),
                refusal("date that is not the timestamp's", "AuthFailure.SignatureFailure", "", () -> call().signed()
                        .changing("Authorization", given -> given.replaceFirst("/\\d{4}-", "/2019-"))),
                refusal("host that is not signed", "AuthFailure.SignatureFailure", "", () -> call().signed()
                        .changing("Authorization", given -> given.replace("content-type;host", "content-type"))));
    }

    private static Refusal refusal(String what, String code, String message, Supplier<RawRequest> request) {
        return new Refusal(what, code, message, request);
    }

    private Refusal authorization(UnaryOperator<String> change) {
        String changed = change.apply(call().signed().header("Authorization"));
        return refusal(
                changed.substring(0, Math.min(20, changed.length())),
                "AuthFailure.InvalidAuthorization",
                "",
                () -> call().signed().changing("Authorization", change));
    }

    private List<Refusal> verified() {
        return List.of(
                refusal("version", "NoSuchVersion", "", () -> call().version("2019-07-23")
                        .signed()),
                refusal("action", "InvalidAction", "The request `Action` is invalid or not found.", () -> Tc3Call.post(
                                endpoint, "DescribeEverything", "{}")
                        .signed()),
                refusal("action in small letters", "InvalidAction", "", () -> Tc3Call.post(
                                endpoint, "describeTrtcUsage", usage.json())
                        .signed()),
                refusal("action that retired", "ActionOffline", "", () -> Tc3Call.post(
                                endpoint, "DescribeRealtimeScale", "{}")
                        .signed()),
                refusal("action out of scope", "InvalidAction", "", () -> Tc3Call.post(
                                endpoint, "StartAIConversation", "{}")
                        .signed()),
                refusal("region", "UnsupportedRegion", "", () -> call().region("eu-atlantis")
                        .signed()),
                refusal("unknown parameter", "UnknownParameter", "Bogus", () -> Tc3Call.post(
                                endpoint, UsageParameters.ACTION, usage.json().replace("{", "{\"Bogus\":1,"))
                        .signed()),
                refusal("missing parameter", "MissingParameter", "StartTime", () -> Tc3Call.post(
                                endpoint, UsageParameters.ACTION, "{\"EndTime\":\"2026-01-01\"}")
                        .signed()),
                refusal("text for a number", "InvalidParameter.SdkAppId", "SdkAppId", () -> Tc3Call.post(
                                endpoint,
                                UsageParameters.ACTION,
                                usage.json().replaceFirst("\"SdkAppId\":\\d+", "\"SdkAppId\":\"abc\""))
                        .signed()));
    }

    @ParameterizedTest
    @MethodSource("refusals")
    void everyRefusalHasStatus200AndTheEnvelope(Refusal refusal) {
        RawAnswer answer = ask(refusal.request());
        answer.mustFailWith(refusal.code());
        assertThat(answer.message()).contains(refusal.message());
    }

    @ParameterizedTest
    @ValueSource(strings = {"PUT", "DELETE", "PATCH", "OPTIONS"})
    void otherMethodsAreRefusedInTheEnvelope(String method) {
        ask(() -> call().signed().withMethod(method)).mustFailWith("UnsupportedProtocol");
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/plain", "application/xml", "application/octet-stream", "", "nonsense"})
    void otherContentTypesAreRefusedInTheEnvelope(String type) {
        ask(() -> call().contentType(type).signed()).mustFailWith("InvalidParameter", "InvalidRequest");
    }

    @ParameterizedTest
    @ValueSource(strings = {"multipart/form-data; boundary=x", "multipart/form-data"})
    void aBrokenMultipartBodyIsAnInvalidRequest(String type) {
        ask(() -> call().contentType(type).signed()).mustFailWith("InvalidRequest");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "[]", "null", "\"text\"", "{", "{\"SdkAppId\":1,}", "{\"SdkAppId\":1}{}", "{\"a\":NaN}"})
    void aBodyThatIsNoObjectIsAnInvalidParameter(String body) {
        ask(() -> Tc3Call.post(endpoint, UsageParameters.ACTION, body).signed()).mustFailWith("InvalidParameter");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a.b=1&a=2", "SdkAppId=1&SdkAppId=1", "UserIds.1=a", "%GG=1", "StartTime=%ff"})
    void aQueryThatMeansNothingIsAnInvalidParameter(String query) {
        ask(() -> Tc3Call.get(endpoint, "RemoveUser", query).signed())
                .mustFailWith("InvalidParameter", "InvalidParameter.UserIds");
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "gzip, deflate", "GZIP", "deflate;q=0.5, gzip;q=1.0", "gzip;q=0.001"})
    void largeAnswersAreCompressedWhenThatIsOffered(String offer) {
        RawAnswer answer = wholeDay(offer);
        assertThat(answer.header("Content-Encoding")).containsExactly("gzip");
        assertThat(answer.body().length).isLessThan(answer.text().length() / 4);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "identity", "deflate", "br", "zstd, br", "gzip;q=0", "deflate, gzip;q=0.0"})
    void nothingIsCompressedThatNobodyOffered(String offer) {
        RawAnswer answer = wholeDay(offer);
        assertThat(answer.header("Content-Encoding")).isEmpty();
        assertThat(answer.body().length).isGreaterThan(COMPRESSIBLE);
    }

    private RawAnswer wholeDay(String offer) {
        String day = UsageParameters.ofOneDay(endpoint).json();
        RawAnswer answer = ask(() -> Tc3Call.post(endpoint, UsageParameters.ACTION, day)
                .with("Accept-Encoding", offer)
                .signed());
        assertThat(answer.mustSucceed().required("UsageList")).hasSize(288);
        return answer;
    }

    @Test
    void smallAnswersAreNotCompressed() {
        RawAnswer answer = ask(() -> call().with("Accept-Encoding", "gzip").signed());
        answer.mustBeUsage();
        assertThat(answer.body().length).isLessThan(COMPRESSIBLE);
        assertThat(answer.header("Content-Encoding")).isEmpty();
    }

    @Test
    void theTraceIdComesBackAndNothingAllowsOtherOrigins() {
        RawAnswer answer = ask(() -> call().with("X-TC-TraceId", "1f0c7b52-8d53-4d0c-9b47-9a2e0c1b2d3e")
                .with("Origin", "https://example.org")
                .signed());
        answer.mustBeUsage();
        assertThat(answer.header("X-TC-TraceId")).containsExactly("1f0c7b52-8d53-4d0c-9b47-9a2e0c1b2d3e");
        assertThat(answer.headers())
                .noneMatch(header -> header.name().toLowerCase(Locale.ROOT).startsWith("access-control-"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"zh-CN", "en-US", "xx"})
    void codesAreTheSameInEveryLanguage(String language) {
        ask(() -> call().with("X-TC-Language", language).signed()).mustBeUsage();
        ask(() -> Tc3Call.post(endpoint, UsageParameters.ACTION, "{}")
                        .with("X-TC-Language", language)
                        .signed())
                .mustFailWith("MissingParameter");
    }

    @Test
    void aTimestampNearlyFiveMinutesAwayStillCounts() {
        for (int shift : new int[] {-290, 290}) {
            ask(() -> call().timestamp(Long.toString(System.currentTimeMillis() / 1_000 + shift))
                            .signed())
                    .mustBeUsage();
        }
    }

    @Test
    void whatIsOutsideTheParametersSourceDoesNotCount() {
        ask(() -> call().signed().withTarget("/?SdkAppId=1&Bogus=2")).mustBeUsage();
        Map<String, String> bogus = Map.of("Bogus", "1");
        ask(() -> HmacCall.get(endpoint, UsageParameters.ACTION, bogus).signed())
                .mustFailWith("UnknownParameter", "MissingParameter");
    }

    private Tc3Call call() {
        return Tc3Call.post(endpoint, UsageParameters.ACTION, usage.json());
    }

    private HmacCall older() {
        return HmacCall.post(endpoint, UsageParameters.ACTION, usage.flat());
    }

    private RawAnswer ask(Supplier<RawRequest> request) {
        return RawConnection.ask(endpoint, request);
    }
}
