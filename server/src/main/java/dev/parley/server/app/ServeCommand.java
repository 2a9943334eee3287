package dev.parley.server.app;

import dev.parley.server.cli.DataOption;
import dev.parley.server.config.MeteringSettings;
import dev.parley.server.config.RoomsSettings;
import dev.parley.server.config.UsageSettings;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
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
    private DataOption data;

    @Option(
            names = "--http",
            paramLabel = "HOST:PORT",
            defaultValue = "127.0.0.1:9000",
            description = "Where the cloud API, WHIP and WHEP listen; port 0 takes a free one (${DEFAULT-VALUE}).")
    private String http;

    @Option(
            names = "--udp",
            paramLabel = "HOST:PORT",
            defaultValue = "0.0.0.0:9002",
            description = "Where media arrives, over UDP and ICE-TCP; port 0 takes a free one (${DEFAULT-VALUE}).")
    private String udp;

    @Option(
            names = "--announce",
            paramLabel = "IP",
            description = "Address clients are told for media, when it isn't the one of --udp; may be repeated.")
    private @Nullable List<String> announced;

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
            defaultValue = "15",
            description = "Least time between two DescribeTrtcRoomUsage calls of a caller for an application;"
                    + " 0 switches the limit off (${DEFAULT-VALUE}).")
    private int roomQueryInterval;

    @Override
    public Integer call() throws InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        ServeOptions options;
        try {
            options = options();
        } catch (IllegalArgumentException wrong) {
            err.println(wrong.getMessage());
            return 2;
        }
        try (ParleyServer server = ParleyServer.start(options)) {
            server.closeAtExit(() -> {});
            if (development) {
                DevCredentials credentials = server.developmentCredentials();
                credentials.write(options.dataDirectory());
                out.print(Greeting.of(credentials, server, options.dataDirectory()));
            } else {
                out.println("Parley listens: " + server.endpoint() + ", media on UDP and TCP port "
                        + server.mediaAddress().getPort() + ".");
            }
            out.flush();
            new CountDownLatch(1).await();
            return 0;
        } catch (IOException failure) {
            err.println(failure.getMessage());
            return 1;
        }
    }

    private ServeOptions options() {
        MeteringSettings metering = MeteringSettings.defaults();
        UsageSettings usage = UsageSettings.defaults();
        return new ServeOptions(
                data.directory(),
                Addresses.parse("--http", http),
                Addresses.parse("--udp", udp),
                announcedAddresses(),
                new MeteringSettings(
                        perStream ? MeteringSettings.Mode.PER_STREAM : MeteringSettings.Mode.AGGREGATE,
                        !noSdTier,
                        metering.includeRobots(),
                        metering.stallTimeout()),
                new UsageSettings(
                        usage.utcOffset(),
                        usage.exactMinutes(),
                        usage.retentionDays(),
                        usage.applicationRetentionDays(),
                        Duration.ofSeconds(Math.max(0, roomQueryInterval))),
                RoomsSettings.defaults());
    }

    private List<InetAddress> announcedAddresses() {
        List<InetAddress> addresses = new ArrayList<>();
        for (String text : announced == null ? List.<String>of() : announced) {
            InetSocketAddress address = Addresses.parse("--announce", text + ":0");
            addresses.add(address.getAddress());
        }
        return addresses;
    }
}
