package dev.parley.conformance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The signers of these tests against the vectors of spec/02, so that a refusal is never their own mistake. */
final class OwnSignerTest {

    private static final String MIDNIGHT = "1704067200";

    private final Endpoint example = new Endpoint(
            URI.create("http://trtc.tencentcloudapi.com"),
            "ap-guangzhou",
            1_400_000_001L,
            "",
            "AKIDz8krbsJ5yKBZQpn74WFkmLPx3EXAMPLE",
            "Gu5t9xGARNpq86cd98joQYCN3EXAMPLE",
            null);

    @Test
    void publishedVectorOfTheCurrentGeneration() {
        mustSign(
                Tc3Call.post(
                                example,
                                "DescribeInstances",
                                "{\"Limit\": 1, \"Filters\": [{\"Values\": [\"\\u672a\\u547d\\u540d\"], "
                                        + "\"Name\": \"instance-name\"}]}")
                        .timestamp("1551113065")
                        .service("cvm")
                        .host("cvm.tencentcloudapi.com")
                        .contentType("application/json; charset=utf-8"),
                "72e494ea809ad7a8c8f7a4507b9bddcbaa8e581f516e8da2f66e2c5a96525168");
    }

    @Test
    void postGetAndUnsignedPayload() {
        mustSign(
                Tc3Call.post(example, "DescribeTrtcRoomUsage", """
                                {"SdkAppid":1400000001,"StartTime":"2024-01-01 00:00","EndTime":"2024-01-01 23:59"}""")
                        .contentType("application/json; charset=utf-8")
                        .timestamp(MIDNIGHT),
                "8413d6b68bc6b4449c63c82970c800b048fd512210baa6fb06c8bfa0a53a96bb");
        mustSign(
                Tc3Call.get(
                                example,
                                "RemoveUser",
                                "SdkAppId=1400000001&RoomId=4294967294&UserIds.0=u1&UserIds.1=user%202")
                        .timestamp(MIDNIGHT),
                "0ecc8d0bed30fb5868add129eb45cd46dca245994893fbf55ad9313a128df136");
        mustSign(
                Tc3Call.post(example, "RemoveUser", "{}")
                        .unsignedPayload()
                        .service("127")
                        .host("127.0.0.1:9000")
                        .timestamp(MIDNIGHT),
                "81331af5827ffafa580009cbde387e404ee8adc0946da8f317c233e53ee790bb");
    }

    @Test
    void theOlderGenerationSortsNamesByTheirBytes() {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("SdkAppId", "1400000001");
        parameters.put("RoomId", "4294967294");
        IntStream.rangeClosed(0, 10).forEach(index -> parameters.put("UserIds." + index, "u" + index));
        HmacCall call = HmacCall.post(example, "RemoveUser", parameters)
                .parameter("Region", "ap-guangzhou")
                .parameter("Timestamp", MIDNIGHT);
        assertThat(new String(call.signed().body(), UTF_8))
                .endsWith("&Signature=GBOI5ZkyMkQStF7v4iR8tofS9ZSgSwZIQ3t6pkSlnTM%3D");
        HmacCall get = HmacCall.get(example, "RemoveUser", parameters)
                .parameter("Region", "ap-guangzhou")
                .parameter("Timestamp", MIDNIGHT)
                .parameter("SignatureMethod", "HmacSHA1");
        assertThat(get.signed().target()).endsWith("&Signature=R1ohbLIW5e%2FacaJqWjHshF%2BgJ%2Bs%3D");
    }

    private static void mustSign(Tc3Call call, String signature) {
        assertThat(call.signed().header("Authorization")).endsWith("Signature=" + signature);
    }
}
