package dev.parley.server.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.server.actions.contract.Contract;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The script, in a real bash. */
class CompletionCommandTest {

    private static final String COMPLETE = """
        source "$0"
        COMP_WORDS=("$@")
        COMP_CWORD=$(($# - 1))
        _complete_parley
        printf '%s\\n' "${COMPREPLY[@]}"
        """;

    @TempDir
    Path directory;

    @Test
    void completesCommandsOptionsAndActions() throws IOException, InterruptedException {
        assertThat(complete("parley", "do")).containsExactly("doctor");
        assertThat(complete("parley", "access", "simulate", "--acti")).containsExactly("--action");
        assertThat(complete("parley", "call", "")).containsAll(Contract.names());
        assertThat(complete("parley", "call", "DescribeTrtcR")).containsExactly("DescribeTrtcRoomUsage");
    }

    private List<String> complete(String... words) throws IOException, InterruptedException {
        StringWriter out = new StringWriter();
        CommandLine commandLine = Main.commandLine().setOut(new PrintWriter(out));
        assertThat(commandLine.execute("completion")).isZero();
        Path script = Files.writeString(directory.resolve("completion"), out.toString());

        List<String> command = new ArrayList<>(List.of("bash", "-c", COMPLETE, script.toString()));
        command.addAll(List.of(words));
        Process bash = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD) // bash finds that nobody pressed a key
                .start();
        String answer = new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(bash.waitFor()).as(answer).isZero();
        return answer.lines().map(String::strip).toList();
    }
}
