package dev.parley.server.cli;

import dev.parley.server.access.Accounts;
import dev.parley.server.rooms.Application;
import dev.parley.server.rooms.Applications;
import dev.parley.server.storage.sqlite.DataDirectory;
import dev.parley.server.storage.sqlite.SqliteApplications;
import dev.parley.server.storage.sqlite.SqliteDatabase;
import java.io.PrintWriter;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.ToIntFunction;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code parley app}: the applications of a data directory, also while a server runs on it. */
@Command(
        name = "app",
        description = "Creates and shows applications.",
        mixinStandardHelpOptions = true,
        subcommands = {AppCommand.Create.class, AppCommand.ListAll.class, AppCommand.Show.class})
public final class AppCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }

    private static int with(DataOption data, ToIntFunction<Applications> work) {
        try (SqliteDatabase database = SqliteDatabase.open(DataDirectory.prepare(data.directory()))) {
            return work.applyAsInt(new SqliteApplications(database, InstantSource.system()));
        }
    }

    @Command(name = "create", description = "Creates an application and prints its id and secret.")
    static final class Create implements Callable<Integer> {
        @Spec
        private CommandSpec spec;

        @Mixin
        private DataOption data;

        @Parameters(paramLabel = "NAME", arity = "0..1", defaultValue = "application", description = "For people.")
        private String name;

        @Override
        public Integer call() {
            return with(data, applications -> {
                print(spec.commandLine().getOut(), applications.create(Accounts.FIRST, name));
                return 0;
            });
        }
    }

    @Command(name = "list", description = "Lists the applications, without their secrets.")
    static final class ListAll implements Callable<Integer> {
        @Spec
        private CommandSpec spec;

        @Mixin
        private DataOption data;

        @Override
        public Integer call() {
            return with(data, applications -> {
                for (Application application : applications.list()) {
                    spec.commandLine()
                            .getOut()
                            .printf(
                                    "%d  %-20s %s%n",
                                    application.sdkAppId(),
                                    application.name(),
                                    application.enabled() ? "enabled" : "disabled");
                }
                return 0;
            });
        }
    }

    @Command(name = "show", description = "Shows an application with its secret.")
    static final class Show implements Callable<Integer> {
        @Spec
        private CommandSpec spec;

        @Mixin
        private DataOption data;

        @Parameters(paramLabel = "SDKAPPID")
        private long sdkAppId;

        @Override
        public Integer call() {
            return with(data, applications -> {
                Optional<Application> found = applications.find(sdkAppId);
                if (found.isEmpty()) {
                    spec.commandLine().getErr().println(unknown(sdkAppId));
                    return 1;
                }
                print(spec.commandLine().getOut(), found.get());
                return 0;
            });
        }
    }

    static String unknown(long sdkAppId) {
        return "There is no application " + sdkAppId + " here; 'parley app list' shows those there are.";
    }

    private static void print(PrintWriter out, Application application) {
        out.println("SdkAppId      " + application.sdkAppId());
        out.println("Name          " + application.name());
        out.println("SDKSecretKey  " + application.secretKey());
        out.println("Created       " + application.createdAt());
    }
}
