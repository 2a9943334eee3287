package dev.parley.server.cli;

import dev.parley.server.access.Attachment;
import dev.parley.server.access.Group;
import dev.parley.server.access.PolicyHolder;
import dev.parley.server.access.User;
import dev.parley.server.storage.sqlite.SqliteUsers;
import java.io.PrintWriter;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code parley access user}. */
@Command(name = "user", description = "Creates, lists, disables and enables users.", mixinStandardHelpOptions = true)
final class AccessUserCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        spec.commandLine().usage(out());
    }

    @Command(
            name = "create",
            description = "Creates a user, who may do nothing until a policy is attached.",
            mixinStandardHelpOptions = true)
    int create(
            @Parameters(paramLabel = "NAME", description = "The name of the user.") String name,
            @Mixin AccountOptions data) {
        return data.change(stored -> {
            User user = stored.users().createUser(data.account(), name);
            out().println("User " + user.name() + " has uin " + user.uin() + ".");
            return 0;
        });
    }

    @Command(name = "list", description = "Lists the users.", mixinStandardHelpOptions = true)
    int list(
            @Option(names = "--json", description = "One JSON object per user.") boolean json,
            @Mixin AccountOptions data) {
        return data.look(stored -> {
            List<Group> groups = stored.users().groups(data.account());
            List<Attachment> attachments = stored.policies().attachments(data.account());
            Listing listing = new Listing("uin", "name", "state", "groups", "policies", "created");
            for (User user : stored.users().users(data.account())) {
                listing.row(
                        user.uin(),
                        user.name(),
                        user.enabled() ? "enabled" : "disabled",
                        groups.stream()
                                .filter(group -> group.members().contains(user.uin()))
                                .map(Group::name)
                                .toList(),
                        Attachment.policiesOf(PolicyHolder.of(user), attachments),
                        user.createdAt());
            }
            listing.print(out(), json);
            return 0;
        });
    }

    @Command(
            name = "disable",
            description = "Makes all keys of a user unknown, also on a running server.",
            mixinStandardHelpOptions = true)
    int disable(
            @Parameters(paramLabel = "USER", description = "A user, by name or uin.") String name,
            @Mixin AccountOptions data) {
        return setEnabled(data, name, false);
    }

    @Command(
            name = "enable",
            description = "Makes the keys of a disabled user work again.",
            mixinStandardHelpOptions = true)
    int enable(
            @Parameters(paramLabel = "USER", description = "A user, by name or uin.") String name,
            @Mixin AccountOptions data) {
        return setEnabled(data, name, true);
    }

    private int setEnabled(AccountOptions data, String name, boolean enabled) {
        return data.change(stored -> {
            SqliteUsers users = stored.users();
            User user = users.user(data.account(), name);
            users.setEnabled(user, enabled);
            out().println("User " + user.name() + " is " + (enabled ? "enabled." : "disabled."));
            return 0;
        });
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }
}
