package dev.parley.server.app;

import dev.parley.server.cli.PlaceOptions;
import dev.parley.server.cli.SettingsOptions;
import dev.parley.server.config.Assignment;
import dev.parley.server.config.LiveSettings;
import dev.parley.server.config.ServerSettings;
import dev.parley.server.config.SettingsException;
import dev.parley.server.config.SettingsSources;
import dev.parley.server.config.SettingsWatcher;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code parley serve}: the server, until it is told to stop. */
@Command(
        name = "serve",
        description = "Runs the server until it is interrupted.",
        sortOptions = false,
        mixinStandardHelpOptions = true)
final class ServeCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Mixin
    private SettingsOptions settings;

    @Mixin
    private PlaceOptions places;

    @Option(
            names = "--dev",
            description = "Creates a first application and key if there is none, prints them, and writes"
                    + " DIR/dev-credentials.json.")
    private boolean development;

    @Option(names = "--per-stream", description = "Counts every received picture by itself (MET-9).")
    private boolean perStream;

    @Option(names = "--no-sd-tier", description = "Counts SD seconds as HD (MET-8).")
    private boolean noSdTier;

    @Option(
            names = "--room-query-interval",
            paramLabel = "SECONDS",
            description = "Least time between two DescribeTrtcRoomUsage calls of a caller for an application;"
                    + " 0 switches the limit off (15).")
    private @Nullable Integer roomQueryInterval;

    private final Map<String, String> environment;
    private final Set<String> actions;

    /**
     * @param environment the variables of the process
     * @param actions the names of the cloud API's actions
     */
    ServeCommand(Map<String, String> environment, Set<String> actions) {
        this.environment = Map.copyOf(environment);
        this.actions = Set.copyOf(actions);
    }

    @Override
    public Integer call() throws InterruptedException {
        PrintWriter err = spec.commandLine().getErr();
        try {
            SettingsSources sources = settings.sources(environment, flags(), actions);
            LiveSettings live = LiveSettings.open(sources);
            serve(live, new SettingsWatcher(sources, live));
            return 0;
        } catch (SettingsException wrong) {
            wrong.problems().forEach(err::println);
            return 2;
        } catch (IllegalArgumentException wrong) {
            err.println(wrong.getMessage());
            return 2;
        } catch (IOException failure) {
            err.println(failure.getMessage());
            return 1;
        }
    }

    private void serve(LiveSettings live, SettingsWatcher watcher) throws IOException, InterruptedException {
        SoftHeap.limit();
        LogSettings.follow(live);
        try (ScheduledExecutorService looks = Executors.newSingleThreadScheduledExecutor(
                        Thread.ofPlatform().name("settings").daemon().factory());
                ParleyServer server = ParleyServer.start(live)) {
            server.closeAtExit(() -> {});
            watcher.watch(looks);
            greet(server, live.current().server());
            new CountDownLatch(1).await();
        }
    }

    private void greet(ParleyServer server, ServerSettings process) throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        if (development) {
            DevCredentials credentials = server.developmentCredentials();
            credentials.write(process.dataDirectory());
            out.print(Greeting.of(credentials, server, process));
        } else {
            out.println("Parley listens: "
                    + server.listeners().stream()
                            .map(listener -> listener.name() + " " + listener.address())
                            .collect(Collectors.joining(", "))
                    + ".");
        }
        out.flush();
    }

    /** The options that have a name of their own here. */
    private List<Assignment> flags() {
        List<Assignment> flags = places.assignments();
        PlaceOptions.add(flags, "metering.mode", perStream ? "per-stream" : null, "--per-stream");
        PlaceOptions.add(flags, "metering.sd-tier", noSdTier ? "false" : null, "--no-sd-tier");
        String interval = roomQueryInterval == null ? null : Math.max(0, roomQueryInterval) + "s";
        PlaceOptions.add(flags, "usage.room-query-interval", interval, "--room-query-interval");
        return flags;
    }
}
