package dev.parley.server.cli;

import dev.parley.server.access.Attachment;
import dev.parley.server.access.Group;
import dev.parley.server.access.PolicyHolder;
import dev.parley.server.access.User;
import dev.parley.server.storage.sqlite.SqliteUsers;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code parley access group}. */
@Command(name = "group", description = "Creates, lists, fills and empties groups.", mixinStandardHelpOptions = true)
final class AccessGroupCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        spec.commandLine().usage(out());
    }

    @Command(name = "create", description = "Creates a group without members.", mixinStandardHelpOptions = true)
    int create(
            @Parameters(paramLabel = "NAME", description = "The name of the group.") String name,
            @Mixin AccountOptions data) {
        return data.change(stored -> {
            Group group = stored.users().createGroup(data.account(), name);
            out().println("Group " + group.name() + " is there.");
            return 0;
        });
    }

    @Command(name = "list", description = "Lists the groups.", mixinStandardHelpOptions = true)
    int list(
            @Option(names = "--json", description = "One JSON object per group.") boolean json,
            @Mixin AccountOptions data) {
        return data.look(stored -> {
            SqliteUsers users = stored.users();
            Map<Long, String> names =
                    users.users(data.account()).stream().collect(Collectors.toMap(User::uin, User::name));
            List<Attachment> attachments = stored.policies().attachments(data.account());
            Listing listing = new Listing("name", "members", "policies", "created");
            for (Group group : users.groups(data.account())) {
                listing.row(
                        group.name(),
                        group.members().stream().map(names::get).toList(),
                        Attachment.policiesOf(PolicyHolder.of(group), attachments),
                        group.createdAt());
            }
            listing.print(out(), json);
            return 0;
        });
    }

    @Command(name = "add", description = "Makes users members of a group.", mixinStandardHelpOptions = true)
    int add(
            @Parameters(index = "0", paramLabel = "GROUP", description = "A group.") String group,
            @Parameters(index = "1..*", arity = "1..*", paramLabel = "USER", description = "Users, by name or uin.")
                    List<String> members,
            @Mixin AccountOptions data) {
        return data.change(stored -> {
            SqliteUsers users = stored.users();
            Group found = users.group(data.account(), group);
            List<User> all = members.stream()
                    .map(member -> users.user(data.account(), member))
                    .toList();
            all.forEach(user -> users.add(found, user));
            all.forEach(user -> out().println("User " + user.name() + " is a member of " + group + "."));
            return 0;
        });
    }

    @Command(name = "remove", description = "Takes users out of a group.", mixinStandardHelpOptions = true)
    int remove(
            @Parameters(index = "0", paramLabel = "GROUP", description = "A group.") String group,
            @Parameters(index = "1..*", arity = "1..*", paramLabel = "USER", description = "Users, by name or uin.")
                    List<String> members,
            @Mixin AccountOptions data) {
        return data.change(stored -> {
            SqliteUsers users = stored.users();
            Group found = users.group(data.account(), group);
            for (String member : members) {
                User user = users.user(data.account(), member);
                users.remove(found, user);
                out().println("User " + user.name() + " is no longer a member of " + group + ".");
            }
            return 0;
        });
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }
}
