package dev.parley.server.actions.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.protocol.shape.FieldType;
import dev.parley.protocol.shape.RecordShape;
import dev.parley.server.actions.ActionDescription;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The records against {@code actions.json}: names, types and requiredness of both editions' official descriptions
 * (2019-07-22, mainland 3.1.155.1, international 3.1.160.1), merged.
 */
class ShapesTest {

    private static final JsonNode CONTRACT = new JsonMapper().readTree(WholeContract.text("actions.json"));

    @Test
    void requestsAreExactlyTheContracts() {
        for (ActionDescription<?, ?> action : WholeContract.ACTIONS) {
            assertThat(fields(WholeContract.request(action), true))
                    .as(action.name())
                    .isEqualTo(fields(CONTRACT.at("/actions/" + action.name() + "/request"), true));
        }
    }

    @Test
    void answersAreExactlyTheContractsWithoutTheRequestId() {
        for (ActionDescription<?, ?> action : WholeContract.ACTIONS) {
            Map<String, String> expected = fields(CONTRACT.at("/actions/" + action.name() + "/response"), false);
            assertThat(expected.remove("RequestId")).isEqualTo("string");
            assertThat(fields(WholeContract.answer(action), false))
                    .as(action.name())
                    .isEqualTo(expected);
        }
    }

    @Test
    void typesAreExactlyTheContracts() {
        TreeSet<String> names = new TreeSet<>(WholeContract.requestTypes().keySet());
        names.addAll(WholeContract.answerTypes().keySet());
        assertThat(names)
                .hasSize(52)
                .containsExactlyInAnyOrderElementsOf(CONTRACT.path("types").propertyNames());
    }

    @Test
    void typesOfRequestsHaveExactlyTheContractsFields() {
        WholeContract.requestTypes().forEach((name, shape) -> assertThat(fields(shape, true))
                .as(name)
                .isEqualTo(fields(CONTRACT.at("/types/" + name), true)));
    }

    @Test
    void typesOfAnswersHaveExactlyTheContractsFields() {
        WholeContract.answerTypes().forEach((name, shape) -> assertThat(fields(shape, false))
                .as(name)
                .isEqualTo(fields(CONTRACT.at("/types/" + name), false)));
    }

    /** Answers are sent complete (spec/24), but for a key that is there when the caller named one (spec/30 §2.1). */
    @Test
    void answersAreComplete() {
        for (ActionDescription<?, ?> action : WholeContract.ACTIONS) {
            for (RecordShape.Field field : WholeContract.answer(action).fields()) {
                boolean echo = action.name().equals("DescribeCloudRecording")
                        && field.name().equals("RecorderKey");
                assertThat(field.required())
                        .as(action.name() + "." + field.name())
                        .isEqualTo(!echo);
            }
        }
        WholeContract.answerTypes()
                .forEach((name, shape) -> assertThat(shape.fields()).as(name).allMatch(RecordShape.Field::required));
    }

    /** Requests are checked in the order of the documentation (spec/03 §1), which is that of the description. */
    @Test
    void parametersAreInTheOrderOfTheDocumentation() {
        for (ActionDescription<?, ?> action : WholeContract.ACTIONS) {
            assertThat(WholeContract.request(action).fields())
                    .extracting(RecordShape.Field::name)
                    .as(action.name())
                    .containsExactlyElementsOf(CONTRACT.at("/actions/" + action.name() + "/request")
                            .propertyNames());
        }
    }

    private static Map<String, String> fields(RecordShape<?> shape, boolean withRequired) {
        Map<String, String> fields = new TreeMap<>();
        for (RecordShape.Field field : shape.fields()) {
            fields.put(field.name(), name(field.type()) + (withRequired && field.required() ? ", required" : ""));
        }
        return fields;
    }

    private static Map<String, String> fields(JsonNode contract, boolean withRequired) {
        assertThat(contract.isObject()).isTrue();
        Map<String, String> fields = new TreeMap<>();
        contract.forEachEntry((name, field) -> fields.put(
                name,
                field.path("type").asString()
                        + (withRequired && field.path("required").asBoolean(false) ? ", required" : "")));
        return fields;
    }

    private static String name(FieldType type) {
        return switch (type) {
            case FieldType.Scalar.TEXT, FieldType.Scalar.STREAMED_TEXT -> "string";
            case FieldType.Scalar.SIGNED_INTEGER -> "int64";
            case FieldType.Scalar.UNSIGNED_INTEGER -> "uint64";
            case FieldType.Scalar.DECIMAL -> "float";
            case FieldType.Scalar.FLAG -> "bool";
            case FieldType.ListOf list -> "list of " + name(list.element());
            case FieldType.Nested nested -> nested.shape().type().getSimpleName();
        };
    }
}
