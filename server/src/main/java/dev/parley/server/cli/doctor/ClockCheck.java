package dev.parley.server.cli.doctor;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Signatures carry the caller's time and are refused when it is 300 s from the server's (spec/01 §8, check 7). */
final class ClockCheck {

    private static final String CLOCK = "clock";
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final Duration WRONG = Duration.ofMinutes(1);
    private static final Duration USELESS = Duration.ofMinutes(5);
    private static final double MILLIS = 1_000;

    private ClockCheck() {}

    static List<Finding> examine(List<String> timeServers, Machine machine) {
        if (timeServers.isEmpty()) {
            return List.of();
        }
        for (String server : timeServers) {
            Optional<Duration> offset = machine.clockOffset(server, PATIENCE);
            if (offset.isPresent()) {
                return List.of(judge(server, offset.get()));
            }
        }
        return List.of(Finding.note(
                CLOCK,
                "could not ask " + String.join(" or ", timeServers) + " for the time",
                "see that something keeps it right, or name a server you reach: --time-server HOST"));
    }

    private static Finding judge(String server, Duration ahead) {
        String text = String.format(
                Locale.ROOT,
                "%.1f s %s by %s",
                ahead.abs().toMillis() / MILLIS,
                ahead.isNegative() ? "fast" : "slow",
                server);
        String remedy = "set it and keep it right (chrony, systemd-timesyncd); signatures fail at 300 s";
        if (ahead.abs().compareTo(USELESS) >= 0) {
            return Finding.fail(CLOCK, text + ": every signed call is refused", remedy);
        }
        return ahead.abs().compareTo(WRONG) > 0 ? Finding.warn(CLOCK, text, remedy) : Finding.ok(CLOCK, text);
    }
}
