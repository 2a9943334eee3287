package dev.parley.server.actions.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.server.actions.Action;
import dev.parley.server.actions.ActionDescription;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Keeps the table in docs/compatibility.md true. A test proves an action by carrying its name as a JUnit tag. */
class CompatibilityTableTest {

    private static final Pattern TAG = Pattern.compile("@Tag\\(\"([A-Za-z]+)\"\\)");

    @Test
    void theTableInTheDocumentsIsTrue() throws IOException {
        GeneratedTable.mustBe("docs/compatibility.md", table());
    }

    @Test
    void whatWorksIsProved() {
        Map<String, Set<String>> proofs = proofs();

        assertThat(WholeContract.ACTIONS)
                .filteredOn(action -> action instanceof Action<?, ?>)
                .allSatisfy(action -> assertThat(proofs).containsKey(action.name()));
        assertThat(Contract.names()).containsAll(proofs.keySet());
    }

    private static String table() {
        Map<String, Set<String>> proofs = proofs();
        StringBuilder table =
                new StringBuilder("\n| Action | State | Calls/s | Proved by | Remarks |\n|---|---|---|---|---|\n");
        for (ActionDescription<?, ?> action : WholeContract.ACTIONS) {
            table.append("| `%s` | %s | %d | %s | %s |%n"
                    .formatted(
                            action.name(),
                            state(action),
                            action.callsPerSecond(),
                            names(proofs.getOrDefault(action.name(), Set.of("ParametersTest"))),
                            String.join(
                                    " ",
                                    Stream.concat(action.gaps().stream(), action.differences().stream())
                                            .toList())));
        }
        return table.append('\n').toString();
    }

    private static String state(ActionDescription<?, ?> action) {
        if (!(action instanceof Action<?, ?>)) {
            return "not yet";
        }
        return action.gaps().isEmpty() ? "**works**" : "**partial**";
    }

    private static String names(Set<String> tests) {
        return "`" + String.join("`, `", tests) + "`";
    }

    /** The names of test classes by the action they prove. */
    private static Map<String, Set<String>> proofs() {
        Map<String, Set<String>> proofs = new TreeMap<>();
        for (String module : new String[] {"server", "conformance"}) {
            try (Stream<Path> files = Files.walk(GeneratedTable.ROOT.resolve(module + "/src/test/java"))) {
                files.filter(file -> file.toString().endsWith("Test.java")).forEach(file -> addProofs(proofs, file));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return proofs;
    }

    private static void addProofs(Map<String, Set<String>> proofs, Path file) {
        try {
            Matcher tags = TAG.matcher(Files.readString(file));
            String test = file.getFileName().toString().replace(".java", "");
            while (tags.find()) {
                proofs.computeIfAbsent(tags.group(1), _ -> new TreeSet<>()).add(test);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
