package dev.parley.server.access.policy;

import dev.parley.server.access.policy.Operator.Relation;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** What kind of values an operator compares. */
enum ValueKind {
    TEXT("text"),
    CASELESS_TEXT("text"),
    PATTERN("text, in which * stands for any characters"),
    DATE("a time in UTC such as 2016-06-01T00:01:00Z"),
    ADDRESS("an address or a range such as 10.217.182.3/24"),
    NUMBER("a number such as 12 or 0.5"),
    BOOL("\"true\" or \"false\"");

    private static final Pattern DECIMAL = Pattern.compile("-?[0-9]{1,30}(?:\\.[0-9]{1,30})?");
    private static final Pattern DATE_SHAPE = Pattern.compile("[0-9]{4}-[0-9T:.Z+-]{6,36}");

    private final String form;

    ValueKind(String form) {
        this.form = form;
    }

    /** For messages: what a value must be. */
    String form() {
        return form;
    }

    /**
     * The test of an actual value against one written in a policy; empty when what is written isn't of this kind. The
     * test of {@link Relation#NOT_EQUAL} is that of equality: who asks turns the answer round.
     */
    Optional<Predicate<String>> test(String written, Relation relation) {
        return switch (this) {
            case TEXT -> Optional.of(written::equals);
            case CASELESS_TEXT -> Optional.of(written::equalsIgnoreCase);
            case PATTERN -> Optional.of(new Glob(written)::matches);
            case DATE -> compared(date(written), ValueKind::date, relation);
            case ADDRESS -> AddressRange.read(written).map(range -> range::contains);
            case NUMBER -> compared(number(written), ValueKind::number, relation);
            case BOOL -> bool(written).map(value -> actual -> bool(actual).equals(Optional.of(value)));
        };
    }

    /** Whether an actual value can be compared at all; what cannot makes a condition false, turned round or not. */
    boolean isReadable(String actual) {
        return switch (this) {
            case TEXT, CASELESS_TEXT, PATTERN -> true;
            case DATE -> date(actual).isPresent();
            case ADDRESS -> AddressRange.address(actual).isPresent();
            case NUMBER -> number(actual).isPresent();
            case BOOL -> bool(actual).isPresent();
        };
    }

    private static <T extends Comparable<T>> Optional<Predicate<String>> compared(
            Optional<T> written, Function<String, Optional<T>> read, Relation relation) {
        return written.map(value -> actual -> read.apply(actual)
                .filter(found -> relation.holds(found.compareTo(value)))
                .isPresent());
    }

    private static Optional<Instant> date(String text) {
        if (!DATE_SHAPE.matcher(text).matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(Instant.parse(text));
        } catch (DateTimeException notATime) {
            return Optional.empty();
        }
    }

    private static Optional<BigDecimal> number(String text) {
        return DECIMAL.matcher(text).matches() ? Optional.of(new BigDecimal(text)) : Optional.empty();
    }

    static Optional<Boolean> bool(String text) {
        return switch (text) {
            case "true" -> Optional.of(true);
            case "false" -> Optional.of(false);
            default -> Optional.empty();
        };
    }
}
