package dev.parley.server.cli;

import dev.parley.server.config.DurationText;
import java.time.Duration;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** How long a ticket lives: a duration as in the settings, or seconds as the official libraries take them. */
final class Lifetime implements ITypeConverter<Duration> {

    @Override
    public Duration convert(String text) {
        try {
            return DurationText.parse(text.matches("[0-9]+") ? text + "s" : text);
        } catch (IllegalArgumentException wrong) {
            throw new TypeConversionException("'" + text + "' is no time; " + wrong.getMessage());
        }
    }
}
