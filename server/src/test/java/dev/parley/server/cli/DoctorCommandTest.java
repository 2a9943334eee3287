package dev.parley.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.server.cli.doctor.MadeUpMachine;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class DoctorCommandTest {

    @TempDir
    @SuppressWarnings("NullAway.Init") // given by JUnit
    private Path directory;

    private final MadeUpMachine machine = new MadeUpMachine();
    private final Map<String, String> environment = new HashMap<>();
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(String... arguments) {
        CommandLine command = DoctorCommand.commandLine(machine, environment)
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true));
        return command.execute(arguments);
    }

    @Test
    void printsOneLineForEachCheckAndWhatToDo() {
        assertThat(run("--http", "0.0.0.0:9000", "--no-clock")).isZero();

        assertThat(out.toString().lines().toList())
                .contains(
                        "ok    data directory   data can be written, by its owner alone",
                        "ok    disk speed       1.5 ms until data is safe on the ext4 disk",
                        "ok    media port, UDP  0.0.0.0:9002 is free",
                        "warn  http address     calls and answers cross the network unencrypted, and browsers refuse"
                                + " cameras to such pages",
                        "                       -> give --tls-certificate and --tls-key, or put a proxy with TLS in"
                                + " front")
                .noneMatch(line -> line.contains("clock"));
    }

    @Test
    void endsWith1WhenSomethingFails() {
        machine.ageJava();
        assertThat(run("--no-clock")).isEqualTo(1);
        assertThat(out.toString()).contains("fail  java ");
    }

    @Test
    void printsJson() {
        assertThat(run("--json", "--time-server", "deaf,time.example.net", "--announce", "93.184.215.14"))
                .isZero();

        JsonNode report = new JsonMapper().readTree(out.toString());
        assertThat(report.get("ok").asBoolean()).isTrue();
        assertThat(report.get("findings").values())
                .anyMatch(finding -> finding.get("check").asString().equals("clock")
                        && finding.get("level").asString().equals("OK"))
                .anyMatch(finding -> finding.get("text").asString().equals("clients are told 93.184.215.14"));
    }

    @Test
    void judgesTheServerThatTheSettingsDescribe() throws IOException {
        Path file = Files.writeString(directory.resolve("parley.yaml"), """
            server: {data-directory: /srv/parley}
            http: {listen: 127.0.0.1:8000}
            operations: {listen: 127.0.0.1:8001}
            media: {listen: 127.0.0.1:8002, announce: [93.184.215.14]}
            """);
        environment.put("PARLEY_OPERATIONS_LISTEN", "127.0.0.1:8801");

        assertThat(run("--no-clock", "--config", file.toString(), "--http", "127.0.0.1:8800"))
                .isZero();

        assertThat(out.toString().lines().toList())
                .contains(
                        "ok    settings         " + file + ", 5 options differ from their defaults",
                        "ok    data directory   /srv/parley can be written, by its owner alone",
                        "ok    http port        127.0.0.1:8800 is free",
                        "ok    operations port  127.0.0.1:8801 is free",
                        "ok    media port, UDP  127.0.0.1:8002 is free",
                        "ok    media address    clients are told 93.184.215.14");
    }

    @Test
    void tellsEveryProblemOfTheSettingsAsOneFinding() {
        environment.put("PARLEY_METERING_SD_TIER", "perhaps");

        assertThat(run("--no-clock", "--http", "9000", "--tls-key", "key.pem", "--set", "http.lisen=x"))
                .isEqualTo(1);

        assertThat(out.toString().lines().filter(line -> line.startsWith("fail")))
                .hasSize(1);
        assertThat(out.toString())
                .contains(
                        "fail  settings     environment PARLEY_METERING_SD_TIER: metering.sd-tier",
                        "\n                   --http: http.listen is \"9000\"",
                        "--set: http.lisen: there is no such option; did you mean http.listen?",
                        "--tls-key: http.tls needs both certificate and key",
                        "-> correct them")
                .contains("ok    java")
                .doesNotContain("data directory");
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void refusesAnAssignmentThatIsNone() {
        assertThat(run("--set", "http.listen")).isEqualTo(2);
        assertThat(err.toString()).contains("write --set KEY=VALUE");
    }
}
