package dev.parley.server.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Every command of {@code parley access}, as it is typed. */
class AccessCommandTest {

    private static final String MODERATE = """
        {"version":"2.0","statement":[
          {"effect":"allow","action":["trtc:Remove*","trtc:Dismiss*"],
           "resource":"qcs::trtc::uin/:sdkappid/20000001"},
          {"effect":"deny","action":"trtc:RemoveUser","resource":"*",
           "condition":{"for_any_value:string_equal":{"qcs:resource_tag":"stage&live"}}}]}
        """;

    @TempDir
    Path directory;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void usersAreCreatedListedDisabledAndEnabled() {
        assertThat(access("user", "create", "ann")).isEqualTo("User ann has uin 200000000001.\n");
        access("user", "create", "bob");
        assertThat(access("user", "disable", "200000000002")).isEqualTo("User bob is disabled.\n");

        assertThat(access("user", "list").lines())
                .satisfiesExactly(
                        heading -> assertThat(heading)
                                .isEqualTo("Uin           Name  State     Groups  Policies  Created"),
                        ann -> assertThat(ann).startsWith("200000000001  ann   enabled   -       -         20"),
                        bob -> assertThat(bob).startsWith("200000000002  bob   disabled  -       -         20"));
        assertThat(access("user", "enable", "bob")).isEqualTo("User bob is enabled.\n");
        JsonNode bob = json(
                access("user", "list", "--json").lines().skip(1).findFirst().orElseThrow());
        assertThat(bob.path("uin").longValue()).isEqualTo(200_000_000_002L);
        assertThat(bob.path("state").stringValue()).isEqualTo("enabled");
        assertThat(bob.path("policies").isArray()).isTrue();
    }

    @Test
    void groupsAreCreatedFilledListedAndEmptied() {
        access("user", "create", "ann");
        access("user", "create", "bob");
        assertThat(access("group", "create", "support")).isEqualTo("Group support is there.\n");
        access("attach", "QcloudTRTCReadonlyAccess", "--group", "support");
        assertThat(access("group", "add", "support", "ann", "bob"))
                .isEqualTo("User ann is a member of support.\nUser bob is a member of support.\n");
        assertThat(access("group", "list")).contains("support  ann, bob  QcloudTRTCReadonlyAccess");
        assertThat(access("user", "list").lines().skip(1)).allMatch(line -> line.contains("support"));

        assertThat(access("group", "remove", "support", "ann"))
                .isEqualTo("User ann is no longer a member of support.\n");
        assertThat(json(access("group", "list", "--json")).path("members").toString())
                .isEqualTo("[\"bob\"]");
    }

    @Test
    void keysShowTheirSecretOnce() {
        access("user", "create", "ann");
        JsonNode key = json(access("key", "create", "laptop", "--user", "ann", "--json"));
        String id = key.path("SecretId").stringValue();
        String secret = key.path("SecretKey").stringValue();
        assertThat(id).matches("AKID[A-Za-z0-9]{32}");
        assertThat(secret).matches("[A-Za-z0-9]{32}");
        assertThat(access("key", "create")).matches("SecretId   AKID\\w{32}\\RSecretKey  \\w{32}\\R");

        assertThat(access("key", "list"))
                .contains(id + "  ann      laptop  enabled  -        20", "(owner)  key")
                .doesNotContain(secret);
        assertThat(access("key", "disable", id)).isEqualTo(id + " is disabled.\n");
        JsonNode listed = json(access("key", "list", "--user", "ann", "--json"));
        assertThat(listed.path("state").stringValue()).isEqualTo("disabled");
        assertThat(listed.has("expires")).isFalse();
        assertThat(access("key", "enable", id)).isEqualTo(id + " is enabled.\n");
        assertThat(access("key", "list", "--user", "ann")).contains("enabled");
    }

    @Test
    void temporaryKeysComeWithATokenAndAnEnd() {
        access("user", "create", "ann");
        JsonNode key = json(access("key", "temporary", "--user", "ann", "--hours", "2", "--json"));

        assertThat(key.path("Token").stringValue()).hasSizeGreaterThan(60);
        String listed = access("key", "list");
        assertThat(listed)
                .contains(
                        key.path("TmpSecretId").stringValue(),
                        key.path("Expires").stringValue())
                .doesNotContain(key.path("TmpSecretKey").stringValue())
                .doesNotContain(key.path("Token").stringValue());
    }

    @Test
    void policiesAreKeptShownAttachedDetachedAndDeleted() throws IOException {
        access("user", "create", "ann");
        assertThat(access("policy", "create", file("moderate.json", MODERATE))).startsWith("Policy moderate is kept.");
        access("policy", "create", file("any", MODERATE), "--name", "other");
        assertThat(access("policy", "show", "moderate")).isEqualTo(MODERATE);
        assertThat(access("policy", "show", "QcloudTRTCFullAccess")).contains("\"trtc:*\"");
        assertThat(access("attach", "moderate", "--user", "ann")).isEqualTo("moderate counts for user ann now.\n");

        assertThat(access("policy", "list").lines())
                .containsExactly(
                        "Name                      Kind    Attached",
                        "QcloudTRTCFullAccess      preset  -",
                        "QcloudTRTCReadonlyAccess  preset  -",
                        "AdministratorAccess       preset  -",
                        "moderate                  custom  user ann",
                        "other                     custom  -");
        assertThat(access("policy", "list", "--json"))
                .contains("{\"name\":\"moderate\",\"kind\":\"custom\",\"attached\":[\"user ann\"]}");

        assertThat(wrong("policy", "delete", "moderate")).contains("Detach it first");
        assertThat(access("detach", "moderate", "--user", "ann"))
                .isEqualTo("moderate no longer counts for user ann.\n");
        assertThat(access("policy", "delete", "moderate")).isEqualTo("Policy moderate is deleted.\n");
        assertThat(access("policy", "list")).doesNotContain("moderate");
    }

    @Test
    void addressesAreAddedShownAndCleared() {
        assertThat(access("addresses", "--allow", "10.0.0.1/8", "--allow", "::1", "--deny", "10.6.6.6"))
                .isEqualTo("List   Addresses\nallow  10.0.0.1/8\nallow  ::1\ndeny   10.6.6.6\n");
        assertThat(access("addresses")).contains("10.6.6.6");
        assertThat(access("addresses", "--json").lines()).contains("{\"list\":\"allow\",\"addresses\":\"10.0.0.1/8\"}");
        assertThat(access("addresses", "--clear", "--deny", "192.0.2.0/24"))
                .isEqualTo("List  Addresses\ndeny  192.0.2.0/24\n");
        assertThat(access("addresses", "--clear")).isEqualTo("Calls may come from everywhere.\n");
    }

    @Test
    void simulateSaysWhichStatementDecided() throws IOException {
        prepareModerator();

        assertThat(simulate(0, "DismissRoom", "--app", "20000001")).isEqualTo("""
            Decision   allowed
            Reason     ALLOWED: a statement allows it and none denies it
            Policy     moderate, attached to group moderators
            Statement  [0] {"effect":"allow","action":["trtc:Remove*","trtc:Dismiss*"],\
            "resource":"qcs::trtc::uin/:sdkappid/20000001"}
            """);
        assertThat(simulate(3, "RemoveUser", "--app", "20000001"))
                .startsWith("Decision   denied\nReason     EXPLICIT_DENY: a statement denies it\n")
                .contains("Statement  [1] {\"effect\":\"deny\"");
        assertThat(simulate(3, "DismissRoom", "--app", "20000002"))
                .startsWith("Decision   denied\nReason     NO_MATCH: no statement allows it\n")
                .contains("Nearest 1  moderate[0]: its resources do not include sdkappid/20000002")
                .contains("Note       the account has no application 20000002");
        assertThat(simulate(3, "DescribeTrtcUsage")).doesNotContain("Nearest");
        assertThat(run("access", "simulate", "--action", "RemoveUser", "--app", "20000001"))
                .isZero();
        assertThat(out.toString()).contains("ROOT: the account's owner is never restricted");
    }

    @Test
    void simulateSpeaksJson() throws IOException {
        prepareModerator();

        JsonNode denied = json(simulate(3, "RemoveUser", "--app", "20000001", "--json"));
        assertThat(denied.path("decision").stringValue()).isEqualTo("denied");
        assertThat(denied.path("reason").stringValue()).isEqualTo("EXPLICIT_DENY");
        assertThat(denied.path("policy").stringValue()).isEqualTo("moderate");
        assertThat(denied.path("index").intValue()).isEqualTo(1);
        assertThat(denied.path("statement").path("effect").stringValue()).isEqualTo("deny");

        JsonNode unmatched = json(simulate(3, "DismissRoom", "--app", "20000002", "--json"));
        assertThat(unmatched.path("nearest").get(0).path("policy").stringValue())
                .isEqualTo("moderate");
        assertThat(unmatched.path("note").stringValue()).contains("20000002");
    }

    @Test
    void simulateKnowsTheActionsThereAre() {
        access("user", "create", "ann");

        assertThat(wrong("simulate", "--user", "ann", "--action", "removeUsers"))
                .startsWith("There is no action 'removeUsers'; did you mean RemoveUser? Try: ");
        assertThat(wrong("simulate", "--user", "ann", "--action", "trtc:RemoveUser"))
                .startsWith("There is no action 'trtc:RemoveUser'; did you mean RemoveUser?");
        simulate(3, "RemoveUser");
    }

    @Test
    void simulateAsksForRegionAddressAndTime() throws IOException {
        access("user", "create", "ann");
        access("policy", "create", file("shift.json", """
            {"version":"2.0","statement":{"effect":"allow","action":"trtc:*","resource":"qcs::trtc:ap-beijing::*",
             "condition":{"ip_equal":{"qcs:ip":"10.0.0.0/8"},
                          "date_less_than":{"qcs:current_time":"2026-01-01T00:00:00Z"}}}}
            """));
        access("attach", "shift", "--user", "ann");
        String[] fitting = {"--region", "ap-beijing", "--from-address", "10.1.2.3", "--at", "2025-12-31T23:59:59Z"};

        simulate(0, "RemoveUser", fitting);
        for (int option = 0; option < fitting.length; option += 2) {
            List<String> without = new ArrayList<>(List.of(fitting));
            without.subList(option, option + 2).clear();
            simulate(3, "RemoveUser", without.toArray(String[]::new));
        }

        access("addresses", "--deny", "10.1.2.3");
        assertThat(simulate(3, "RemoveUser", fitting)).isEqualTo("""
            Decision  denied
            Reason    IN_DENY_LIST: the account's address lists refuse 10.1.2.3
            """);
        access("user", "disable", "ann");
        assertThat(json(simulate(3, "RemoveUser", "--json")).path("reason").stringValue())
                .isEqualTo("USER_DISABLED");
    }

    @Test
    void aPolicyIsRefusedWithThePlaceOfItsFault() throws IOException {
        String file = file("broken.json", MODERATE.replace("\"deny\"", "\"Deny\""));

        assertThat(wrong("policy", "create", file))
                .isEqualTo("statement[1].effect must be allow or deny, not 'Deny'.\n");
    }

    @Test
    void lookingNeedsAServersData() {
        assertThat(run("access", "user", "list")).isEqualTo(2);
        assertThat(err.toString()).contains("There is no Parley data in");
        assertThat(directory.resolve("data")).doesNotExist();
    }

    @Test
    void withoutACommandTheHelpIsShown() {
        for (String[] command :
                new String[][] {{"access"}, {"access", "user"}, {"access", "group"}, {"access", "key"}}) {
            assertThat(execute(command)).isZero();
            assertThat(out.toString()).contains("Usage: parley " + String.join(" ", command));
        }
    }

    private void prepareModerator() throws IOException {
        succeed("app", "create", "demo", "--tag", "stage=live");
        access("user", "create", "ann");
        access("group", "create", "moderators");
        access("group", "add", "moderators", "ann");
        access("policy", "create", file("moderate.json", MODERATE));
        access("attach", "moderate", "--group", "moderators");
    }

    private String simulate(int exitCode, String action, String... options) {
        List<String> command = new ArrayList<>(List.of("access", "simulate", "--user", "ann", "--action", action));
        command.addAll(List.of(options));
        assertThat(run(command.toArray(String[]::new))).as(err.toString()).isEqualTo(exitCode);
        return out.toString();
    }

    private String access(String... arguments) {
        return succeed(prefixed(arguments));
    }

    private String succeed(String... arguments) {
        assertThat(run(arguments)).as("%s%s", err, out).isZero();
        assertThat(err.toString()).isEmpty();
        return out.toString();
    }

    private String wrong(String... arguments) {
        assertThat(run(prefixed(arguments))).isEqualTo(2);
        assertThat(out.toString()).isEmpty();
        assertThat(err.toString().strip()).doesNotContain("\n");
        return err.toString();
    }

    private static String[] prefixed(String... arguments) {
        List<String> all = new ArrayList<>(List.of("access"));
        all.addAll(List.of(arguments));
        return all.toArray(String[]::new);
    }

    private int run(String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.add("--data");
        all.add(directory.resolve("data").toString());
        return execute(all.toArray(String[]::new));
    }

    private int execute(String... arguments) {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        CommandLine commandLine = Main.commandLine();
        commandLine.setOut(new PrintWriter(out, true));
        commandLine.setErr(new PrintWriter(err, true));
        return commandLine.execute(arguments);
    }

    private String file(String name, String text) throws IOException {
        return Files.writeString(directory.resolve(name), text).toString();
    }

    private static JsonNode json(String text) {
        return JsonMapper.builder().build().readTree(text);
    }
}
