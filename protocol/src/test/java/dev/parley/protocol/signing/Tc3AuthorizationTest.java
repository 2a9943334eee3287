package dev.parley.protocol.signing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Tc3AuthorizationTest {

    private static final String SIGNATURE = "72e494ea809ad7a8c8f7a4507b9bddcbaa8e581f516e8da2f66e2c5a96525168";

    @Test
    void readsTheDocumentedForm() {
        Tc3Authorization read = parsed("TC3-HMAC-SHA256 Credential=AKIDx/2024-01-01/trtc/tc3_request, "
                + "SignedHeaders=content-type;host, Signature=" + SIGNATURE);

        assertThat(read.secretId()).isEqualTo("AKIDx");
        assertThat(read.date()).isEqualTo("2024-01-01");
        assertThat(read.service()).isEqualTo("trtc");
        assertThat(read.signedHeaders()).containsExactly("content-type", "host");
        assertThat(read.signature()).startsWith(0x72, 0xe4).hasSize(32);
    }

    @Test
    void acceptsTwoBlanksAfterTheAlgorithmAsDotNetSendsThem() {
        assertThat(parsed("TC3-HMAC-SHA256  Credential=AKIDx/2024-01-01/trtc/tc3_request, "
                                + "SignedHeaders=content-type;host, Signature=" + SIGNATURE)
                        .secretId())
                .isEqualTo("AKIDx");
    }

    @Test
    void acceptsAnyOrderAnyBlanksAfterCommasAndUpperCaseHex() {
        Tc3Authorization read = parsed("TC3-HMAC-SHA256 Signature=" + SIGNATURE.toUpperCase(Locale.ROOT)
                + ",SignedHeaders=Content-Type;Host,   Credential=AKIDx/2024-01-01/trtc/tc3_request");

        assertThat(read.signedHeaders()).containsExactly("content-type", "host");
        assertThat(read.signature()).startsWith(0x72, 0xe4);
    }

    @Test
    void keepsAServiceThatIsAHostAndPort() {
        assertThat(parsed("TC3-HMAC-SHA256 Credential=AKIDx/2024-01-01/localhost:18080/tc3_request, "
                                + "SignedHeaders=content-type;host, Signature=" + SIGNATURE)
                        .service())
                .isEqualTo("localhost:18080");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "SKIP",
                "TC3-HMAC-SHA256",
                "TC3-HMAC-SHA1 Credential=A/2024-01-01/trtc/tc3_request, SignedHeaders=host, Signature=" + SIGNATURE,
                "tc3-hmac-sha256 Credential=A/2024-01-01/trtc/tc3_request, SignedHeaders=host, Signature=" + SIGNATURE,
                "TC3-HMAC-SHA256 Credential=A/2024-01-01/trtc/aws4_request, SignedHeaders=host, Signature=" + SIGNATURE,
                "TC3-HMAC-SHA256 Credential=A/2024-01-01/tc3_request, SignedHeaders=host, Signature=" + SIGNATURE,
                "TC3-HMAC-SHA256 Credential=A/B/2024-01-01/x/tc3_request, SignedHeaders=host, Signature=" + SIGNATURE,
                "TC3-HMAC-SHA256 Credential=A/20240101/trtc/tc3_request, SignedHeaders=host, Signature=" + SIGNATURE,
                "TC3-HMAC-SHA256 SignedHeaders=host, Signature=" + SIGNATURE,
                "TC3-HMAC-SHA256 Credential=A/2024-01-01/trtc/tc3_request, Signature=" + SIGNATURE,
                "TC3-HMAC-SHA256 Credential=A/2024-01-01/trtc/tc3_request, SignedHeaders=host",
                "TC3-HMAC-SHA256 Credential=A/2024-01-01/trtc/tc3_request, SignedHeaders=host, Signature=abc",
                "TC3-HMAC-SHA256 Credential=A/2024-01-01/trtc/tc3_request, SignedHeaders=a;;b, Signature=" + SIGNATURE
            })
    void refusesWhatDoesNotFollowTheGrammar(String text) {
        assertThat(Tc3Authorization.parse(text)).isEmpty();
    }

    private static Tc3Authorization parsed(String text) {
        return Tc3Authorization.parse(text).orElseThrow();
    }
}
