package dev.parley.server.actions.contract;

import dev.parley.protocol.errors.ApiError;
import dev.parley.protocol.errors.Language;
import dev.parley.server.actions.ActionDescription;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Keeps the table in docs/errors.md that of the catalogue. */
class ErrorTableTest {

    @Test
    void theTableInTheDocumentsIsTheCatalogue() throws IOException {
        StringBuilder table = new StringBuilder();
        table.append("\n| Code | Message | When | What to do | Listed by |\n|---|---|---|---|---|\n");
        for (ApiError error : ApiError.values()) {
            table.append("| `%s` | %s | %s | %s | %s |%n"
                    .formatted(
                            error.code(),
                            error.message().in(Language.EN_US),
                            error.when(),
                            error.advice(),
                            listedBy(error)));
        }
        GeneratedTable.mustBe("docs/errors.md", table.append('\n').toString());
    }

    private static String listedBy(ApiError error) {
        List<String> names = WholeContract.ACTIONS.stream()
                .filter(action -> action.errors().lists(error))
                .map(ActionDescription::name)
                .toList();
        return names.isEmpty() ? "any action" : String.join(", ", names);
    }
}
