package dev.parley.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.server.actions.ActionDescription;
import dev.parley.server.actions.contract.Contract;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ActionSheetTest {

    private static List<String> sheet(String name) {
        return ActionSheet.of(Contract.descriptions().stream()
                .filter(action -> action.name().equals(name))
                .findFirst()
                .orElseThrow());
    }

    static List<ActionDescription<?, ?>> actions() {
        return Contract.descriptions();
    }

    @ParameterizedTest
    @MethodSource("actions")
    void fitsATerminalAndSaysEveryPart(ActionDescription<?, ?> action) {
        List<String> lines = ActionSheet.of(action);

        assertThat(lines).allMatch(line -> line.length() <= ActionSheet.WIDTH, "at most 100 columns");
        assertThat(lines).contains("Parameters", "Answer, beside RequestId");
        assertThat(lines.getFirst()).startsWith(action.name() + " ");
        assertThat(lines.get(1)).matches("At most \\d+ calls per second .*|No limit of its own\\.");
        action.errors().listed().forEach(error -> assertThat(lines)
                .contains("  " + error.code())
                .anyMatch(line -> line.startsWith("      -> ")));
    }

    @Test
    void tellsBoundsInWords() {
        assertThat(sheet("RemoveUser"))
                .containsSequence(
                        "  RoomId    uint64, required",
                        "      Number of the room. 1 to 4294967295.",
                        "  UserIds   list of string, required")
                .contains("      Each: 1 to 255 bytes. Must be free of control characters.");
    }

    @Test
    void describesTheTypesThatFieldsName() {
        assertThat(sheet("StartPublishCdnStream"))
                .contains("  PublishCdnParams       list of McuPublishCdnParam", "Type McuPublishCdnParam")
                .doesNotContain("Type RecordParams");
    }

    @Test
    void asksForNothingInTypesOfTheAnswer() {
        assertThat(sheet("DescribeTrtcUsage"))
                .contains("Type TrtcUsage")
                .noneMatch(line -> line.startsWith("  UsageValue") && line.endsWith("required"));
        assertThat(sheet("StartPublishCdnStream")).contains("  SampleRate  uint64, required");
    }
}
