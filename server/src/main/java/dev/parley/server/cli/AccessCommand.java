package dev.parley.server.cli;

import dev.parley.server.access.AddressRules;
import dev.parley.server.access.PolicyHolder;
import dev.parley.server.access.policy.AddressRange;
import dev.parley.server.storage.sqlite.SqlitePolicies;
import dev.parley.server.storage.sqlite.SqliteUsers;
import java.io.PrintWriter;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** {@code parley access}: who may do what, also while a server runs, which takes notice within a second. */
@Command(
        name = "access",
        description = "Says who may do what: users, groups, keys, policies, addresses, accounts.",
        mixinStandardHelpOptions = true,
        subcommands = {
            AccessUserCommand.class,
            AccessGroupCommand.class,
            AccessKeyCommand.class,
            AccessPolicyCommand.class,
            AccessSimulateCommand.class,
            AccessAccountCommand.class
        })
public final class AccessCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    /** A user or a group. */
    static final class HolderOption {
        @Option(names = "--user", paramLabel = "USER", description = "A user, by name or uin.")
        private @Nullable String user;

        @Option(names = "--group", paramLabel = "GROUP", description = "A group.")
        private @Nullable String group;

        PolicyHolder find(SqliteUsers users, long account) {
            return user != null
                    ? PolicyHolder.of(users.user(account, user))
                    : PolicyHolder.of(users.group(account, String.valueOf(group)));
        }

        @Override
        public String toString() {
            return user != null ? "user " + user : "group " + group;
        }
    }

    /** Reads the text of an option. */
    static final class RangeConverter implements ITypeConverter<AddressRange> {
        @Override
        public AddressRange convert(String text) {
            return AddressRange.read(text)
                    .orElseThrow(() -> new TypeConversionException(
                            "'" + text + "' is neither an address nor a range such as 10.217.182.0/24"));
        }
    }

    @Override
    public void run() {
        spec.commandLine().usage(out());
    }

    @Command(
            name = "attach",
            description = "Lets a policy count for a user or a group.",
            mixinStandardHelpOptions = true)
    int attach(
            @Parameters(paramLabel = "POLICY", description = "A preset or custom policy.") String policy,
            @ArgGroup(multiplicity = "1") HolderOption holder,
            @Mixin AccountOptions data) {
        return data.change(stored -> {
            stored.policies().attach(data.account(), policy, holder.find(stored.users(), data.account()));
            out().println(policy + " counts for " + holder + " now.");
            return 0;
        });
    }

    @Command(
            name = "detach",
            description = "Lets a policy no longer count for a user or a group.",
            mixinStandardHelpOptions = true)
    int detach(
            @Parameters(paramLabel = "POLICY", description = "A preset or custom policy.") String policy,
            @ArgGroup(multiplicity = "1") HolderOption holder,
            @Mixin AccountOptions data) {
        return data.change(stored -> {
            stored.policies().detach(data.account(), policy, holder.find(stored.users(), data.account()));
            out().println(policy + " no longer counts for " + holder + ".");
            return 0;
        });
    }

    @Command(
            name = "addresses",
            description = {
                "Says where calls may come from, and shows it.",
                "With an allow list, only from there; never from what the deny list names."
            },
            mixinStandardHelpOptions = true)
    int addresses(
            @Option(
                            names = "--allow",
                            paramLabel = "CIDR",
                            converter = RangeConverter.class,
                            description = "Adds to the allow list; may be repeated.")
                    @Nullable
                    List<AddressRange> allow,
            @Option(
                            names = "--deny",
                            paramLabel = "CIDR",
                            converter = RangeConverter.class,
                            description = "Adds to the deny list; may be repeated.")
                    @Nullable
                    List<AddressRange> deny,
            @Option(names = "--clear", description = "Empties both lists first.") boolean clear,
            @Option(names = "--json", description = "One JSON object per range.") boolean json,
            @Mixin AccountOptions data) {
        if (!clear && allow == null && deny == null) {
            return data.look(stored -> print(stored.policies().addresses(data.account()), json));
        }
        return data.change(stored -> {
            SqlitePolicies policies = stored.policies();
            AddressRules old = clear ? AddressRules.NONE : policies.addresses(data.account());
            policies.setAddresses(
                    data.account(), new AddressRules(joined(old.allow(), allow), joined(old.deny(), deny)));
            return print(policies.addresses(data.account()), json);
        });
    }

    private static List<AddressRange> joined(List<AddressRange> old, @Nullable List<AddressRange> more) {
        Set<AddressRange> all = new LinkedHashSet<>(old);
        if (more != null) {
            all.addAll(more);
        }
        return List.copyOf(all);
    }

    private int print(AddressRules rules, boolean json) {
        if (!json && rules.equals(AddressRules.NONE)) {
            out().println("Calls may come from everywhere.");
            return 0;
        }
        Listing listing = new Listing("list", "addresses");
        rules.allow().forEach(range -> listing.row("allow", range));
        rules.deny().forEach(range -> listing.row("deny", range));
        listing.print(out(), json);
        return 0;
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }
}
