package dev.parley;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How the scripts find a JDK: {@code packaging/find-jdk.sh} on made-up homes. */
class LauncherTest {

    @TempDir
    @SuppressWarnings("NullAway.Init") // given by JUnit
    private Path directory;

    private record Outcome(int code, String out, String err) {}

    /** Sources the script as the launchers do, after {@code preparation}, and says which JDK it took. */
    private Outcome find(String preparation) throws IOException, InterruptedException {
        Path script = SourceTree.root().resolve("packaging/find-jdk.sh");
        String program = "set -euo pipefail; . \"$1\"; " + preparation + "; find_jdk; echo \"$JAVA_HOME\"";
        Path out = directory.resolve("out");
        Path err = directory.resolve("err");
        Process process = new ProcessBuilder(List.of("bash", "-c", program, "test", script.toString()))
                .directory(directory.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start();
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        return new Outcome(
                process.exitValue(),
                Files.readString(out).strip(),
                Files.readString(err).strip());
    }

    private Path jdk(String name, String version) throws IOException {
        Path home = directory.resolve(name);
        Files.createDirectories(home.resolve("bin"));
        Path compiler = Files.writeString(home.resolve("bin/javac"), "#!/bin/sh\n");
        assertThat(compiler.toFile().setExecutable(true)).isTrue();
        Files.writeString(home.resolve("release"), "IMPLEMENTOR=\"X\"\nJAVA_VERSION=\"" + version + "\"\n");
        return home;
    }

    @Test
    void passesByOlderOnesAndTakesTheFirstThatIsNewEnough() throws Exception {
        Path old = jdk("seventeen", "17.0.15");
        Path ancient = jdk("eight", "1.8.0_402");
        Path fresh = jdk("a name with blanks", "25.0.1");

        Outcome outcome = find("unset PARLEY_JAVA_HOME; jdk_homes() { printf '%s\\n' '' '/nowhere' '" + ancient + "' '"
                + old + "' '" + fresh + "'; }");

        assertThat(outcome).isEqualTo(new Outcome(0, fresh.toString(), ""));
    }

    @Test
    void looksAtJavaHomeAndThePathFirst() throws Exception {
        Path old = jdk("seventeen", "17.0.15");
        Path fresh = jdk("early access", "26-ea");

        assertThat(find("unset PARLEY_JAVA_HOME; export JAVA_HOME='" + fresh + "'")
                        .out())
                .isEqualTo(fresh.toString());
        assertThat(find("unset PARLEY_JAVA_HOME; export JAVA_HOME='" + old + "' PATH='" + fresh + "/bin':$PATH")
                        .out())
                .isEqualTo(fresh.toRealPath().toString());
    }

    @Test
    void worksWithoutAnyEnvironment() throws Exception {
        Path fresh = jdk("fresh", "25");

        assertThat(find("unset PARLEY_JAVA_HOME JAVA_HOME HOME; PATH='" + fresh + "/bin':$PATH")
                        .err())
                .isEmpty();
    }

    @Test
    void saysInOneLineThatThereIsNone() throws Exception {
        Path old = jdk("seventeen", "17.0.15");

        Outcome outcome = find("unset PARLEY_JAVA_HOME; jdk_homes() { printf '%s\\n' '" + old + "'; }");

        assertThat(outcome.code()).isEqualTo(1);
        assertThat(outcome.out()).isEmpty();
        assertThat(outcome.err().lines()).hasSize(1);
        assertThat(outcome.err()).contains("JDK 25").contains("PARLEY_JAVA_HOME");
    }

    @Test
    void doesNotPassOverAWrongChoiceInSilence() throws Exception {
        Path fresh = jdk("fresh", "25");
        Path old = jdk("seventeen", "17.0.15");

        Outcome nowhere = find("export PARLEY_JAVA_HOME=/nowhere JAVA_HOME='" + fresh + "'");
        assertThat(nowhere.code()).isEqualTo(1);
        assertThat(nowhere.err().lines()).hasSize(1);
        assertThat(nowhere.err()).startsWith("PARLEY_JAVA_HOME is /nowhere");
        assertThat(find("export PARLEY_JAVA_HOME='" + old + "'").code()).isEqualTo(1);
        assertThat(find("export PARLEY_JAVA_HOME='" + fresh + "'").out()).isEqualTo(fresh.toString());
    }
}
