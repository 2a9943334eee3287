package dev.parley.protocol.parameters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.protocol.errors.ApiError;
import dev.parley.protocol.errors.ApiException;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FlatParametersTest {

    @Test
    void decodesBlanksAndUtf8InEitherLetterCase() {
        assertThat(FlatParameters.decode("A=%E7%94%A8%e6%88%b7+2%2B%26%3D%27*~()!&B=a%20b"))
                .containsEntry("A", "用户 2+&='*~()!")
                .containsEntry("B", "a b");
    }

    @Test
    void splitsAtTheFirstEqualsSignAndSkipsEmptyPairs() {
        assertThat(FlatParameters.decode("&&A=b=c&D&"))
                .containsEntry("A", "b=c")
                .containsEntry("D", "")
                .hasSize(2);
        assertThat(FlatParameters.decode("")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"A=1&A=2", "A=%", "A=%2", "A=%zz", "A=%FF", "A=%E7%94", "%C3=1"})
    void refusesWhatCannotBeDecoded(String query) {
        assertRefused(() -> FlatParameters.decode(query));
    }

    @Test
    void refusesMoreParametersThanAnyRealRequestHas() {
        String query = IntStream.rangeClosed(0, FlatParameters.MAX_PARAMETERS)
                .mapToObj(index -> "A." + index + "=1")
                .collect(Collectors.joining("&"));

        assertRefused(() -> FlatParameters.decode(query));
    }

    @Test
    void putsListElementsInOrderHoweverTheyArrive() {
        ParameterValue.Members tree = tree("UserIds.1=b&UserIds.10=k&UserIds.0=a&UserIds.2=c&UserIds.3=d&UserIds.4=e"
                + "&UserIds.5=f&UserIds.6=g&UserIds.7=h&UserIds.8=i&UserIds.9=j");

        assertThat(((ParameterValue.Items) member(tree, "UserIds")).values())
                .extracting(value -> ((ParameterValue.Untyped) value).text())
                .isEqualTo(List.of("a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k"));
    }

    @Test
    void nestsObjectsInLists() {
        ParameterValue.Members tree = tree("Filters.0.Name=n&Filters.0.Values.0=x&Agent.UserId=u");

        ParameterValue.Items filters = (ParameterValue.Items) member(tree, "Filters");
        ParameterValue.Members first = (ParameterValue.Members) filters.values().getFirst();
        assertThat(first.values())
                .containsEntry("Name", new ParameterValue.Untyped("n"))
                .containsEntry("Values", new ParameterValue.Items(List.of(new ParameterValue.Untyped("x"))));
        assertThat(((ParameterValue.Members) member(tree, "Agent")).values())
                .containsEntry("UserId", new ParameterValue.Untyped("u"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"A.1=x", "A.0=x&A.2=y", "A.0=x&A.00=y", "A=1&A.0=2", "A.0=1&A.0.B=2", "A.999999999=1"})
    void refusesGapsAndContradictions(String query) {
        assertRefused(() -> tree(query));
    }

    @Test
    void refusesNestingBeyondAnyRealRequest() {
        assertThat(tree("A" + ".B".repeat(20) + "=1").values()).hasSize(1);
        assertRefused(() -> tree("A" + ".B".repeat(40) + "=1"));
    }

    private static ParameterValue.Members tree(String query) {
        return FlatParameters.tree(FlatParameters.decode(query));
    }

    private static void assertRefused(Runnable reading) {
        assertThatThrownBy(reading::run)
                .isInstanceOfSatisfying(ApiException.class, refused -> assertThat(refused.error())
                        .isEqualTo(ApiError.INVALID_PARAMETER));
    }

    private static ParameterValue member(ParameterValue.Members members, String name) {
        return Objects.requireNonNull(members.values().get(name), name);
    }
}
