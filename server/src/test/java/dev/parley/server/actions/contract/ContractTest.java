package dev.parley.server.actions.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.protocol.errors.ActionErrors;
import dev.parley.protocol.errors.ApiError;
import dev.parley.protocol.shape.RecordShape;
import dev.parley.server.actions.Action;
import dev.parley.server.actions.ActionDescription;
import dev.parley.server.actions.ApiCatalogue;
import dev.parley.server.actions.Call;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ContractTest {

    private static final List<String> USAGE_BY_PERIOD =
            List.of("DescribeTrtcUsage", "DescribeRecordingUsage", "DescribeMixTranscodingUsage", "DescribeRelayUsage");

    @Test
    void hasTheActionsOfTheDocumentationInItsOrder() {
        List<String> documented = WholeContract.facts("codes.txt").stream()
                .map(line -> line.substring(0, line.indexOf(':')))
                .toList();
        assertThat(documented).hasSize(26);
        assertThat(Contract.names()).containsExactlyElementsOf(documented);
        assertThat(WholeContract.ACTIONS).extracting(ActionDescription::name).containsExactlyElementsOf(documented);
    }

    /** Without a server. */
    @Test
    void describesWhatItWouldBeWithAServer() {
        assertThat(ApiCatalogue.json(Contract.descriptions())).isEqualTo(ApiCatalogue.json(WholeContract.ACTIONS));
    }

    @Test
    void eachActionListsTheCodesOfItsPage() {
        for (String line : WholeContract.facts("codes.txt")) {
            String name = line.substring(0, line.indexOf(':'));
            ActionErrors errors = WholeContract.action(name).errors();
            assertThat(errors.listed())
                    .extracting(ApiError::code)
                    .as(name)
                    .containsExactlyInAnyOrder(line.substring(name.length() + 2).split(" "));
        }
    }

    /** The room query's own limit, one call per 15 seconds, is inside the action (USG-12). */
    @Test
    void eachActionMayBeCalledAsOftenAsDocumented() {
        for (ActionDescription<?, ?> action : WholeContract.ACTIONS) {
            assertThat(action.callsPerSecond())
                    .as(action.name())
                    .isEqualTo(USAGE_BY_PERIOD.contains(action.name()) ? 5 : 20);
        }
    }

    @Test
    void everyFieldSaysWhatItMeans() {
        for (RecordShape.Field field : everyField().values()) {
            assertThat(field.meaning()).as(field.toString()).matches("[A-Za-z0-9`-].{8,}\\.");
        }
    }

    @Test
    void countsTheFieldsOfTheContract() {
        long ofTypes = everyField().keySet().stream()
                .filter(name -> !name.contains(" "))
                .count();
        assertThat(ofTypes).isEqualTo(248);
    }

    private static Map<String, RecordShape.Field> everyField() {
        Map<String, RecordShape.Field> fields = new TreeMap<>();
        for (ActionDescription<?, ?> action : WholeContract.ACTIONS) {
            put(fields, "request of " + action.name(), WholeContract.request(action));
            put(fields, "answer of " + action.name(), WholeContract.answer(action));
        }
        WholeContract.requestTypes().forEach((name, shape) -> put(fields, name, shape));
        WholeContract.answerTypes().forEach((name, shape) -> put(fields, name, shape));
        return fields;
    }

    private static void put(Map<String, RecordShape.Field> fields, String owner, RecordShape<?> shape) {
        shape.fields().forEach(field -> fields.put(owner + "." + field.name(), field));
    }

    @Test
    void anActionThatWorksTakesThePlaceOfItsDescription() {
        DescribeRelayUsage mine = new DescribeRelayUsage();
        List<ActionDescription<?, ?>> actions = Contract.actions(with(mine));
        assertThat(actions).extracting(ActionDescription::name).containsExactlyElementsOf(Contract.names());
        assertThat(actions).contains(mine);
    }

    @Test
    void refusesWhatDoesNotFit() {
        assertThatThrownBy(() -> Contract.actions(with(new Dance())))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("not part of the contract: Dance");
        assertThatThrownBy(() -> Contract.actions(with(new DescribeRelayUsage(), new DescribeRelayUsage())))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("given twice: DescribeRelayUsage");
        assertThatThrownBy(() -> Contract.actions(List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageEndingWith("works and must be given");
    }

    private static List<Action<?, ?>> with(Action<?, ?>... more) {
        List<Action<?, ?>> built = new ArrayList<>(Arrays.asList(more));
        for (ActionDescription<?, ?> action : WholeContract.ACTIONS) {
            if (action instanceof Action<?, ?> works) {
                built.add(works);
            }
        }
        return built;
    }

    record Nothing() {}

    /** Works in its own way. */
    private abstract static class Probe implements Action<Nothing, Nothing> {

        @Override
        public Class<Nothing> requestType() {
            return Nothing.class;
        }

        @Override
        public Class<Nothing> answerType() {
            return Nothing.class;
        }

        @Override
        public ActionErrors errors() {
            return ActionErrors.of();
        }

        @Override
        public Nothing handle(Nothing request, Call call) {
            return request;
        }
    }

    private static final class DescribeRelayUsage extends Probe {}

    private static final class Dance extends Probe {}
}
