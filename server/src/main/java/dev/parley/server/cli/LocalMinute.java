package dev.parley.server.cli;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.Locale;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * A local time of whole minutes as people type it (ROOM-2): {@code YYYY-MM-DD HH:MM}, with seconds that are ignored.
 *
 * @param dateTime local, without seconds
 */
public record LocalMinute(LocalDateTime dateTime) {

    private static final DateTimeFormatter FORM =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm[:ss]", Locale.ROOT).withResolverStyle(ResolverStyle.STRICT);
    private static final DateTimeFormatter OUTPUT = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT);

    /** Minutes since the epoch. */
    public long epochMinute(ZoneOffset offset) {
        return Math.floorDiv(dateTime.toEpochSecond(offset), 60L);
    }

    /** An epoch second as local text. */
    static String text(long epochSecond, ZoneOffset offset) {
        return Instant.ofEpochSecond(epochSecond).atOffset(offset).format(OUTPUT);
    }

    /** Reads the text of an option. */
    public static final class Converter implements ITypeConverter<LocalMinute> {
        @Override
        public LocalMinute convert(String text) {
            try {
                return new LocalMinute(LocalDateTime.parse(text, FORM).withSecond(0));
            } catch (DateTimeException e) {
                throw new TypeConversionException("'" + text + "' is not a time like 2026-03-02 10:00");
            }
        }
    }
}
