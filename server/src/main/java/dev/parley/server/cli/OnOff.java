package dev.parley.server.cli;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A switch as people write it. */
enum OnOff {
    ON("on"),
    OFF("off");

    private final String text;

    OnOff(String text) {
        this.text = text;
    }

    static OnOff of(boolean on) {
        return on ? ON : OFF;
    }

    boolean isOn() {
        return this == ON;
    }

    @Override
    public String toString() {
        return text;
    }

    /** Reads the text of an option. */
    static final class Converter implements ITypeConverter<OnOff> {
        @Override
        public OnOff convert(String text) {
            return switch (text) {
                case "on" -> ON;
                case "off" -> OFF;
                default -> throw new TypeConversionException("'" + text + "' is neither on nor off");
            };
        }
    }
}
