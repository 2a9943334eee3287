package dev.parley.server.cli;

import dev.parley.server.config.Assignment;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where a server keeps its data and listens, for every command that runs one or looks whether it would run. */
public final class PlaceOptions {

    @Option(names = "--data", paramLabel = "DIR", description = "The data directory (data).")
    private @Nullable String data;

    @Option(
            names = "--http",
            paramLabel = "HOST:PORT",
            description = "Where the cloud API, WHIP and WHEP listen; port 0 takes a free one (127.0.0.1:9000).")
    private @Nullable String http;

    @Option(
            names = "--udp",
            paramLabel = "HOST:PORT",
            description = "Where media arrives, over UDP and ICE-TCP; port 0 takes a free one (0.0.0.0:9002).")
    private @Nullable String udp;

    @Option(
            names = "--announce",
            paramLabel = "IP",
            description = "Address clients are told for media, when it isn't the one of --udp; may be repeated.")
    private @Nullable List<String> announced;

    /** The settings these options stand for; the caller may add those of its own. */
    public List<Assignment> assignments() {
        List<Assignment> assignments = new ArrayList<>();
        add(assignments, "server.data-directory", data, "--data");
        add(assignments, "http.listen", http, "--http");
        add(assignments, "media.listen", udp, "--udp");
        add(assignments, "media.announce", announced == null ? null : String.join(",", announced), "--announce");
        return assignments;
    }

    /** Adds what an option says, when it was given. */
    public static void add(List<Assignment> assignments, String key, @Nullable String text, String flag) {
        if (text != null) {
            assignments.add(new Assignment(key, text, flag));
        }
    }
}
