package dev.parley.protocol.parameters;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.protocol.errors.ApiError;
import dev.parley.protocol.errors.ApiException;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonParametersTest {

    @Test
    void readsEveryKindOfValue() {
        ParameterValue.Members read =
                parse("{\"T\":\"t\",\"N\":5,\"D\":1.5,\"B\":true,\"L\":[1],\"M\":{\"X\":\"\\u7528\"}}");

        assertThat(read.values()).containsEntry("T", new ParameterValue.Text("t"));
        assertThat(read.values()).containsEntry("N", new ParameterValue.Digits("5", true));
        assertThat(read.values()).containsEntry("D", new ParameterValue.Digits("1.5", false));
        assertThat(read.values()).containsEntry("B", new ParameterValue.Flag(true));
        assertThat(read.values())
                .containsEntry("L", new ParameterValue.Items(List.of(new ParameterValue.Digits("1", true))));
        assertThat(((ParameterValue.Members) member(read, "M")).values())
                .containsEntry("X", new ParameterValue.Text("用"));
    }

    @Test
    void treatsNullAsAbsentAtEveryDepth() {
        ParameterValue.Members read = parse("{\"A\":null,\"L\":[null,1],\"M\":{\"X\":null}}");

        assertThat(read.values()).containsOnlyKeys("L", "M");
        assertThat(read.values())
                .containsEntry("L", new ParameterValue.Items(List.of(new ParameterValue.Digits("1", true))));
        assertThat(read.values()).containsEntry("M", ParameterValue.Members.none());
    }

    @Test
    void keepsAllDigitsOfLargeIntegers() {
        assertThat(parse("{\"N\":18446744073709551615}").values())
                .containsEntry("N", new ParameterValue.Digits("18446744073709551615", true));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "5",
                "{",
                "{\"A\":1",
                "{\"A\":1}x",
                "{}{}",
                "{'A':1}",
                "{\"A\":1,\"A\":2}",
                "{A:1}"
            })
    void refusesWhatIsNotOneJsonObject(String body) {
        assertRefused(body);
    }

    @Test
    void refusesNestingBeyondAnyRealRequest() {
        assertThat(parse("{\"A\":" + "[".repeat(20) + "]".repeat(20) + "}").values())
                .hasSize(1);
        assertRefused("{\"A\":" + "[".repeat(40) + "]".repeat(40) + "}");
    }

    @Test
    void refusesMoreValuesThanAnyRealRequestHas() {
        assertRefused("{\"A\":[" + "1,".repeat(JsonParameters.MAX_VALUES) + "1]}");
    }

    private static void assertRefused(String body) {
        assertThatThrownBy(() -> parse(body))
                .isInstanceOfSatisfying(ApiException.class, refused -> assertThat(refused.error())
                        .isEqualTo(ApiError.INVALID_PARAMETER));
    }

    private static ParameterValue.Members parse(String body) {
        return JsonParameters.parse(body.getBytes(UTF_8));
    }

    private static ParameterValue member(ParameterValue.Members members, String name) {
        return Objects.requireNonNull(members.values().get(name), name);
    }
}
