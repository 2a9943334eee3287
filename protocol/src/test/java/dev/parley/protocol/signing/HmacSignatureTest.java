package dev.parley.protocol.signing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** The vectors of spec/02 §6. */
class HmacSignatureTest {

    private static final String SECRET_ID = "AKIDz8krbsJ5yKBZQpn74WFkmLPx3EXAMPLE";
    private static final String SECRET_KEY = "Gu5t9xGARNpq86cd98joQYCN3EXAMPLE";

    @Test
    void matchesThePublishedInternationalVector() {
        assertThat(HmacSignature.sign("GET", "cvm.tencentcloudapi.com", published(SECRET_ID), SECRET_KEY))
                .isEqualTo("EliP9YW3pW28FpsEdkXt/+WcGeI=");
    }

    @Test
    void matchesThePublishedChineseVector() {
        String secretId = SECRET_ID.replace("EXAMPLE", "*******");
        String secretKey = SECRET_KEY.replace("EXAMPLE", "*******");

        assertThat(HmacSignature.sign("GET", "cvm.tencentcloudapi.com", published(secretId), secretKey))
                .isEqualTo("zmmjn35mikh6pM3V7sUEuX4wyYM=");
    }

    @Test
    void sortsNamesByTheirBytes() {
        assertThat(HmacSignature.source("POST", "trtc.tencentcloudapi.com", "/", ours(), UnaryOperator.identity()))
                .isEqualTo("POSTtrtc.tencentcloudapi.com/?Action=RemoveUser&Nonce=11886&Region=ap-guangzhou"
                        + "&RoomId=4294967294&SdkAppId=1400000001&SecretId=" + SECRET_ID
                        + "&SignatureMethod=HmacSHA256&Timestamp=1704067200&UserIds.0=u0&UserIds.1=u1&UserIds.10=u10"
                        + "&UserIds.2=u2&UserIds.3=u3&UserIds.4=u4&UserIds.5=u5&UserIds.6=u6&UserIds.7=u7"
                        + "&UserIds.8=u8&UserIds.9=u9&Version=2019-07-22");
    }

    @Test
    void matchesAPostWithSha256() {
        Map<String, String> parameters = ours();
        parameters.put("Signature", "GBOI5ZkyMkQStF7v4iR8tofS9ZSgSwZIQ3t6pkSlnTM=");

        assertThat(matches("POST", "trtc.tencentcloudapi.com", parameters)).isTrue();
        assertThat(matches("GET", "trtc.tencentcloudapi.com", parameters)).isFalse();
    }

    @Test
    void matchesAGetWithSha1() {
        Map<String, String> parameters = ours();
        parameters.put("SignatureMethod", "HmacSHA1");
        parameters.put("Signature", "R1ohbLIW5e/acaJqWjHshF+gJ+s=");

        assertThat(matches("GET", "trtc.tencentcloudapi.com", parameters)).isTrue();
    }

    @Test
    void takesAnythingButTheExactNameForSha1() {
        Map<String, String> parameters = ours();
        parameters.put("SignatureMethod", "hmacsha256");
        String signature = HmacSignature.sign("GET", "h", parameters, SECRET_KEY);

        assertThat(signature).hasSize(28);
    }

    @Test
    void ignoresTheLineFeedThatRubyAppends() {
        Map<String, String> parameters = ours();
        parameters.put("Signature", "GBOI5ZkyMkQStF7v4iR8tofS9ZSgSwZIQ3t6pkSlnTM=\n");

        assertThat(matches("POST", "trtc.tencentcloudapi.com", parameters)).isTrue();
    }

    @Test
    void refusesAnyChange() {
        Map<String, String> parameters = ours();
        parameters.put("Signature", "GBOI5ZkyMkQStF7v4iR8tofS9ZSgSwZIQ3t6pkSlnTM=");
        parameters.put("RoomId", "5");

        assertThat(matches("POST", "trtc.tencentcloudapi.com", parameters)).isFalse();
        parameters.remove("Signature");
        assertThat(matches("POST", "trtc.tencentcloudapi.com", parameters)).isFalse();
    }

    @Test
    void acceptsDotsSignedForUnderscores() {
        Map<String, String> parameters = ours();
        parameters.put("Some_Name", "1");
        String source = HmacSignature.source(
                "POST", "trtc.tencentcloudapi.com", "/", parameters, name -> name.replace('_', '.'));
        Map<String, String> dotted = ours();
        dotted.put("Some.Name", "1");
        parameters.put("Signature", HmacSignature.sign("POST", "trtc.tencentcloudapi.com", dotted, SECRET_KEY));

        assertThat(source).contains("Some.Name=1");
        assertThat(matches("POST", "trtc.tencentcloudapi.com", parameters)).isTrue();
    }

    @Test
    void refusesAnUnsignedValueBehindASecondSpellingOfItsName() {
        Map<String, String> parameters = ours();
        parameters.put("Signature", HmacSignature.sign("POST", "trtc.tencentcloudapi.com", parameters, SECRET_KEY));
        Map<String, String> forged = new LinkedHashMap<>(parameters);
        forged.put("UserIds.0", "somebody else");
        forged.put("UserIds_0", "u0");

        assertThat(matches("POST", "trtc.tencentcloudapi.com", parameters)).isTrue();
        assertThat(matches("POST", "trtc.tencentcloudapi.com", forged)).isFalse();
    }

    @Test
    void refusesAParameterThatHidesBehindTheDottedNameOfAnother() {
        Map<String, String> parameters = ours();
        parameters.put("Some.Name", "1");
        String signature = HmacSignature.sign("POST", "trtc.tencentcloudapi.com", parameters, SECRET_KEY);
        Map<String, String> altered = new LinkedHashMap<>(Map.of("Some_Name", "2"));
        altered.putAll(parameters);
        altered.put("Signature", signature);

        assertThat(matches("POST", "trtc.tencentcloudapi.com", altered)).isFalse();
        altered.remove("Some_Name");
        assertThat(matches("POST", "trtc.tencentcloudapi.com", altered)).isTrue();
    }

    /** Java and Python sort the names they send, and replace underscores only while writing. */
    @Test
    void sortsByTheNamesAsSent() {
        Map<String, String> parameters = Map.of("A_Z", "1", "AA", "2");

        assertThat(HmacSignature.source("GET", "h", "/", parameters, name -> name.replace('_', '.')))
                .isEqualTo("GETh/?AA=2&A.Z=1");
    }

    private static boolean matches(String method, String host, Map<String, String> parameters) {
        ReceivedRequest request = new ReceivedRequest(method, "/", "", Map.of("Host", host), new byte[0]);
        return HmacSignature.matches(request, parameters, SECRET_KEY, List.of());
    }

    private static Map<String, String> published(String secretId) {
        return Map.of(
                "Action", "DescribeInstances",
                "InstanceIds.0", "ins-09dx96dg",
                "Limit", "20",
                "Nonce", "11886",
                "Offset", "0",
                "Region", "ap-guangzhou",
                "SecretId", secretId,
                "Timestamp", "1465185768",
                "Version", "2017-03-12");
    }

    private static Map<String, String> ours() {
        Map<String, String> parameters = new HashMap<>(Map.of(
                "Action", "RemoveUser",
                "Nonce", "11886",
                "Region", "ap-guangzhou",
                "RoomId", "4294967294",
                "SdkAppId", "1400000001",
                "SecretId", SECRET_ID,
                "SignatureMethod", "HmacSHA256",
                "Timestamp", "1704067200",
                "Version", "2019-07-22"));
        for (int index = 0; index <= 10; index++) {
            parameters.put("UserIds." + index, "u" + index);
        }
        return parameters;
    }
}
