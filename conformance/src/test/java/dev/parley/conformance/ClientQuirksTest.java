package dev.parley.conformance;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLEncoder;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The checklist of spec/07 §2, point by point: what clients that are not run here are known to send. */
@ExtendWith(Stage.class)
final class ClientQuirksTest {

    private static final String REMOVE_USER = "RemoveUser";

    private final Endpoint endpoint;
    private final UsageParameters usage;

    ClientQuirksTest(Endpoint endpoint) {
        this.endpoint = endpoint;
        this.usage = UsageParameters.ofTwoDays(endpoint);
    }

    @ParameterizedTest
    @ValueSource(strings = {"127", "localhost:18080", "trtc", "rtc"})
    void point1JavaNodePhpDotNetCppRubySignAServiceThatTheyGuess(String service) {
        mustBeUsage(() -> post(usage.json()).service(service).signed());
    }

    @Test
    void point2NodeSignsTheHostWithoutItsPort() {
        String host = endpoint.address().getHost();
        mustBeUsage(() -> post(usage.json()).signingHost(host).signed());
        mustBeUsage(() -> get(query()).signingHost(host).signed());
    }

    /** Each client escapes and sorts in its own way and signs what it sends (spec/02 §1.2). */
    @Test
    void point3JavaNodeGoPythonQueriesAreHashedAsTheyCame() {
        String start = usage.first() + "+00%3A00%3A00";
        String end = usage.last() + "%2000%3a00:00";
        long application = usage.sdkAppId();
        mustBeUsage(() -> get("StartTime=" + start + "&EndTime=" + end + "&SdkAppId=" + application)
                .signed());
        mustBeUsage(() -> get("EndTime=" + end + "&SdkAppId=" + application + "&StartTime=" + start)
                .signed());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "UserIds.1=%E7%94%A8%E6%88%B7+2%2B%26%3D%27*%7E%28%29%21&RoomId=4294967294&SdkAppId=%d&UserIds.0=u1",
                "SdkAppId=%d&RoomId=4294967294&UserIds.0=u1&UserIds.1=%E7%94%A8%E6%88%B7%202%2B%26%3D%27*~()!",
                "RoomId=4294967294&SdkAppId=%d&UserIds.0=u1&UserIds.1=%E7%94%A8%E6%88%B7+2%2B%26%3D%27%2A~%28%29%21",
                "SdkAppId=%d&RoomId=4294967294&UserIds.0=u1&UserIds.1=%e7%94%a8%e6%88%b7+2%2b%26%3d%27%2a~%28%29%21"
            })
    void point3AwkwardTextIsHashedAsItCame(String query) {
        String filled = query.replace("%d", Long.toString(usage.sdkAppId()));
        ask(() -> Tc3Call.get(endpoint, REMOVE_USER, filled).signed()).mustFailWith("FailedOperation.RoomNotExist");
    }

    @Test
    void point3PythonAndGoBodiesAreHashedAsTheyCame() {
        long application = usage.sdkAppId();
        LocalDate first = usage.first();
        LocalDate last = usage.last();
        mustBeUsage(() -> post("""
                {"EndTime": "%s", "SdkAppId": %d, "StartTime": "%s"}""".formatted(last, application, first)).signed());
        mustBeUsage(() -> post("\n\t{ \"EndTime\"\r\n:\"" + last + "\" , \"SdkAppId\" :" + application
                        + ",\"StartTime\":\"" + first + "\"}\n ")
                .signed());
    }

    /** Points 4, 5 and 17 are part of every check here: see {@link RawAnswer#response()}. */
    @Test
    void points4And5And17PythonAndTccliLookForErrorsOnlyBehindTheExactContentType() {
        mustBeUsage(() -> post(usage.json()).signed());
        ask(() -> post("{}").signed()).mustFailWith("MissingParameter");
        ask(() -> post(usage.json()).service("trtc").signingHost("elsewhere").signed())
                .mustFailWith("AuthFailure.SignatureFailure");
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "null"})
    void point6NodeJavaAndOthersNameNoRegion(@Nullable String region) {
        mustBeUsage(() -> post(usage.json()).region(region).signed());
        mustBeUsage(() -> get(query()).region(region).signed());
    }

    @Test
    void point7PythonSendsNullForWhatIsAbsent() {
        String times = "\"StartTime\": \"" + usage.first() + "\", \"EndTime\": \"" + usage.last() + "\"";
        mustBeUsage(() -> post("{\"SdkAppId\": null, " + times + "}").signed());
        ask(() -> post("{\"StartTime\": null, \"EndTime\": \"" + usage.last() + "\"}")
                        .signed())
                .mustFailWith("MissingParameter");
    }

    @Test
    void point7NullsInNestedObjectsAreAbsentToo() {
        String json = """
                {"SdkAppId": %d, "RoomId": "1", "RoomIdType": 0, "WithTranscoding": 0, "SeiParams": null,
                 "AgentParams": {"UserId": "u", "UserSig": null, "MaxIdleTime": null}}""".formatted(usage.sdkAppId());
        ask(() -> Tc3Call.post(endpoint, "StartPublishCdnStream", json).signed())
                .mustFailWith("UnsupportedOperation");
    }

    @ParameterizedTest
    @ValueSource(strings = {"True", "False", "true", "false", "1", "0"})
    void point8PythonAndDotNetCapitalizeBooleans(String spelled) {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("SdkAppId", Long.toString(usage.sdkAppId()));
        parameters.put("AutoPush", spelled);
        ask(() -> HmacCall.post(endpoint, "StartStreamIngest", parameters).signed())
                .mustFailWith("UnsupportedOperation", "MissingParameter.RoomId");
        ask(() -> Tc3Call.get(endpoint, "StartStreamIngest", "SdkAppId=" + usage.sdkAppId() + "&AutoPush=" + spelled)
                        .signed())
                .mustFailWith("UnsupportedOperation", "MissingParameter.RoomId");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r\n", " ", ""})
    void point9RubyEndsItsSignatureWithALineFeed(String after) {
        mustBeUsage(() -> older().afterSignature(after).signed());
        mustBeUsage(() -> olderGet().afterSignature(after).signed());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/x-www-form-urlencoded; charset=utf-8",
                "application/x-www-form-urlencoded;charset=UTF-8",
                "Application/X-WWW-Form-Urlencoded"
            })
    void point10JavaNamesACharsetInItsForms(String type) {
        mustBeUsage(() -> older().contentType(type).signed());
    }

    @ParameterizedTest
    @ValueSource(strings = {" ", "  ", "    "})
    void point11DotNetLeavesTwoBlanksAfterTheAlgorithm(String blanks) {
        mustBeUsage(() -> post(usage.json()).blanks(blanks).signed());
    }

    @Test
    void point12GoAndRubySpellHeaderNamesInTheirOwnWay() {
        mustBeUsage(() -> post(usage.json()).signed().spelling(ClientQuirksTest::capitalized));
        mustBeUsage(() -> post(usage.json()).signed().spelling(name -> name.toLowerCase(Locale.ROOT)));
        mustBeUsage(() -> post(usage.json()).signed().spelling(name -> name.toUpperCase(Locale.ROOT)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "65452", "9223372036854775807"})
    void point13GoAndPythonSendANonceOf63Bits(String nonce) {
        mustBeUsage(() -> older().parameter("Nonce", nonce).signed());
        mustBeUsage(() -> olderGet().parameter("Nonce", nonce).signed());
    }

    @Test
    void point14JavaSendsTheItemsOfAListInAnyOrder() {
        String application = "SdkAppId=" + usage.sdkAppId();
        ask(() -> Tc3Call.get(endpoint, REMOVE_USER, "UserIds.1=b&RoomId=5&UserIds.2=c&" + application + "&UserIds.0=a")
                        .signed())
                .mustFailWith("FailedOperation.RoomNotExist");
        Map<String, String> parameters = new LinkedHashMap<>();
        for (int index : new int[] {10, 3, 0, 9, 1, 8, 2, 7, 4, 6, 5}) {
            parameters.put("UserIds." + index, "u" + index);
        }
        parameters.put("SdkAppId", Long.toString(usage.sdkAppId()));
        parameters.put("RoomId", "4294967294");
        ask(() -> HmacCall.post(endpoint, REMOVE_USER, parameters).signed()).mustFailWith("InvalidParameter.UserIds");
        ask(() -> Tc3Call.get(endpoint, REMOVE_USER, "UserIds.2=b&RoomId=5&" + application + "&UserIds.0=a")
                        .signed())
                .mustFailWith("InvalidParameter", "InvalidParameter.UserIds");
    }

    @Test
    void point15DotNetPostsToAnEmptyQuery() {
        mustBeUsage(() -> older().target("/?").signed());
        mustBeUsage(() -> post(usage.json()).signed().withTarget("/?"));
    }

    @Test
    void point16TccliPutsASchemeIntoItsHost() {
        String host =
                endpoint.address().getScheme() + "://" + endpoint.address().getAuthority();
        mustBeUsage(() -> post(usage.json()).host(host).signed());
    }

    @ParameterizedTest
    @ValueSource(strings = {"/prefix/", "/prefix", "/a/b/c/"})
    void point18GoSendsAPathAndSignsTheSlash(String path) {
        mustBeUsage(() -> post(usage.json()).path(path).signed());
        mustBeUsage(() -> get(query()).path(path).signed());
        mustBeUsage(() -> older().target(path).signed());
    }

    @Test
    void point18NodeSignsThePathThatItSends() {
        mustBeUsage(() ->
                post(usage.json()).path("/prefix/").signingPath("/prefix/").signed());
        ask(() -> post(usage.json()).path("/prefix/").signingPath("/other/").signed())
                .mustFailWith("AuthFailure.SignatureFailure");
    }

    @ParameterizedTest
    @CsvSource({"trtc.tencentcloudapi.com", "trtc.intl.tencentcloudapi.com"})
    void point19GatewayOptionsOfJavaGoPythonSignTheOfficialName(String official) {
        mustBeUsage(() -> post(usage.json()).signingHost(official).signed());
        mustBeUsage(() -> get(query()).signingHost(official).signed());
        mustBeUsage(() -> older().signingHost(official).signed());
        ask(() -> post(usage.json()).signingHost("cvm.tencentcloudapi.com").signed())
                .mustFailWith("AuthFailure.SignatureFailure");
    }

    @Test
    void clientsThatFollowTheDocumentSignMoreHeadersWithValuesInLowerCase() {
        mustBeUsage(() -> post(usage.json()).alsoSigning("x-tc-action").signed());
        mustBeUsage(() -> post(usage.json())
                .contentType("application/json; charset=UTF-8")
                .alsoSigning("x-tc-action")
                .alsoSigning("x-tc-timestamp")
                .lowerCaseValues()
                .signed());
    }

    @Test
    void phpJavaGoPythonRubyMayLeaveTheirPayloadUnsigned() {
        mustBeUsage(() -> post(usage.json()).unsignedPayload().signed());
        mustBeUsage(() -> get(query()).unsignedPayload().signed());
        ask(() -> post(usage.json())
                        .with("X-TC-Content-SHA256", "UNSIGNED-PAYLOAD")
                        .signed())
                .mustFailWith("AuthFailure.SignatureFailure");
    }

    @Test
    void aSignatureMethodThatIsNotSha256MeansSha1() {
        mustBeUsage(() -> older().withoutParameter("SignatureMethod").signed());
        mustBeUsage(() -> older().parameter("SignatureMethod", "HmacSHA1").signed());
        mustBeUsage(() -> older().parameter("SignatureMethod", "hmacsha256").signed());
    }

    private String query() {
        StringBuilder query = new StringBuilder();
        usage.flat().forEach((name, value) -> query.append(query.isEmpty() ? "" : "&")
                .append(name)
                .append('=')
                .append(URLEncoder.encode(value, UTF_8)));
        return query.toString();
    }

    private static String capitalized(String name) {
        StringBuilder spelled = new StringBuilder();
        for (String word : name.split("-")) {
            spelled.append(spelled.isEmpty() ? "" : "-")
                    .append(word.substring(0, 1).toUpperCase(Locale.ROOT))
                    .append(word.substring(1).toLowerCase(Locale.ROOT));
        }
        return spelled.toString();
    }

    private Tc3Call post(String json) {
        return Tc3Call.post(endpoint, UsageParameters.ACTION, json);
    }

    private Tc3Call get(String query) {
        return Tc3Call.get(endpoint, UsageParameters.ACTION, query);
    }

    private HmacCall older() {
        return HmacCall.post(endpoint, UsageParameters.ACTION, usage.flat());
    }

    private HmacCall olderGet() {
        return HmacCall.get(endpoint, UsageParameters.ACTION, usage.flat());
    }

    private RawAnswer ask(Supplier<RawRequest> request) {
        return RawConnection.ask(endpoint, request);
    }

    private void mustBeUsage(Supplier<RawRequest> request) {
        ask(request).mustBeUsage();
    }
}
