package dev.parley.server.access.policy;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The operators of conditions (spec/04 §6). */
enum Operator {
    STRING_EQUAL(ValueKind.TEXT, Relation.EQUAL),
    STRING_NOT_EQUAL(ValueKind.TEXT, Relation.NOT_EQUAL),
    STRING_EQUAL_IGNORE_CASE(ValueKind.CASELESS_TEXT, Relation.EQUAL),
    STRING_NOT_EQUAL_IGNORE_CASE(ValueKind.CASELESS_TEXT, Relation.NOT_EQUAL),
    STRING_LIKE(ValueKind.PATTERN, Relation.EQUAL),
    STRING_NOT_LIKE(ValueKind.PATTERN, Relation.NOT_EQUAL),
    BINARY_EQUAL(ValueKind.TEXT, Relation.EQUAL),
    DATE_EQUAL(ValueKind.DATE, Relation.EQUAL),
    DATE_NOT_EQUAL(ValueKind.DATE, Relation.NOT_EQUAL),
    DATE_GREATER_THAN(ValueKind.DATE, Relation.GREATER),
    DATE_GREATER_THAN_EQUAL(ValueKind.DATE, Relation.GREATER_OR_EQUAL),
    DATE_LESS_THAN(ValueKind.DATE, Relation.LESS),
    DATE_LESS_THAN_EQUAL(ValueKind.DATE, Relation.LESS_OR_EQUAL),
    IP_EQUAL(ValueKind.ADDRESS, Relation.EQUAL),
    IP_NOT_EQUAL(ValueKind.ADDRESS, Relation.NOT_EQUAL),
    NUMERIC_EQUAL(ValueKind.NUMBER, Relation.EQUAL),
    NUMERIC_NOT_EQUAL(ValueKind.NUMBER, Relation.NOT_EQUAL),
    NUMERIC_GREATER_THAN(ValueKind.NUMBER, Relation.GREATER),
    NUMERIC_GREATER_THAN_EQUAL(ValueKind.NUMBER, Relation.GREATER_OR_EQUAL),
    NUMERIC_LESS_THAN(ValueKind.NUMBER, Relation.LESS),
    NUMERIC_LESS_THAN_EQUAL(ValueKind.NUMBER, Relation.LESS_OR_EQUAL),
    BOOL_EQUAL(ValueKind.BOOL, Relation.EQUAL),
    NULL_EQUAL(ValueKind.BOOL, Relation.EQUAL);

    /** How an actual value stands to the one written in the policy. */
    enum Relation {
        EQUAL,
        NOT_EQUAL,
        GREATER,
        GREATER_OR_EQUAL,
        LESS,
        LESS_OR_EQUAL;

        /** @param order negative, zero or positive: actual value compared with the written one */
        boolean holds(int order) {
            return switch (this) {
                case EQUAL, NOT_EQUAL -> order == 0;
                case GREATER -> order > 0;
                case GREATER_OR_EQUAL -> order >= 0;
                case LESS -> order < 0;
                case LESS_OR_EQUAL -> order <= 0;
            };
        }
    }

    private static final Map<String, Operator> BY_WORD =
            Arrays.stream(values()).collect(Collectors.toMap(Operator::word, Function.identity()));

    private final ValueKind kind;
    private final Relation relation;
    private final String word = name().toLowerCase(Locale.ROOT);

    Operator(ValueKind kind, Relation relation) {
        this.kind = kind;
        this.relation = relation;
    }

    static @Nullable Operator of(String word) {
        return BY_WORD.get(word);
    }

    /** As policies write it. */
    String word() {
        return word;
    }

    ValueKind kind() {
        return kind;
    }

    Relation relation() {
        return relation;
    }

    /** Such an operator is true only if no value equals. */
    boolean isNegated() {
        return relation == Relation.NOT_EQUAL;
    }
}
