package dev.parley.protocol.parameters;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.DictionaryEntries;
import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.parley.protocol.errors.ApiError;
import dev.parley.protocol.errors.ApiException;
import org.jspecify.annotations.Nullable;

/** Any bytes for a JSON body: refused with a code, or read into a tree that says the same when written again. */
class JsonParametersFuzz {

    private static final int DEEPEST = 32;

    @FuzzTest
    @DictionaryEntries({"null", "true", "false", "\\ud800", "\\u0000", "1e400", "18446744073709551615", "{\"A\":[{}]}"})
    void readsAnyBody(byte[] body) {
        ParameterValue.Members members = parse(body);
        if (members == null) {
            return;
        }
        assertThat(parse(body)).isEqualTo(members);
        assertThat(ParameterText.depth(members)).isLessThanOrEqualTo(DEEPEST);
        assertThat(parse(ParameterText.json(members))).isEqualTo(members);
    }

    private static ParameterValue.@Nullable Members parse(byte[] body) {
        try {
            return JsonParameters.parse(body);
        } catch (ApiException refused) {
            assertThat(refused.error()).isEqualTo(ApiError.INVALID_PARAMETER);
            return null;
        }
    }
}
