package dev.parley.server.cli;

import dev.parley.server.access.AccessRecords;
import dev.parley.server.access.ApiKey;
import dev.parley.server.access.CustomPolicy;
import dev.parley.server.access.Group;
import dev.parley.server.access.User;
import dev.parley.server.rooms.Application;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.ToLongFunction;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code parley access account}. */
@Command(name = "account", description = "Lists accounts.", mixinStandardHelpOptions = true)
final class AccessAccountCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }

    @Command(
            name = "list",
            description = {
                "Lists the accounts that own anything, and how much.",
                "An account begins with the first thing that is created with --account and its number."
            },
            mixinStandardHelpOptions = true)
    int list(
            @Option(names = "--json", description = "One JSON object per account.") boolean json,
            @Mixin DataOption data) {
        return data.look(stored -> {
            AccessRecords records = stored.records();
            List<Application> applications = stored.applications().list();
            Listing listing = new Listing("account", "applications", "users", "groups", "keys", "policies");
            for (long account : owners(applications, records)) {
                listing.row(
                        account,
                        count(applications, Application::accountId, account),
                        count(records.users(), User::accountId, account),
                        count(records.groups(), Group::accountId, account),
                        count(records.keys(), ApiKey::accountId, account),
                        count(records.policies(), CustomPolicy::accountId, account));
            }
            listing.print(spec.commandLine().getOut(), json);
            return 0;
        });
    }

    private static Set<Long> owners(List<Application> applications, AccessRecords records) {
        Set<Long> owners = new TreeSet<>(records.addresses().keySet());
        applications.forEach(application -> owners.add(application.accountId()));
        records.users().forEach(user -> owners.add(user.accountId()));
        records.groups().forEach(group -> owners.add(group.accountId()));
        records.keys().forEach(key -> owners.add(key.accountId()));
        records.policies().forEach(policy -> owners.add(policy.accountId()));
        return owners;
    }

    private static <T> long count(List<T> things, ToLongFunction<T> owner, long account) {
        return things.stream()
                .filter(thing -> owner.applyAsLong(thing) == account)
                .count();
    }
}
