package dev.parley.server.cli;

import dev.parley.server.metering.Tier;
import dev.parley.server.metering.UsageExplanation;
import dev.parley.server.metering.UsageExplanation.Interval;
import java.io.PrintWriter;
import java.time.ZoneOffset;
import java.util.Locale;

/** Prints an explanation as a table with its sums, or as one JSON object per line. */
final class ExplanationPrinter {

    private static final String FORM = "%-20s  %-20s  %8s  %-6s  %-24s  %s%n";

    private final PrintWriter out;
    private final boolean json;
    private final ZoneOffset offset;

    ExplanationPrinter(PrintWriter out, boolean json, ZoneOffset offset) {
        this.out = out;
        this.json = json;
        this.offset = offset;
    }

    void print(UsageExplanation explanation) {
        if (json) {
            explanation.intervals().forEach(interval -> out.println(line(interval)));
        } else if (explanation.intervals().isEmpty()) {
            out.println("No usage in this range.");
        } else {
            table(explanation);
        }
        out.flush();
    }

    private void table(UsageExplanation explanation) {
        out.printf(Locale.ROOT, FORM, "From", "To", "Seconds", "Tier", "User", "Reason");
        for (Interval interval : explanation.intervals()) {
            out.printf(
                    Locale.ROOT,
                    FORM,
                    LocalMinute.text(interval.fromSecond(), offset),
                    LocalMinute.text(interval.toSecond(), offset),
                    interval.seconds(),
                    interval.tier().usageKey(),
                    interval.userId(),
                    interval.reason());
        }
        StringBuilder sums = new StringBuilder("Sum:");
        for (Tier tier : Tier.values()) {
            sums.append(' ')
                    .append(tier.usageKey())
                    .append(' ')
                    .append(explanation.sums()[tier.column()]);
        }
        out.println(sums);
    }

    private static String line(Interval interval) {
        return JsonLine.of(line -> {
            line.writeNumberProperty("from", interval.fromSecond());
            line.writeNumberProperty("to", interval.toSecond());
            line.writeNumberProperty("seconds", interval.seconds());
            line.writeStringProperty("tier", interval.tier().usageKey());
            line.writeStringProperty("userId", interval.userId());
            line.writeStringProperty("sessionId", interval.sessionId());
            line.writeStringProperty("kind", interval.kind().wireName());
            line.writeStringProperty("reason", interval.reason());
        });
    }
}
