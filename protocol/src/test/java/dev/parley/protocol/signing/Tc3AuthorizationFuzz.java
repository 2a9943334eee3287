package dev.parley.protocol.signing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.DictionaryEntries;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.HexFormat;
import java.util.Optional;

/** Any text for an Authorization header: what is understood is well-formed, and reads the same when written again. */
class Tc3AuthorizationFuzz {

    @FuzzTest
    @DictionaryEntries({"TC3-HMAC-SHA256 ", "Credential=", "SignedHeaders=", "Signature=", "/tc3_request", ", ", ";host"
    })
    void readsAnyHeader(byte[] header) {
        Optional<Tc3Authorization> read = Tc3Authorization.parse(new String(header, UTF_8));
        read.ifPresent(authorization -> {
            assertThat(authorization.secretId()).doesNotContain("/", ",");
            assertThat(authorization.date()).matches("\\d{4}-\\d\\d-\\d\\d");
            assertThat(authorization.service()).isNotEmpty().doesNotContain("/", ",");
            assertThat(authorization.signedHeaders())
                    .hasSizeBetween(1, 32)
                    .allSatisfy(name -> assertThat(name).isNotBlank().doesNotContain(";", ","));
            assertThat(authorization.signature()).hasSize(32);
            assertSame(authorization, Tc3Authorization.parse(written(authorization, HexFormat.of())));
            assertSame(
                    authorization,
                    Tc3Authorization.parse(written(authorization, HexFormat.of().withUpperCase())));
        });
    }

    private static void assertSame(Tc3Authorization expected, Optional<Tc3Authorization> read) {
        assertThat(read)
                .hasValueSatisfying(
                        again -> assertThat(again).usingRecursiveComparison().isEqualTo(expected));
    }

    private static String written(Tc3Authorization authorization, HexFormat hex) {
        return "TC3-HMAC-SHA256 Credential=" + authorization.secretId() + "/" + authorization.scope()
                + ", SignedHeaders=" + String.join(";", authorization.signedHeaders()) + ", Signature="
                + hex.formatHex(authorization.signature());
    }
}
