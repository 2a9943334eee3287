package dev.parley.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.server.cli.doctor.MadeUpMachine;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class DoctorCommandTest {

    private final MadeUpMachine machine = new MadeUpMachine();
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(String... arguments) {
        CommandLine command =
                DoctorCommand.commandLine(machine).setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
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
    void refusesHalfAPair() {
        assertThat(run("--tls-key", "key.pem")).isEqualTo(2);
        assertThat(err.toString()).contains("Give --tls-certificate and --tls-key, or neither.");
    }

    @Test
    void refusesAnAddressThatIsNone() {
        assertThat(run("--http", "9000")).isEqualTo(2);
        assertThat(err.toString()).contains("write HOST:PORT, such as 127.0.0.1:9000, instead of 9000");
    }
}
