package dev.parley.server.config;

import static dev.parley.server.config.Applies.When.RESTART;

import java.nio.file.Path;
import java.time.ZoneOffset;

/** What concerns the whole process. */
@Description("The process as a whole.")
public record ServerSettings(
        @Description("Everything that outlives the process is kept here.") @Applies(RESTART)
        Path dataDirectory,

        @Description("The fixed offset of all local times in queries and answers, such as +08:00; a multiple of five"
                + " minutes.")
        @Applies(RESTART)
        ZoneOffset utcOffset) {

    public static ServerSettings defaults() {
        return new ServerSettings(Path.of("data"), ZoneOffset.ofHours(8));
    }
}
