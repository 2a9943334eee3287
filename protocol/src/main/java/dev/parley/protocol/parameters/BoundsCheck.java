package dev.parley.protocol.parameters;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.parley.protocol.errors.ActionErrors;
import dev.parley.protocol.shape.Bounds;
import dev.parley.protocol.shape.ItemCount;
import dev.parley.protocol.shape.OneOf;
import dev.parley.protocol.shape.Range;
import dev.parley.protocol.shape.TextForm;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.LongFunction;
import java.util.stream.Collectors;

/** Holds converted values against the limits their record declares (spec/03 §1, rules 3 and 4). */
final class BoundsCheck {

    private final ActionErrors errors;

    BoundsCheck(ActionErrors errors) {
        this.errors = errors;
    }

    /**
     * Checks a value, or a list and each of its entries.
     *
     * @throws dev.parley.protocol.errors.ApiException with the code the action lists for it, naming what is allowed
     */
    void check(Bounds bounds, Object value, String path) {
        if (value instanceof List<?> list) {
            if (bounds.count() != null) {
                checkCount(bounds.count(), list.size(), path);
            }
            for (int index = 0; index < list.size(); index++) {
                checkOne(bounds, list.get(index), path + "." + index);
            }
        } else {
            checkOne(bounds, value, path);
        }
    }

    private void checkOne(Bounds bounds, Object value, String path) {
        if (bounds.form() != null && bounds.form().emptyIsMissing() && value.equals("")) {
            throw errors.missing(path);
        }
        if (bounds.choices() != null) {
            checkChoice(bounds.choices(), value, path);
        }
        if (bounds.range() != null && value instanceof Long number) {
            checkRange(bounds.range(), number, path);
        }
        if (bounds.form() != null && value instanceof String text) {
            checkForm(bounds.form(), text, path);
        }
    }

    private void checkCount(ItemCount count, int size, String path) {
        if (size > count.max()) {
            throw errors.above(count.aboveCode(), path, "`" + path + "` may have at most " + count.max() + " entries.");
        }
        if (size < count.min()) {
            throw errors.invalid(path, "`" + path + "` must have at least " + entries(count.min()) + ".");
        }
    }

    private static String entries(int count) {
        return count == 1 ? "one entry" : count + " entries";
    }

    private void checkRange(Range range, long value, String path) {
        boolean signed = range.min() < 0;
        Comparator<Long> order = signed ? Long::compare : Long::compareUnsigned;
        if (order.compare(value, range.max()) > 0) {
            throw errors.above(range.aboveCode(), path, allowed(range, signed, path));
        }
        if (order.compare(value, range.min()) < 0
                || Arrays.stream(range.except()).anyMatch(hole -> hole == value)) {
            throw errors.invalidValue(path, allowed(range, signed, path));
        }
    }

    private static String allowed(Range range, boolean signed, String path) {
        LongFunction<String> digits = signed ? Long::toString : Long::toUnsignedString;
        String holes = Arrays.stream(range.except()).mapToObj(digits).collect(Collectors.joining(", "));
        return "`" + path + "` must be " + digits.apply(range.min()) + " to " + digits.apply(range.max())
                + (holes.isEmpty() ? "." : ", but not " + holes + ".");
    }

    private void checkChoice(OneOf choices, Object value, String path) {
        if (!Arrays.asList(choices.value()).contains(text(value))) {
            throw errors.invalidValue(
                    path, "`" + path + "` must be one of `" + String.join("`, `", choices.value()) + "`.");
        }
    }

    private static String text(Object value) {
        return switch (value) {
            case Long number -> Long.toUnsignedString(number);
            case BigDecimal decimal -> decimal.stripTrailingZeros().toPlainString();
            default -> value.toString();
        };
    }

    private void checkForm(TextForm form, String text, String path) {
        int length = text.getBytes(UTF_8).length;
        if (length < form.minLength()) {
            throw errors.invalid(path, "`" + path + "` must not be empty.");
        }
        if (form.maxLength() > 0 && length > form.maxLength()) {
            String allowed = "`" + path + "` may have at most " + form.maxLength() + " bytes.";
            throw form.aboveCode().isEmpty()
                    ? errors.invalid(path, allowed)
                    : errors.above(form.aboveCode(), path, allowed);
        }
        if (!form.pattern().isEmpty() && !text.matches(form.pattern())) {
            throw errors.invalid(path, "`" + path + "` must be " + form.described() + ".");
        }
    }
}
