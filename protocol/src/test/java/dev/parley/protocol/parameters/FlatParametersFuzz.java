package dev.parley.protocol.parameters;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.DictionaryEntries;
import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.parley.protocol.errors.ApiError;
import dev.parley.protocol.errors.ApiException;
import java.util.SequencedMap;

/** Any bytes for a query or form: refused with a code, or read into names, values and a tree that say the same. */
class FlatParametersFuzz {

    @FuzzTest
    @DictionaryEntries({".0=", ".1=", ".00=", "&A.0.B=", "%E7%94%A8", "%2B", "%26", "%3D", "%2E0=", "+", "%ED%A0%80"})
    void readsAnyQuery(byte[] bytes) {
        String query = new String(bytes, UTF_8);
        try {
            SequencedMap<String, String> parameters = FlatParameters.decode(query);
            assertThat(FlatParameters.decode(ParameterText.query(parameters))).isEqualTo(parameters);
            readsTree(parameters);
        } catch (ApiException refused) {
            assertThat(refused.error()).isEqualTo(ApiError.INVALID_PARAMETER);
        }
    }

    private static void readsTree(SequencedMap<String, String> parameters) {
        ParameterValue.Members tree = FlatParameters.tree(parameters);
        SequencedMap<String, String> names = ParameterText.flat(tree);
        assertThat(names.values()).containsExactlyInAnyOrderElementsOf(parameters.values());
        assertThat(FlatParameters.tree(names)).isEqualTo(tree);
    }
}
