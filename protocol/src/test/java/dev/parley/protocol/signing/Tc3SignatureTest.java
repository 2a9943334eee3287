package dev.parley.protocol.signing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The vectors of spec/02 §5; "published" ones are printed in the vendor's documentation. */
class Tc3SignatureTest {

    private static final String SECRET_ID = "AKIDz8krbsJ5yKBZQpn74WFkmLPx3EXAMPLE";
    private static final String SECRET_KEY = "Gu5t9xGARNpq86cd98joQYCN3EXAMPLE";
    private static final String ASTERISKS = "*".repeat(32);
    private static final String PUBLISHED_TIME = "1551113065";
    private static final String OUR_TIME = "1704067200";
    private static final String ESCAPED_BODY =
            "{\"Limit\": 1, \"Filters\": [{\"Values\": [\"\\u672a\\u547d\\u540d\"], \"Name\": \"instance-name\"}]}";
    private static final String ENGLISH_BODY =
            "{\"Limit\": 1, \"Filters\": [{\"Values\": [\"unnamed\"], \"Name\": \"instance-name\"}]}";
    private static final String JSON_UTF8 = "application/json; charset=utf-8";
    private static final String T1_BODY =
            "{\"SdkAppid\":1400000001,\"StartTime\":\"2024-01-01 00:00\",\"EndTime\":\"2024-01-01 23:59\"}";
    private static final String T1_SIGNATURE = "8413d6b68bc6b4449c63c82970c800b048fd512210baa6fb06c8bfa0a53a96bb";
    private static final String T2_QUERY = "SdkAppId=1400000001&RoomId=4294967294&UserIds.0=u1&UserIds.1=user%202";

    @Test
    void matchesThePublishedVectorOfTheOlderDocumentation() {
        ReceivedRequest request = ReceivedRequest.post("cvm.tencentcloudapi.com", JSON_UTF8, ESCAPED_BODY);
        Tc3Authorization authorization = authorization(
                "2019-02-25",
                "cvm",
                "content-type;host",
                "72e494ea809ad7a8c8f7a4507b9bddcbaa8e581f516e8da2f66e2c5a96525168");

        assertThat(hashOfFirstText(authorization, request))
                .isEqualTo("5ffe6a04c0664d6b969fab9a13bdab201d63ee709638e2749d62a09ca18d7031");
        assertThat(signingKey(SECRET_KEY, "2019-02-25", "cvm"))
                .isEqualTo("ac658d5dde49e9bfdd14e04e062f66b05d9f637d44b8a8d845327d4a77f666b1");
        assertThat(Tc3Signature.matches(authorization, request, PUBLISHED_TIME, SECRET_KEY, List.of()))
                .isTrue();
    }

    @Test
    void matchesThePublishedVectorOfTheInternationalPage() {
        ReceivedRequest request = ReceivedRequest.post("cvm.tencentcloudapi.com", JSON_UTF8, ENGLISH_BODY);
        Tc3Authorization authorization = authorization(
                "2019-02-25",
                "cvm",
                "content-type;host",
                "a7b8551448762bd123d6f79e81815e31a92013640a6cef36a08ad4b292a4d2f2");

        assertThat(hashOfFirstText(authorization, request))
                .isEqualTo("2815843035062fffda5fd6f2a44ea8a34818b0dc46f024b8b3786976a3adda7a");
        assertThat(signingKey(ASTERISKS, "2019-02-25", "cvm"))
                .isEqualTo("b596b923aad85185e2d1f6659d2a062e0a86731226e021e61bfe06f7ed05f5af");
        assertThat(Tc3Signature.matches(authorization, request, PUBLISHED_TIME, ASTERISKS, List.of()))
                .isTrue();
    }

    @Test
    void matchesThePublishedVectorWhoseHeaderValuesAreSignedInLowerCase() {
        ReceivedRequest request = ReceivedRequest.post("cvm.tencentcloudapi.com", JSON_UTF8, ESCAPED_BODY)
                .with("X-TC-Action", "DescribeInstances");
        Tc3Authorization authorization = authorization(
                "2019-02-25",
                "cvm",
                "content-type;host;x-tc-action",
                "10b1a37a7301a02ca19a647ad722d5e43b4b3cff309d421d85b46093f6ab6c4f");

        assertThat(Tc3Signature.matches(authorization, request, PUBLISHED_TIME, ASTERISKS, List.of()))
                .isTrue();
        assertThat(Tc3Signature.canonicalRequests(authorization, request, List.of()))
                .anyMatch(text -> Hmac.sha256(text.getBytes(UTF_8))
                        .equals("7019a55be8395899b900fb5564e4200d984910f34794a27cb3fb7d10ff6a1e84"));
    }

    @Test
    void matchesAPostOfOurs() {
        ReceivedRequest request = ReceivedRequest.post("trtc.tencentcloudapi.com", JSON_UTF8, T1_BODY);
        Tc3Authorization authorization = authorization("2024-01-01", "trtc", "content-type;host", T1_SIGNATURE);

        assertThat(hashOfFirstText(authorization, request))
                .isEqualTo("45112a65cda330c38cdce19d6bbb8583c9023d2fd87d2894f296c75bd7421f5c");
        assertThat(signingKey(SECRET_KEY, "2024-01-01", "trtc"))
                .isEqualTo("d568f63b56c3639e083223d4bf0162326b53ae966e50b68e31f46bdcd484fea0");
        assertThat(matches(authorization, request)).isTrue();
    }

    @Test
    void hashesTheQueryOfAGetAsItWasSent() {
        ReceivedRequest request = ReceivedRequest.get("trtc.tencentcloudapi.com", T2_QUERY);
        Tc3Authorization authorization = authorization(
                "2024-01-01",
                "trtc",
                "content-type;host",
                "0ecc8d0bed30fb5868add129eb45cd46dca245994893fbf55ad9313a128df136");

        assertThat(hashOfFirstText(authorization, request))
                .isEqualTo("7297f6d0c62ee488c631932dca0cad89bc8dd3efabb3541e77cdda9c799a6f94");
        assertThat(matches(authorization, request)).isTrue();
        String reencoded = T2_QUERY.replace("%20", "+");
        assertThat(matches(authorization, ReceivedRequest.get("trtc.tencentcloudapi.com", reencoded)))
                .isFalse();
    }

    @Test
    void leavesAnUnsignedPayloadOut() {
        Tc3Authorization authorization = authorization(
                "2024-01-01",
                "127",
                "content-type;host",
                "81331af5827ffafa580009cbde387e404ee8adc0946da8f317c233e53ee790bb");
        for (String body : List.of("{}", "{\"SdkAppId\":1}")) {
            ReceivedRequest request = ReceivedRequest.post("127.0.0.1:9000", "application/json", body)
                    .with("X-TC-Content-SHA256", "UNSIGNED-PAYLOAD");

            assertThat(hashOfFirstText(authorization, request))
                    .isEqualTo("61738f91dc8e9138c962268884d2a93bdaf587fd2091e7205d2ab0646e52be04");
            assertThat(matches(authorization, request)).isTrue();
            assertThat(matches(authorization, request.with("X-TC-Content-SHA256", "unsigned-payload")))
                    .isFalse();
        }
    }

    @Test
    void acceptsAHostSignedWithoutItsPort() {
        ReceivedRequest request =
                ReceivedRequest.post("127.0.0.1:9000", "application/json", "{\"SdkAppId\":1400000001,\"RoomId\":5}");
        Tc3Authorization authorization = authorization(
                "2024-01-01",
                "127",
                "content-type;host",
                "63ce9fda61579db6842e57b0b4ebe7930bcec3650d8a2a7c950ecd4edad71520");

        assertThat(matches(authorization, request)).isTrue();
    }

    @Test
    void acceptsTheSignatureForAConfiguredExternalHost() {
        ReceivedRequest request = ReceivedRequest.post("127.0.0.1:9000", JSON_UTF8, T1_BODY);
        Tc3Authorization authorization = authorization("2024-01-01", "trtc", "content-type;host", T1_SIGNATURE);

        assertThat(matches(authorization, request)).isFalse();
        assertThat(Tc3Signature.matches(
                        authorization, request, OUR_TIME, SECRET_KEY, List.of("trtc.tencentcloudapi.com")))
                .isTrue();
    }

    @Test
    void acceptsTheRootInPlaceOfThePathThatWasUsed() {
        Tc3Authorization authorization = authorization("2024-01-01", "trtc", "content-type;host", T1_SIGNATURE);
        ReceivedRequest request = ReceivedRequest.post("trtc.tencentcloudapi.com", JSON_UTF8, T1_BODY)
                .at("/mounted/here/");

        assertThat(matches(authorization, request)).isTrue();
    }

    @Test
    void refusesAnyChange() {
        Tc3Authorization authorization = authorization("2024-01-01", "trtc", "content-type;host", T1_SIGNATURE);
        ReceivedRequest request = ReceivedRequest.post("trtc.tencentcloudapi.com", JSON_UTF8, T1_BODY);

        assertThat(Tc3Signature.matches(authorization, request, "1704067201", SECRET_KEY, List.of()))
                .isFalse();
        assertThat(Tc3Signature.matches(authorization, request, OUR_TIME, SECRET_KEY + "x", List.of()))
                .isFalse();
        assertThat(matches(authorization, request.with("Host", "other.tencentcloudapi.com")))
                .isFalse();
        assertThat(matches(authorization, request.with("Content-Type", "application/json")))
                .isFalse();
        assertThat(matches(authorization, ReceivedRequest.post("trtc.tencentcloudapi.com", JSON_UTF8, T1_BODY + " ")))
                .isFalse();
        assertThat(matches(authorization("2024-01-01", "cvm", "content-type;host", T1_SIGNATURE), request))
                .isFalse();
    }

    @Test
    void refusesWhenContentTypeOrHostIsNotSignedOrASignedHeaderIsAbsent() {
        ReceivedRequest request = ReceivedRequest.post("trtc.tencentcloudapi.com", JSON_UTF8, T1_BODY);
        ReceivedRequest withoutType =
                new ReceivedRequest("POST", "/", "", Map.of("Host", "a"), T1_BODY.getBytes(UTF_8));

        assertThat(texts("host", request)).isEmpty();
        assertThat(texts("content-type", request)).isEmpty();
        assertThat(texts("content-type;host;x-tc-action", request)).isEmpty();
        assertThat(texts("content-type;host", withoutType)).isEmpty();
        assertThat(texts("content-type;host", request)).hasSize(1);
    }

    @Test
    void triesAtMostSixteenTexts() {
        ReceivedRequest request = ReceivedRequest.post("127.0.0.1:9000", "application/JSON", "{}");
        String header = Tc3Signature.authorize(
                SECRET_ID,
                SECRET_KEY,
                "trtc",
                "trtc.example",
                "application/json",
                "{}".getBytes(UTF_8),
                Instant.ofEpochSecond(1704067200));
        Tc3Authorization authorization = Tc3Authorization.parse(header).orElseThrow();
        List<String> sixteenth =
                List.of("A.example", "B.example", "C.example", "D.example", "E.example", "trtc.example");
        List<String> eighteenth = new ArrayList<>(sixteenth);
        eighteenth.addFirst("F.example");

        assertThat(Tc3Signature.matches(authorization, request, OUR_TIME, SECRET_KEY, sixteenth))
                .isTrue();
        assertThat(Tc3Signature.matches(authorization, request, OUR_TIME, SECRET_KEY, eighteenth))
                .isFalse();
    }

    @Test
    void authorizesAsTheDocumentationDoes() {
        String header = Tc3Signature.authorize(
                SECRET_ID,
                SECRET_KEY,
                "trtc",
                "trtc.tencentcloudapi.com",
                JSON_UTF8,
                T1_BODY.getBytes(UTF_8),
                Instant.ofEpochSecond(1704067200));

        assertThat(header)
                .isEqualTo("TC3-HMAC-SHA256 Credential=" + SECRET_ID + "/2024-01-01/trtc/tc3_request, "
                        + "SignedHeaders=content-type;host, Signature=" + T1_SIGNATURE);
    }

    private static boolean matches(Tc3Authorization authorization, ReceivedRequest request) {
        return Tc3Signature.matches(authorization, request, OUR_TIME, SECRET_KEY, List.of());
    }

    private static Iterable<String> texts(String signedHeaders, ReceivedRequest request) {
        Tc3Authorization authorization = authorization("2024-01-01", "trtc", signedHeaders, T1_SIGNATURE);
        return Tc3Signature.canonicalRequests(authorization, request, List.of()).toList();
    }

    private static Tc3Authorization authorization(String date, String service, String signedHeaders, String signature) {
        return Tc3Authorization.parse("TC3-HMAC-SHA256 Credential=" + SECRET_ID + "/" + date + "/" + service
                        + "/tc3_request, SignedHeaders=" + signedHeaders + ", Signature=" + signature)
                .orElseThrow();
    }

    private static String hashOfFirstText(Tc3Authorization authorization, ReceivedRequest request) {
        String text = Tc3Signature.canonicalRequests(authorization, request, List.of())
                .iterator()
                .next();
        return Hmac.sha256(text.getBytes(UTF_8));
    }

    private static String signingKey(String secretKey, String date, String service) {
        return HexFormat.of().formatHex(Tc3Signature.signingKey(secretKey, date, service));
    }
}
