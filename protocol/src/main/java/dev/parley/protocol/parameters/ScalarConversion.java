package dev.parley.protocol.parameters;

import dev.parley.protocol.shape.FieldType;
import java.math.BigDecimal;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The value of a field without parts, from JSON (strict) or from the text of a flattened call (spec/01 §5). */
final class ScalarConversion {

    private static final Pattern INTEGER = Pattern.compile("-?[0-9]{1,20}");
    /** Bounded, because turning a huge exponent into digits would take for ever. */
    private static final Pattern DECIMAL = Pattern.compile("-?[0-9]{1,40}(\\.[0-9]{1,40})?([eE][+-]?[0-9]{1,2})?");

    private ScalarConversion() {}

    /** Null when the value is not of the type. */
    static @Nullable Object convert(FieldType.Scalar type, ParameterValue value) {
        return switch (type) {
            case TEXT -> text(value);
            case SIGNED_INTEGER -> signed(integerText(value));
            case UNSIGNED_INTEGER -> unsigned(integerText(value));
            case DECIMAL -> decimal(value);
            case FLAG -> flag(value);
            case STREAMED_TEXT -> throw new IllegalArgumentException("a request cannot have streamed text");
        };
    }

    private static @Nullable String text(ParameterValue value) {
        return switch (value) {
            case ParameterValue.Text text -> text.value();
            case ParameterValue.Untyped untyped -> untyped.text();
            default -> null;
        };
    }

    private static @Nullable Boolean flag(ParameterValue value) {
        return switch (value) {
            case ParameterValue.Flag flag -> flag.value();
            case ParameterValue.Untyped(String text) ->
                switch (text) {
                    case "true", "True", "1" -> true;
                    case "false", "False", "0" -> false;
                    default -> null;
                };
            default -> null;
        };
    }

    private static String integerText(ParameterValue value) {
        return switch (value) {
            case ParameterValue.Digits(String text, boolean integral) when integral -> text;
            case ParameterValue.Untyped untyped -> untyped.text();
            default -> "";
        };
    }

    private static @Nullable Long signed(String text) {
        if (!INTEGER.matcher(text).matches()) {
            return null;
        }
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            return null;
        }
    }

    private static @Nullable Long unsigned(String text) {
        if (!INTEGER.matcher(text).matches() || text.startsWith("-")) {
            return null;
        }
        try {
            return Long.parseUnsignedLong(text);
        } catch (NumberFormatException e) {
            return null;
        }
    }

    private static @Nullable BigDecimal decimal(ParameterValue value) {
        String text =
                switch (value) {
                    case ParameterValue.Digits number -> number.text();
                    case ParameterValue.Untyped untyped -> untyped.text();
                    default -> "";
                };
        return DECIMAL.matcher(text).matches() ? new BigDecimal(text) : null;
    }
}
