package dev.parley.server.actions.usage;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The texts in which usage actions take local dates and times (ROOM-2, USG-1). */
final class LocalTimes {

    private static final String DATE = "([0-9]{4})-([0-9]{2})-([0-9]{2})";

    static final String MINUTE = DATE + " ([0-9]{2}):([0-9]{2})(?::[0-5][0-9])?";
    static final String MINUTE_WORDS = "a time like `2026-03-02 09:58`";
    static final String DAY = DATE + "(?: ([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9])?";
    static final String DAY_WORDS = "a date like `2026-03-02`";

    private static final Pattern MINUTE_PATTERN = Pattern.compile(MINUTE);
    private static final Pattern DAY_PATTERN = Pattern.compile(DAY);

    private LocalTimes() {}

    /** {@code YYYY-MM-DD HH:MM}, seconds tolerated and ignored; empty for anything else, impossible dates included. */
    static Optional<LocalDateTime> minute(String text) {
        Matcher parts = MINUTE_PATTERN.matcher(text);
        if (!parts.matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(date(parts).atTime(number(parts, 4), number(parts, 5)));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /** {@code YYYY-MM-DD}, a time of day tolerated and ignored; empty for anything else. */
    static Optional<LocalDate> day(String text) {
        Matcher parts = DAY_PATTERN.matcher(text);
        if (!parts.matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(date(parts));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static LocalDate date(Matcher parts) {
        return LocalDate.of(number(parts, 1), number(parts, 2), number(parts, 3));
    }

    private static int number(Matcher parts, int group) {
        return Integer.parseInt(parts.group(group));
    }
}
