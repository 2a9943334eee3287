package dev.parley.server.actions.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.protocol.shape.Bounds;
import dev.parley.protocol.shape.ItemCount;
import dev.parley.protocol.shape.OneOf;
import dev.parley.protocol.shape.Range;
import dev.parley.protocol.shape.RecordShape;
import dev.parley.protocol.shape.TextForm;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Map;
import java.util.StringJoiner;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** The limits of the records against {@code bounds.txt}, which was taken from the contract's tables. */
class BoundsTest {

    @Test
    void valuesAreLimitedAsTheContractSays() {
        Map<String, String> expected = new TreeMap<>();
        for (String line : WholeContract.facts("bounds.txt")) {
            int end = line.indexOf(' ');
            assertThat(expected.put(line.substring(0, end), line.substring(end + 1)))
                    .as(line)
                    .isNull();
        }
        Map<String, String> declared = new TreeMap<>();
        WholeContract.requestTypes().forEach((name, shape) -> describe(name, shape, declared));
        WholeContract.ACTIONS.forEach(action -> describe(action.name(), WholeContract.request(action), declared));
        assertThat(declared).isEqualTo(expected);
    }

    @Test
    void answersAreNotLimited() {
        Map<String, String> declared = new TreeMap<>();
        WholeContract.answerTypes().forEach((name, shape) -> describe(name, shape, declared));
        WholeContract.ACTIONS.forEach(action -> describe(action.name(), WholeContract.answer(action), declared));
        assertThat(declared).isEmpty();
    }

    private static void describe(String owner, RecordShape<?> shape, Map<String, String> limits) {
        for (RecordShape.Field field : shape.fields()) {
            String limit = describe(field.bounds());
            if (!limit.isEmpty()) {
                limits.put(owner + "." + field.name(), limit);
            }
        }
    }

    private static String describe(Bounds bounds) {
        StringJoiner all = new StringJoiner(", ").setEmptyValue("");
        ItemCount count = bounds.count();
        if (count != null) {
            all.add((count.min() > 0 ? count.min() + ".." : "at most ") + count.max() + " entries");
        }
        Range range = bounds.range();
        if (range != null) {
            String holes = LongStream.of(range.except())
                    .mapToObj(hole -> " except " + hole)
                    .collect(Collectors.joining());
            all.add(range.min() + ".." + range.max() + holes);
        }
        OneOf choices = bounds.choices();
        if (choices != null) {
            all.add("one of " + sorted(choices.value()));
        }
        TextForm form = bounds.form();
        if (form != null && !describe(form).isEmpty()) {
            all.add(describe(form));
        }
        return all.toString();
    }

    private static String describe(TextForm form) {
        if (form.emptyIsMissing()) {
            return "empty is missing";
        }
        if (form.maxLength() > 0) {
            return (form.minLength() > 0 ? form.minLength() + ".." : "at most ") + form.maxLength() + " bytes";
        }
        return form.minLength() > 0 ? "not empty" : "";
    }

    private static String sorted(String[] choices) {
        boolean numbers = Arrays.stream(choices).allMatch(choice -> choice.matches("[0-9.]+"));
        Comparator<String> order = numbers ? Comparator.comparing(BigDecimal::new) : Comparator.naturalOrder();
        return Arrays.stream(choices).sorted(order).collect(Collectors.joining(" "));
    }
}
