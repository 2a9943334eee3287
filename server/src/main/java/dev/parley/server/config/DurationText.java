package dev.parley.server.config;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as operators write them: {@code 500ms}, {@code 15s}, {@code 1h30m}; the greatest unit first. */
public final class DurationText {

    private static final Pattern TEXT =
            Pattern.compile("(?:(\\d{1,9})d)?(?:(\\d{1,9})h)?(?:(\\d{1,9})m)?(?:(\\d{1,9})s)?(?:(\\d{1,9})ms)?");
    private static final Duration[] UNITS = {
        Duration.ofDays(1), Duration.ofHours(1), Duration.ofMinutes(1), Duration.ofSeconds(1), Duration.ofMillis(1)
    };
    private static final String[] NAMES = {"d", "h", "m", "s", "ms"};

    private DurationText() {}

    /** @throws IllegalArgumentException with what is wrong, in words for the user */
    public static Duration parse(String text) {
        Matcher matcher = TEXT.matcher(text);
        if (text.isEmpty() || !matcher.matches()) {
            throw new IllegalArgumentException("write a duration with its unit, such as 500ms, 15s, 10m or 1h30m");
        }
        Duration sum = Duration.ZERO;
        for (int unit = 0; unit < UNITS.length; unit++) {
            String amount = matcher.group(unit + 1);
            if (amount != null) {
                sum = sum.plus(UNITS[unit].multipliedBy(Long.parseLong(amount)));
            }
        }
        return sum;
    }

    /** Whole milliseconds are written, which is all that {@link #parse} can give. */
    static String of(Duration duration) {
        StringBuilder text = new StringBuilder();
        long rest = duration.toMillis();
        for (int unit = 0; unit < UNITS.length; unit++) {
            long size = UNITS[unit].toMillis();
            if (rest >= size) {
                text.append(rest / size).append(NAMES[unit]);
                rest %= size;
            }
        }
        return text.isEmpty() ? "0s" : text.toString();
    }
}
