package dev.parley.server.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.server.config.LiveSettings;
import dev.parley.server.config.Settings;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Two accounts on one server, each with its own, and nothing of the other's in reach. */
class SecondAccountTest {

    private static final String SECOND = "100000000002";

    @TempDir
    @SuppressWarnings("NullAway.Init") // given by JUnit
    private Path directory;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void ownsApplicationsUsersGroupsKeysAndPoliciesOfItsOwn() {
        succeed("app create ours");
        succeed("app create theirs --account " + SECOND);
        succeed("access user create ann");
        succeed("access user create ann --account " + SECOND);
        succeed("access user create bob --account " + SECOND);
        succeed("access group create staff --account " + SECOND);
        succeed("access group add staff bob --account " + SECOND);
        succeed("access attach QcloudTRTCReadonlyAccess --group staff --account " + SECOND);
        String key = json(succeed("access key create --json --account " + SECOND))
                .path("SecretId")
                .stringValue();
        succeed("access addresses --deny 192.0.2.0/24 --account 7");

        assertThat(succeed("app list")).contains("20000001  ours").doesNotContain("theirs");
        assertThat(succeed("app list --account " + SECOND))
                .contains("20000002  theirs")
                .doesNotContain("ours");
        assertThat(succeed("access user list")).contains("ann").doesNotContain("bob");
        assertThat(succeed("access group list")).isEqualTo("There are none.\n");
        assertThat(succeed("access key list")).isEqualTo("There are none.\n");
        assertThat(succeed("access key list --account " + SECOND)).contains(key + "  (owner)");
        assertThat(succeed("access addresses")).isEqualTo("Calls may come from everywhere.\n");
        assertThat(run("access key disable " + key)).isEqualTo(2);
        assertThat(err.toString()).contains("Account 100000000001 has no key " + key);

        assertThat(succeed("access account list")).isEqualTo("""
            Account       Applications  Users  Groups  Keys  Policies
            7             0             0      0       0     0
            100000000001  1             1      0       0     0
            100000000002  1             2      1       1     0
            """);
        assertThat(json(succeed("access account list --json").lines().toList().getLast())
                        .path("users")
                        .intValue())
                .isEqualTo(2);
    }

    @Test
    void simulatesWithItsOwnUsersAndApplications() {
        succeed("app create ours");
        succeed("access user create bob --account " + SECOND);
        succeed("access attach QcloudTRTCReadonlyAccess --user bob --account " + SECOND);
        String question = "access simulate --action DescribeTrtcRoomUsage --app 20000001";

        assertThat(run(question + " --user bob")).isEqualTo(2);
        assertThat(succeed(question + " --user bob --account " + SECOND))
                .contains("Decision   allowed", "Note       the account has no application 20000001");
        assertThat(succeed(question)).doesNotContain("Note");
    }

    @Test
    void reachesNoApplicationOfAnotherAccount() throws IOException {
        succeed("app create ours");
        succeed("app create theirs --account " + SECOND);
        JsonNode ours = json(succeed("access key create --json"));
        JsonNode theirs = json(succeed("access key create --json --account " + SECOND));

        try (ParleyServer server = ParleyServer.start(LiveSettings.fixed(Settings.defaultsBut(Map.of(
                "server.data-directory",
                data().toString(),
                "http.listen",
                "127.0.0.1:0",
                "media.listen",
                "127.0.0.1:0",
                "operations.listen",
                ""))))) {
            assertThat(usage(server, ours, 20_000_001)).isEmpty();
            assertThat(usage(server, theirs, 20_000_002)).isEmpty();
            assertThat(usage(server, theirs, 20_000_001)).isEqualTo("FailedOperation.SdkAppIdNotExist");
            assertThat(usage(server, ours, 20_000_002)).isEqualTo("FailedOperation.SdkAppIdNotExist");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "200000000001", "1000000000000", "first", ""})
    void isNamedByAnAccountsNumber(String number) {
        assertThat(execute("app", "create", "--data", data().toString(), "--account", number))
                .isEqualTo(2);
        assertThat(err.toString()).contains("'" + number + "' is no account's number");
    }

    /** The error's code, empty for a success. */
    private String usage(ParleyServer server, JsonNode key, long sdkAppId) {
        LocalDate today = LocalDate.ofInstant(server.clock().instant(), ZoneOffset.UTC);
        execute(
                "call",
                "DescribeTrtcRoomUsage",
                "--endpoint",
                server.endpoint(),
                "--region",
                "ap-guangzhou",
                "--secret-id",
                key.path("SecretId").stringValue(),
                "--secret-key",
                key.path("SecretKey").stringValue(),
                "--json",
                "{\"SdkAppid\":" + sdkAppId + ",\"StartTime\":\"" + today + " 00:00\",\"EndTime\":\"" + today
                        + " 01:00\"}");
        JsonNode answer = json(out.toString());
        assertThat(answer.has("Data") || answer.has("Error")).as(err.toString()).isTrue();
        return answer.at("/Error/Code").asString("");
    }

    private Path data() {
        return directory.resolve("data");
    }

    private String succeed(String command) {
        assertThat(run(command)).as("%s%s", err, out).isZero();
        return out.toString();
    }

    private int run(String command) {
        return execute((command + " --data " + data()).split(" "));
    }

    private int execute(String... arguments) {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        CommandLine commandLine = Main.commandLine();
        commandLine.setOut(new PrintWriter(out, true));
        commandLine.setErr(new PrintWriter(err, true));
        return commandLine.execute(arguments);
    }

    private static JsonNode json(String text) {
        return new JsonMapper().readTree(text);
    }
}
