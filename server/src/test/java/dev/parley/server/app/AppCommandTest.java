package dev.parley.server.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every command of {@code parley app}, as it is typed. */
class AppCommandTest {

    private TypedCommands commands;

    @BeforeEach
    void place(@TempDir Path directory) {
        commands = new TypedCommands(directory.resolve("data"));
    }

    @Test
    void applicationsAreTagged() {
        assertThat(commands.succeed("app", "create", "demo", "--tag", "team=red", "--tag", "stage=test"))
                .contains("SdkAppId            20000001", "Tags                stage=test, team=red");
        assertThat(commands.succeed("app", "tag", "20000001", "stage=live", "--remove", "team"))
                .contains("Tags                stage=live\n");
        assertThat(commands.succeed("app", "list")).isEqualTo("""
            SdkAppId  Name  State    PermissionControl  Tags
            20000001  demo  enabled  off                stage=live
            """);
        assertThat(commands.json("app", "list", "--json").path("tags").toString())
                .isEqualTo("[\"stage=live\"]");
        assertThat(commands.succeed("app", "show", "20000001"))
                .contains("SDKSecretKey        ", "Tags                stage=live");
        assertThat(commands.fail(1, "app", "show", "5")).contains("no application 5");
        commands.fail(1, "app", "tag", "5", "a=b");
        assertThat(commands.fail(2, "app", "tag", "20000001", "a&b=c")).contains("A tag is KEY=VALUE");
    }

    @Test
    void permissionControlIsSwitchedOnAndOff() {
        commands.succeed("app", "create", "demo");
        assertThat(commands.succeed("app", "show", "20000001")).contains("Permission control  off\n");

        assertThat(commands.succeed("app", "set", "--app", "20000001", "--permission-control", "on"))
                .contains("SdkAppId            20000001", "Permission control  on\n")
                .doesNotContain("SDKSecretKey");
        assertThat(commands.json("app", "list", "--json")
                        .path("permissionControl")
                        .stringValue())
                .isEqualTo("on");
        commands.succeed("app", "tag", "20000001", "a=b");
        assertThat(commands.succeed("app", "show", "20000001")).contains("Permission control  on\n");
        assertThat(commands.succeed("app", "set", "--app", "20000001", "--permission-control", "off"))
                .contains("Permission control  off\n");
    }

    @Test
    void permissionControlIsOnOrOff() {
        commands.succeed("app", "create", "demo");

        assertThat(commands.fail(1, "app", "set", "--app", "5", "--permission-control", "on"))
                .contains("no application 5");
        assertThat(commands.fail(2, "app", "set", "--app", "20000001", "--permission-control", "yes"))
                .contains("'yes' is neither on nor off");
        assertThat(commands.fail(2, "app", "set", "--app", "20000001")).contains("--permission-control");
    }
}
