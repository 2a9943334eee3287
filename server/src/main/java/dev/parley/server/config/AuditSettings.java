package dev.parley.server.config;

import static dev.parley.server.config.Applies.When.RESTART;

import java.nio.file.Path;

/** The trail of calls. */
@Description("The audit trail: who called which action, from where, with what outcome, and how long it took.")
public record AuditSettings(
        @Description("Whether calls are written down.") @Applies(RESTART)
        boolean enabled,

        @Description("The file they are written to, one JSON object a line; relative to the data directory.")
        @Applies(RESTART)
        Path file,

        @Description("A file that has grown to this size is put aside and a new one begun.")
        @Applies(RESTART)
        @Bounds(min = "64KB", max = "16GB")
        ByteSize maximumSize,

        @Description("How many files put aside are kept, of callers and of strangers each; older ones are deleted.")
        @Applies(RESTART)
        @Bounds(min = "0", max = "1000")
        int filesKept) {

    public static AuditSettings defaults() {
        return new AuditSettings(true, Path.of("audit.jsonl"), ByteSize.ofMegabytes(64), 10);
    }
}
