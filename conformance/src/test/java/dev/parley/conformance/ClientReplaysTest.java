package dev.parley.conformance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Whole requests of SDKs that are not run here, with all their headers, as spec/07 §1 and §4 describe them. */
@ExtendWith(Stage.class)
final class ClientReplaysTest {

    private final Endpoint endpoint;
    private final UsageParameters usage;
    private final long application;
    private final LocalDate first;
    private final LocalDate last;

    ClientReplaysTest(Endpoint endpoint) {
        this.endpoint = endpoint;
        this.usage = UsageParameters.ofTwoDays(endpoint);
        this.application = usage.sdkAppId();
        this.first = usage.first();
        this.last = usage.last();
    }

    @Test
    void go() {
        RawConnection.ask(endpoint, () -> post("""
                                {"EndTime":"%s","SdkAppId":%d,"StartTime":"%s"}""".formatted(last, application, first))
                        .with("X-Tc-Language", "zh-CN")
                        .with("X-Tc-Requestclient", "SDK_GO_1.3.166")
                        .with("User-Agent", "Go-http-client/1.1")
                        .with("Accept-Encoding", "gzip")
                        .signed()
                        .spelling(name -> name.replace("X-TC-", "X-Tc-")))
                .mustBeUsage();
    }

    @Test
    void goEscapesAmpersandsAndBrackets() {
        removeUsers("""
                {"SdkAppId":%d,"RoomId":4294967294,"UserIds":["u1","用户 2+\\u0026='*~()!\\u003c\\u003e"]}""");
    }

    @Test
    void goOlderByGet() {
        mustBeUsage(HmacCall.get(endpoint, UsageParameters.ACTION, usage.flat())
                .parameter("Nonce", "5577006791947779410")
                .parameter("Language", "zh-CN")
                .parameter("RequestClient", "SDK_GO_1.3.166")
                .header("User-Agent", "Go-http-client/1.1")
                .header("Accept-Encoding", "gzip"));
    }

    @Test
    void python() {
        String json = """
                {"EndTime": "%s", "SdkAppId": %d, "StartTime": "%s"}""".formatted(last, application, first);
        RawConnection.ask(endpoint, () -> post(json)
                        .with("X-TC-RequestClient", "SDK_PYTHON_3.1.162")
                        .with("X-TC-Language", "zh-CN")
                        .with("X-TC-TraceId", "1f0c7b52-8d53-4d0c-9b47-9a2e0c1b2d3e")
                        .with("User-Agent", "python-requests/2.32.3")
                        .with("Accept-Encoding", "gzip, deflate")
                        .with("Accept", "*/*")
                        .with("Connection", "keep-alive")
                        .signed())
                .mustBeUsage();
    }

    @Test
    void pythonEscapesEverythingBeyondAscii() {
        removeUsers("""
                {"SdkAppId": %d, "RoomId": 4294967294, "UserIds": ["u1", "\\u7528\\u6237 2+&='*~()!"]}""");
        RawConnection.ask(endpoint, () -> post(usage.json()
                                .replaceFirst("\"StartTime\":\"2", "\"StartTime\":\"\\\\u0032"))
                        .signed())
                .mustBeUsage();
    }

    @Test
    void tccli() {
        String host =
                endpoint.address().getScheme() + "://" + endpoint.address().getAuthority();
        RawAnswer answer = RawConnection.ask(endpoint, () -> post(usage.json())
                .host(host)
                .with("X-TC-RequestClient", "SDK_PYTHON_3.1.162; _CLI_3.1.155.1")
                .with("X-TC-Language", "zh-CN")
                .with("X-TC-TraceId", "a5b9f5d8-61a3-4c77-bb4c-0c6b1f2f7a10")
                .with("User-Agent", "python-requests/2.32.3")
                .with("Accept-Encoding", "gzip, deflate")
                .signed());
        answer.mustBeUsage();
        assertThat(answer.header("X-TC-TraceId")).containsExactly("a5b9f5d8-61a3-4c77-bb4c-0c6b1f2f7a10");
    }

    @Test
    void phpPostsAndCloses() {
        Tc3Call call = post(usage.json())
                .region(CallRegions.FOR_SINGLE_CALLS)
                .service("127")
                .with("X-TC-RequestClient", "SDK_PHP_3.0.1656")
                .with("User-Agent", "GuzzleHttp/7")
                .with("Connection", "close");
        mustAnswerAndClose(call.signed());
    }

    @Test
    void phpSendsALengthWithItsGet() {
        RawConnection.ask(endpoint, () -> Tc3Call.get(endpoint, UsageParameters.ACTION, query("+"))
                        .service("127")
                        .with("Content-Length", "0")
                        .with("X-TC-RequestClient", "SDK_PHP_3.0.1656")
                        .signed())
                .mustBeUsage();
        mustBeUsage(HmacCall.get(endpoint, UsageParameters.ACTION, usage.flat())
                .header("Content-Length", "0")
                .escaping(text -> URLEncoder.encode(text, UTF_8).replace("+", "%20")));
    }

    @Test
    void ruby() {
        Tc3Call call = post(usage.json())
                .region(CallRegions.FOR_SINGLE_CALLS)
                .service("127")
                .with("X-TC-Language", "zh-CN")
                .with("X-TC-TraceId", "7d1f6c1e-29c8-4b58-8b9d-6bb8f29a4ef1")
                .with("Accept-Encoding", "gzip;q=1.0,deflate;q=0.6,identity;q=0.3")
                .with("Accept", "*/*")
                .with("User-Agent", "Ruby")
                .with("Connection", "close");
        mustAnswerAndClose(call.signed().spelling(name -> name.replace("X-TC-", "X-Tc-")));
    }

    @Test
    void rubyOlder() {
        mustBeUsage(HmacCall.post(endpoint, UsageParameters.ACTION, usage.flat())
                .parameter("RequestClient", "SDK_RUBY_3.0.1335")
                .parameter("Language", "zh-CN")
                .parameter("SignatureMethod", "HmacSHA1")
                .header("Accept-Encoding", "gzip;q=1.0,deflate;q=0.6,identity;q=0.3")
                .afterSignature("\n"));
    }

    @Test
    void dotNet() {
        RawConnection.ask(endpoint, () -> post(usage.json())
                        .service("127")
                        .blanks("  ")
                        .with("X-TC-Language", "zh-CN")
                        .with("X-TC-RequestClient", "SDK_NET_3.0.1493")
                        .signed())
                .mustBeUsage();
        mustBeUsage(HmacCall.post(endpoint, UsageParameters.ACTION, usage.flat())
                .parameter("RequestClient", "SDK_NET_3.0.1493")
                .target("/?"));
    }

    @Test
    void cpp() {
        Tc3Call call = post(usage.json())
                .region(CallRegions.FOR_SINGLE_CALLS)
                .service("127")
                .with("X-TC-RequestClient", "SDK_CPP_3.3.165")
                .with("Connection", "Close")
                .with("Accept", "*/*");
        mustAnswerAndClose(call.signed());
    }

    @Test
    void cppAnnouncesLargeBodies() {
        RawRequest request = post(usage.json())
                .region(CallRegions.FOR_SINGLE_CALLS)
                .service("127")
                .with("Expect", "100-continue")
                .signed();
        try (RawConnection connection = RawConnection.open(endpoint)) {
            byte[] head = request.withBody(new byte[0]).bytes();
            connection.send(head);
            // What libcurl does: it waits a second for leave to go on, and goes on without it.
            connection.send(request.body());
            connection.receive().mustBeUsage();
        }
    }

    @Test
    void cppIsTold100OrWaitsInVain() {
        RawRequest request = post(usage.json())
                .region(CallRegions.FOR_SINGLE_CALLS)
                .with("Expect", "100-continue")
                .signed();
        try (RawConnection connection = RawConnection.open(endpoint)) {
            connection.send(request.withBody(new byte[0]).bytes());
            assertThat(connection.receiveAny().status()).isEqualTo(100);
            connection.send(request.body());
            connection.receive().mustBeUsage();
        }
    }

    private void mustAnswerAndClose(RawRequest request) {
        try (RawConnection connection = RawConnection.open(endpoint)) {
            connection.send(request.bytes());
            connection.receive().mustBeUsage();
            assertThat(connection.isAtEnd()).as("the connection ends").isTrue();
        }
    }

    private void removeUsers(String json) {
        RawConnection.ask(endpoint, () -> Tc3Call.post(endpoint, "RemoveUser", json.formatted(usage.sdkAppId()))
                        .signed())
                .mustFailWith("FailedOperation.RoomNotExist");
    }

    private void mustBeUsage(HmacCall call) {
        RawConnection.ask(endpoint, call::signed).mustBeUsage();
    }

    private String query(String blank) {
        Map<String, String> flat = new LinkedHashMap<>(usage.flat());
        flat.replaceAll((name, value) -> value + (name.endsWith("Time") ? blank + "00%3A00%3A00" : ""));
        StringBuilder query = new StringBuilder();
        flat.forEach((name, value) -> query.append(query.isEmpty() ? "" : "&")
                .append(name)
                .append('=')
                .append(value));
        return query.toString();
    }

    private Tc3Call post(String json) {
        return Tc3Call.post(endpoint, UsageParameters.ACTION, json);
    }
}
