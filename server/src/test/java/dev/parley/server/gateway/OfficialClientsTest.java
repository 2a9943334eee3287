package dev.parley.server.gateway;

import static dev.parley.server.gateway.DoorFixture.DATE;
import static dev.parley.server.gateway.DoorFixture.SECOND;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the official clients are known to send (spec/07 §2 to §5), replayed byte by byte. */
class OfficialClientsTest {

    private static final String BODY = "{\"SdkAppId\":1400000001,\"RoomId\":4294967294,\"UserIds\":[\"u1\"]}";
    private static final String FORM = "application/x-www-form-urlencoded";

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
    void javaPost() throws IOException {
        RawConnection.Reply reply = door.call(
                "RemoveUser", BODY, "X-TC-Region: ap-guangzhou", "Connection: Keep-Alive", "Accept-Encoding: gzip");

        assertAccepted(reply);
    }

    @Test
    void javaGetWithUnsortedListIndexesAndItsOwnEncoding() throws IOException {
        RawConnection.Reply reply = get("UserIds.1=%E7%94%A8%E6%88%B7+2%2B%26%3D%27*%7E%28%29%21"
                + "&RoomId=4294967294&SdkAppId=1400000001&UserIds.0=u1");

        assertThat(reply.response().at("/UserIds/0").asString()).isEqualTo("u1");
        assertThat(reply.response().at("/UserIds/1").asString()).isEqualTo("用户 2+&='*~()!");
    }

    @Test
    void nodeGetWithRawPunctuation() throws IOException {
        RawConnection.Reply reply = get(
                "SdkAppId=1400000001&RoomId=4294967294&UserIds.0=u1&UserIds.1=%E7%94%A8%E6%88%B7%202%2B%26%3D%27*~()!");

        assertThat(reply.response().at("/UserIds/1").asString()).isEqualTo("用户 2+&='*~()!");
    }

    @Test
    void nodePostThatSignsTheHostWithoutItsPort() throws IOException {
        assertAccepted(post(door.host(), "127.0.0.1", "/", "127", BODY, ""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", ""})
    void regionThatIsTheWordNullOrEmpty(String region) throws IOException {
        RawConnection.Reply reply = door.call("RemoveUser", BODY, "X-TC-Region: " + region);

        assertThat(reply.response().path("Region").asString()).isEqualTo("ap-guangzhou");
    }

    @Test
    void goPostWithItsOwnHeaderSpellingAndAPathPrefix() throws IOException {
        String authorization =
                RawSignature.current("POST", "/", "", door.host(), "application/json", BODY, "trtc", SECOND, DATE);

        assertAccepted(door.exchange("POST /prefix/ HTTP/1.1\r\nHost: " + door.host()
                + "\r\nUser-Agent: Go-http-client/1.1\r\nContent-Length: " + BODY.length()
                + "\r\nAuthorization: " + authorization
                + "\r\nContent-Type: application/json\r\nX-Tc-Action: RemoveUser\r\nX-Tc-Language: zh-CN\r\n"
                + "X-Tc-Timestamp: "
                + SECOND + "\r\nX-Tc-Version: 2019-07-22\r\n\r\n" + BODY));
    }

    @Test
    void nodePostThatSignsTheRealPath() throws IOException {
        assertAccepted(post(door.host(), "127.0.0.1", "/mounted/api", "127", BODY, ""));
    }

    @Test
    void pythonPostWithNullMembersAndAsciiEscapes() throws IOException {
        String body = "{\"SdkAppId\": 1400000001, \"RoomId\": 4294967294, \"UserIds\": [\"\\u7528\\u6237\"], "
                + "\"Reason\": null}";

        RawConnection.Reply reply = post(door.host(), door.host(), "/", "trtc", body, "");

        assertThat(reply.response().at("/UserIds/0").asString()).isEqualTo("用户");
    }

    @Test
    void tccliWithASchemeInItsHost() throws IOException {
        String host = "http://" + door.host();

        assertAccepted(post(host, host, "/", "trtc", BODY, ""));
    }

    @Test
    void dotNetWithTwoBlanksAfterTheAlgorithm() throws IOException {
        String request = door.post("RemoveUser", BODY).replace("TC3-HMAC-SHA256 ", "TC3-HMAC-SHA256  ");

        assertAccepted(door.exchange(request));
    }

    @Test
    void gatewayEndpointThatSignsTheOfficialHost() throws IOException {
        assertAccepted(post(door.host(), "trtc.tencentcloudapi.com", "/", "trtc", BODY, ""));
    }

    @Test
    void unsignedPayload() throws IOException {
        String signed = RawSignature.current(
                "POST", "/", "", door.host(), "application/json", "UNSIGNED-PAYLOAD", "127", SECOND, DATE);

        assertAccepted(door.exchange("POST / HTTP/1.1\r\nHost: " + door.host() + "\r\nAuthorization: " + signed
                + "\r\nX-TC-Action: RemoveUser"
                + "\r\nX-TC-Content-SHA256: UNSIGNED-PAYLOAD\r\nX-TC-Timestamp: " + SECOND
                + "\r\nX-TC-Version: 2019-07-22\r\nContent-Type: application/json\r\nContent-Length: "
                + BODY.length() + "\r\n\r\n" + BODY));
    }

    @Test
    void nodeInternationalFormWithTheOlderSignature() throws IOException {
        String parameters = "SdkAppId=1400000001&RoomId=4294967294&UserIds.0=u1&UserIds.1=a%20b&Action=RemoveUser"
                + "&RequestClient=SDK_NODEJS_INTL_EN3.0.1335&Nonce=65452&Timestamp=" + SECOND
                + "&Version=2019-07-22&Language=en-US&SecretId=" + OneKey.SECRET_ID
                + "&Region=ap-singapore&SignatureMethod=HmacSHA256";

        RawConnection.Reply reply = form(FORM, parameters, older("HmacSHA256", "POST", parameters));

        assertThat(reply.response().at("/UserIds/1").asString()).isEqualTo("a b");
        assertThat(reply.response().path("Region").asString()).isEqualTo("ap-singapore");
    }

    @Test
    void javaFormWithACharset() throws IOException {
        String parameters = olderParameters("Nonce=5");

        assertAccepted(form(FORM + "; charset=utf-8", parameters, older("HmacSHA1", "POST", parameters)));
    }

    @Test
    void rubyFormWhoseSignatureEndsWithALineFeed() throws IOException {
        String parameters = olderParameters("Nonce=5");

        assertAccepted(form(FORM, parameters, older("HmacSHA1", "POST", parameters) + "%0A"));
    }

    @Test
    void goFormWithANonceOf63Bits() throws IOException {
        String parameters = olderParameters("Nonce=9223372036854775807");

        assertAccepted(form(FORM, parameters, older("HmacSHA1", "POST", parameters)));
    }

    @Test
    void dotNetFormWithAnEmptyQuery() throws IOException {
        String parameters = olderParameters("Nonce=5");
        String body = parameters + "&Signature=" + older("HmacSHA1", "POST", parameters);

        assertAccepted(door.exchange("POST /? HTTP/1.1\r\nHost: " + door.host() + "\r\nContent-Type: " + FORM
                + "\r\nContent-Length: " + body.length() + "\r\n\r\n" + body));
    }

    @Test
    void phpGetWithAContentLengthOfZeroAndNoContentType() throws IOException {
        String parameters = olderParameters("Nonce=5");
        String query = parameters + "&Signature=" + older("HmacSHA1", "GET", parameters);

        assertAccepted(door.exchange("GET /?" + query + " HTTP/1.1\r\nHost: " + door.host()
                + "\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"));
    }

    private void assertAccepted(RawConnection.Reply reply) throws IOException {
        assertThat(reply.statusLine()).isEqualTo("HTTP/1.1 200 OK");
        assertThat(reply.response().toString()).doesNotContain("Error");
        assertThat(reply.response().path("RoomId").asString()).isEqualTo("4294967294");
    }

    @ParameterizedTest
    @ValueSource(strings = {"UserIds.1=a", "SdkAppId=1&SdkAppId=1", "a.b=1&a=2", "SdkAppId=%zz"})
    void whatCannotBePutTogetherIsSaidToWhoeverSignedIt(String query) throws IOException {
        assertThat(get(query).code()).isEqualTo("InvalidParameter");
    }

    private RawConnection.Reply get(String query) throws IOException {
        String authorization = RawSignature.current("GET", "/", query, door.host(), FORM, "", "127", SECOND, DATE);
        return door.exchange(
                "GET /?" + query + " HTTP/1.1\r\nHost: " + door.host() + "\r\nAuthorization: " + authorization
                        + "\r\nContent-Type: " + FORM + "\r\nX-TC-Action: RemoveUser\r\nX-TC-Timestamp: " + SECOND
                        + "\r\nX-TC-Version: 2019-07-22\r\n\r\n");
    }

    private RawConnection.Reply post(
            String sentHost, String signedHost, String path, String service, String body, String moreHeaders)
            throws IOException {
        String type = "application/json";
        String authorization = RawSignature.current("POST", path, "", signedHost, type, body, service, SECOND, DATE);
        return door.exchange("POST " + path + " HTTP/1.1\r\nHost: " + sentHost + "\r\nAuthorization: " + authorization
                + "\r\nContent-Type: " + type + "\r\nX-TC-Action: RemoveUser\r\nX-TC-Timestamp: " + SECOND
                + "\r\nX-TC-Version: 2019-07-22\r\n" + moreHeaders + "Content-Length: " + body.getBytes(UTF_8).length
                + "\r\n\r\n" + body);
    }

    private RawConnection.Reply form(String type, String parameters, String signature) throws IOException {
        String body = parameters + "&Signature=" + signature;
        return door.exchange("POST / HTTP/1.1\r\nHost: " + door.host() + "\r\nContent-Type: " + type
                + "\r\nContent-Length: " + body.length() + "\r\n\r\n" + body);
    }

    private static String olderParameters(String nonce) {
        return "UserIds.0=u1&SdkAppId=1400000001&RoomId=4294967294&Action=RemoveUser&" + nonce + "&Timestamp=" + SECOND
                + "&Version=2019-07-22&SecretId=" + OneKey.SECRET_ID;
    }

    /** Percent-encoded signature over the decoded, sorted parameters. */
    private String older(String algorithm, String method, String parameters) {
        String sorted = Arrays.stream(parameters.split("&"))
                .map(pair -> URLDecoder.decode(pair, UTF_8))
                .sorted()
                .collect(Collectors.joining("&"));
        return URLEncoder.encode(RawSignature.older(algorithm, method + door.host() + "/?" + sorted), UTF_8);
    }
}
