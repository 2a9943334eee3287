package dev.parley.server.cli;

import dev.parley.server.cli.LocalMinute.Converter;
import dev.parley.server.config.MeteringSettings;
import dev.parley.server.config.MeteringSettings.Mode;
import dev.parley.server.metering.Tier;
import dev.parley.server.metering.UsageReplay;
import dev.parley.server.rooms.RoomKey;
import dev.parley.server.rooms.RoomKind;
import dev.parley.server.storage.sqlite.StoredUsageFiles;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * {@code parley usage}: who used what, from the files of a server (running, stopped or crashed) or from a file of
 * events. Times are local to {@code --utc-offset}.
 */
@Command(
        name = "usage",
        description = "Shows, explains and recounts usage, room by room.",
        mixinStandardHelpOptions = true)
public final class UsageCommand implements Runnable {

    private static final String DEFAULT_OFFSET = "+08:00";

    private static final String FROM = "The first minute, local, such as \"2026-11-23 10:00\".";
    private static final String TO = "The minute after the last one.";
    private static final String OFFSET = "What local times are ahead of UTC (${DEFAULT-VALUE}).";
    private static final String MODE = "aggregate or per-stream, as metering.mode of the server (${DEFAULT-VALUE}).";
    private static final String NO_SD_TIER = "Counts SD seconds as HD, as metering.sd-tier: false of the server does.";

    @Spec
    private @Nullable CommandSpec spec;

    /** The command with its error reporting, for use by itself. */
    public static CommandLine commandLine() {
        return OneLineErrors.install(new CommandLine(new UsageCommand()));
    }

    @Override
    public void run() {
        throw bad("Say which: usage rooms, usage explain or usage replay");
    }

    @Command(name = "rooms", description = "Seconds per room and tier.", mixinStandardHelpOptions = true)
    int rooms(
            @Option(names = "--app", required = true, paramLabel = "SDKAPPID", description = "The application.")
                    long app,
            @Option(
                            names = "--from",
                            required = true,
                            paramLabel = "TIME",
                            description = FROM,
                            converter = Converter.class)
                    LocalMinute from,
            @Option(names = "--to", required = true, paramLabel = "TIME", description = TO, converter = Converter.class)
                    LocalMinute to,
            @Mixin DataOption data,
            @Option(names = "--json", description = "One JSON object per room.") boolean json,
            @Option(names = "--no-robots", description = "Leaves out the sessions of robots.") boolean noRobots,
            @Option(names = "--utc-offset", defaultValue = DEFAULT_OFFSET, paramLabel = "OFFSET", description = OFFSET)
                    ZoneOffset offset) {
        MeteringSettings settings = settings(Mode.AGGREGATE, false, noRobots);
        Range range = range(from, to, offset);
        try (StoredUsageFiles files = StoredUsageFiles.open(data.directory(), settings)) {
            RoomUsagePrinter printer = new RoomUsagePrinter(out(), json);
            files.usage().roomUsage(app, range.fromMinute(), range.toMinute(), printer);
            printer.finish();
        }
        return 0;
    }

    @Command(
            name = "explain",
            description = "The sessions, intervals and reasons behind a room's seconds.",
            mixinStandardHelpOptions = true)
    int explain(
            @Option(names = "--app", required = true, paramLabel = "SDKAPPID", description = "The application.")
                    long app,
            @Option(names = "--room", required = true, paramLabel = "ROOM", description = "The room's id.") String room,
            @Option(names = "--number-room", description = "The id is that of a number room; else of a string room.")
                    boolean numberRoom,
            @Option(
                            names = "--from",
                            required = true,
                            paramLabel = "TIME",
                            description = FROM,
                            converter = Converter.class)
                    LocalMinute from,
            @Option(names = "--to", required = true, paramLabel = "TIME", description = TO, converter = Converter.class)
                    LocalMinute to,
            @Option(
                            names = "--tier",
                            paramLabel = "TIER",
                            description = "Only this one: Audio, SD, hd, FullHD, 2K or 4K.")
                    @Nullable
                    String tier,
            @Mixin DataOption data,
            @Option(names = "--json", description = "One JSON object per interval.") boolean json,
            @Option(names = "--mode", defaultValue = "aggregate", paramLabel = "MODE", description = MODE) String mode,
            @Option(names = "--no-sd-tier", description = NO_SD_TIER) boolean noSdTier,
            @Option(names = "--utc-offset", defaultValue = DEFAULT_OFFSET, paramLabel = "OFFSET", description = OFFSET)
                    ZoneOffset offset) {
        Range range = range(from, to, offset);
        Tier only = tier == null ? null : tier(tier);
        RoomKey key = new RoomKey(app, numberRoom ? RoomKind.INT : RoomKind.STR, room);
        try (StoredUsageFiles files = StoredUsageFiles.open(data.directory(), settings(mode(mode), noSdTier, false))) {
            ExplanationPrinter printer = new ExplanationPrinter(out(), json, offset);
            printer.print(files.explainer().explain(key, range.fromMinute(), range.toMinute(), only));
        }
        return 0;
    }

    @Command(
            name = "replay",
            description = "Counts events (JSON lines) anew and prints the CSV of DescribeTrtcRoomUsage.",
            mixinStandardHelpOptions = true)
    int replay(
            @Parameters(paramLabel = "FILE", description = "Events, one JSON object per line.") Path file,
            @Option(names = "--app", required = true, paramLabel = "SDKAPPID", description = "The application.")
                    long app,
            @Option(
                            names = "--from",
                            required = true,
                            paramLabel = "TIME",
                            description = FROM,
                            converter = Converter.class)
                    LocalMinute from,
            @Option(names = "--to", required = true, paramLabel = "TIME", description = TO, converter = Converter.class)
                    LocalMinute to,
            @Option(names = "--mode", defaultValue = "aggregate", paramLabel = "MODE", description = MODE) String mode,
            @Option(names = "--no-sd-tier", description = NO_SD_TIER) boolean noSdTier,
            @Option(names = "--no-robots", description = "Leaves out the sessions of robots.") boolean noRobots,
            @Option(names = "--utc-offset", defaultValue = DEFAULT_OFFSET, paramLabel = "OFFSET", description = OFFSET)
                    ZoneOffset offset)
            throws IOException {
        Range range = range(from, to, offset);
        UsageReplay replay =
                new UsageReplay(app, range.fromMinute(), range.toMinute(), settings(mode(mode), noSdTier, noRobots));
        if (!Files.isRegularFile(file)) {
            throw bad("There is no file " + file);
        }
        try (BufferedReader lines = Files.newBufferedReader(file)) {
            replay.read(lines);
        }
        // Built first: a broken line must not follow half an answer.
        StringBuilder text = new StringBuilder();
        replay.writeData(text);
        PrintWriter out = out();
        out.print(text);
        out.flush();
        return 0;
    }

    private record Range(long fromMinute, long toMinute) {}

    private Range range(LocalMinute from, LocalMinute to, ZoneOffset offset) {
        Range range = new Range(from.epochMinute(offset), to.epochMinute(offset));
        if (range.toMinute() <= range.fromMinute()) {
            throw bad("--to must be after --from");
        }
        return range;
    }

    private static MeteringSettings settings(Mode mode, boolean noSdTier, boolean noRobots) {
        return new MeteringSettings(
                mode, !noSdTier, !noRobots, MeteringSettings.defaults().stallTimeout());
    }

    private Mode mode(String text) {
        return switch (text) {
            case "aggregate" -> Mode.AGGREGATE;
            case "per-stream" -> Mode.PER_STREAM;
            default -> throw bad("--mode must be aggregate or per-stream, not '" + text + "'");
        };
    }

    private Tier tier(String text) {
        for (Tier tier : Tier.values()) {
            if (tier.csvColumn().equalsIgnoreCase(text)) {
                return tier;
            }
        }
        String known = Arrays.stream(Tier.values()).map(Tier::csvColumn).collect(Collectors.joining(", "));
        throw bad("--tier must be one of " + known + ", not '" + text + "'");
    }

    private ParameterException bad(String message) {
        return new ParameterException(spec().commandLine(), message);
    }

    private PrintWriter out() {
        return spec().commandLine().getOut();
    }

    private CommandSpec spec() {
        if (spec == null) {
            throw new IllegalStateException("not run by a command line");
        }
        return spec;
    }
}
