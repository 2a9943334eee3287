package dev.parley.server.cli;

import dev.parley.server.access.ApiKey;
import dev.parley.server.access.ApiKeys;
import dev.parley.server.storage.sqlite.DataDirectory;
import dev.parley.server.storage.sqlite.SqliteApiKeys;
import dev.parley.server.storage.sqlite.SqliteDatabase;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import java.util.function.ToIntFunction;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code parley key}: the API keys of a data directory, also while a server runs on it. */
@Command(
        name = "key",
        description = "Creates, lists and disables API keys.",
        mixinStandardHelpOptions = true,
        subcommands = {KeyCommand.Create.class, KeyCommand.ListAll.class, KeyCommand.Disable.class})
public final class KeyCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }

    private static int with(DataOption data, ToIntFunction<ApiKeys> work) {
        try (SqliteDatabase database = SqliteDatabase.open(DataDirectory.prepare(data.directory()))) {
            return work.applyAsInt(new SqliteApiKeys(database, InstantSource.system()));
        }
    }

    @Command(name = "create", description = "Creates a key and prints its secret, which is shown this once.")
    static final class Create implements Callable<Integer> {
        @Spec
        private CommandSpec spec;

        @Mixin
        private DataOption data;

        @Parameters(paramLabel = "NAME", arity = "0..1", defaultValue = "key", description = "For people.")
        private String name;

        @Override
        public Integer call() {
            return with(data, keys -> {
                ApiKey key = keys.create(Accounts.FIRST, name);
                spec.commandLine().getOut().println("SecretId   " + key.secretId());
                spec.commandLine().getOut().println("SecretKey  " + key.secretKey());
                return 0;
            });
        }
    }

    @Command(name = "list", description = "Lists the keys, without their secrets.")
    static final class ListAll implements Callable<Integer> {
        @Spec
        private CommandSpec spec;

        @Mixin
        private DataOption data;

        @Override
        public Integer call() {
            return with(data, keys -> {
                for (ApiKey key : keys.list()) {
                    spec.commandLine()
                            .getOut()
                            .printf(
                                    "%s  %-20s %-8s %s%n",
                                    key.secretId(),
                                    key.name(),
                                    key.enabled() ? "enabled" : "disabled",
                                    key.createdAt());
                }
                return 0;
            });
        }
    }

    @Command(name = "disable", description = "Disables a key at once, also on a running server.")
    static final class Disable implements Callable<Integer> {
        @Spec
        private CommandSpec spec;

        @Mixin
        private DataOption data;

        @Parameters(paramLabel = "SECRETID")
        private String secretId;

        @Override
        public Integer call() {
            return with(data, keys -> {
                if (keys.disable(secretId)) {
                    spec.commandLine().getOut().println(secretId + " is disabled.");
                    return 0;
                }
                spec.commandLine()
                        .getErr()
                        .println("There is no key " + secretId + " here; 'parley key list' shows those there are.");
                return 1;
            });
        }
    }
}
