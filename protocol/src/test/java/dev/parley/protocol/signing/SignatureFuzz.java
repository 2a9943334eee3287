package dev.parley.protocol.signing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.DictionaryEntries;
import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.parley.protocol.errors.ApiException;
import dev.parley.protocol.parameters.FlatParameters;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Any request: its signature is believed exactly when it is one of those an independent reading of the contract
 * computes; each of those is believed, and none of them with a bit changed.
 */
class SignatureFuzz {

    private static final String SECRET_KEY = "Gu5t9xGARNpq86cd98joQYCN3EXAMPLE";
    private static final List<String> EXTERNAL_HOSTS = List.of("trtc.tencentcloudapi.com");

    @FuzzTest
    @DictionaryEntries({
        "Host: 127.0.0.1:9000",
        "Content-Type: application/json",
        "X-TC-Content-SHA256: UNSIGNED-PAYLOAD",
        "content-type;host",
        "content-type;host;x-tc-action",
        "GET /?",
        "POST /",
        "X-TC-Timestamp: 1704067200"
    })
    void believesNoForgedTc3Signature(byte[] bytes) {
        ReceivedRequest request = WrittenRequest.read(bytes);
        Optional<Tc3Authorization> read = Tc3Authorization.parse(orEmpty(request, "Authorization"));
        if (read.isEmpty()) {
            return;
        }
        Tc3Authorization claimed = read.get();
        Set<String> right = new ContractSignatures(request, SECRET_KEY, EXTERNAL_HOSTS)
                .current(
                        claimed.date(), claimed.service(), claimed.signedHeaders(), orEmpty(request, "X-TC-Timestamp"));

        assertThat(isBelieved(request, claimed))
                .isEqualTo(right.contains(HexFormat.of().formatHex(claimed.signature())));
        for (String signature : right) {
            byte[] genuine = HexFormat.of().parseHex(signature);
            assertThat(isBelieved(request, signedWith(claimed, genuine))).isTrue();
            genuine[bytes.length % genuine.length] ^= (byte) (1 << (bytes[0] & 7));
            assertThat(isBelieved(request, signedWith(claimed, genuine))).isFalse();
        }
    }

    private static boolean isBelieved(ReceivedRequest request, Tc3Authorization authorization) {
        return Tc3Signature.matches(
                authorization, request, orEmpty(request, "X-TC-Timestamp"), SECRET_KEY, EXTERNAL_HOSTS);
    }

    private static Tc3Authorization signedWith(Tc3Authorization claimed, byte[] signature) {
        return new Tc3Authorization(
                claimed.secretId(), claimed.date(), claimed.service(), claimed.signedHeaders(), signature);
    }

    @FuzzTest
    @DictionaryEntries({"Host: 127.0.0.1:9000", "&SignatureMethod=HmacSHA256", "&Signature=", "%0A", "_", ".", "GET /?"
    })
    void believesNoForgedOlderSignature(byte[] bytes) {
        ReceivedRequest request = WrittenRequest.read(bytes);
        Map<String, String> parameters;
        try {
            parameters = FlatParameters.decode(
                    request.method().equals("GET") ? request.rawQuery() : new String(request.body(), UTF_8));
        } catch (ApiException refused) {
            return;
        }
        Set<String> right = new ContractSignatures(request, SECRET_KEY, EXTERNAL_HOSTS).older(parameters);

        String claimed = parameters.getOrDefault("Signature", "").strip();
        assertThat(isBelieved(request, parameters, claimed)).isEqualTo(right.contains(claimed));
        for (String signature : right) {
            assertThat(isBelieved(request, parameters, signature)).isTrue();
            int changed = bytes.length % 20;
            char other = signature.charAt(changed) == 'A' ? 'B' : 'A';
            String altered = signature.substring(0, changed) + other + signature.substring(changed + 1);
            assertThat(isBelieved(request, parameters, altered)).isFalse();
        }
    }

    private static boolean isBelieved(ReceivedRequest request, Map<String, String> parameters, String signature) {
        Map<String, String> signed = new LinkedHashMap<>(parameters);
        signed.put("Signature", signature);
        return HmacSignature.matches(request, signed, SECRET_KEY, EXTERNAL_HOSTS);
    }

    private static String orEmpty(ReceivedRequest request, String header) {
        String value = request.header(header);
        return value == null ? "" : value;
    }
}
