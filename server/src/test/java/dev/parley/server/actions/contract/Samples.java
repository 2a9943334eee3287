package dev.parley.server.actions.contract;

import dev.parley.protocol.parameters.ParameterValue;
import dev.parley.protocol.parameters.ParameterValue.Members;
import dev.parley.protocol.shape.Bounds;
import dev.parley.protocol.shape.FieldType;
import dev.parley.protocol.shape.RecordShape;
import dev.parley.protocol.shape.TextForm;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.function.Predicate;

/** Values that a record accepts, found from what it says about itself. */
final class Samples {

    /** One for each form that the contract's texts have, and one that has none of them. */
    private static final List<String> TEXTS = List.of(
            "a",
            "#a0B1c2",
            "0xa0B1c2",
            "1_2_3",
            "2026-03-02",
            "2026-03-02 09:58",
            "https://example.org/a.flv",
            "rtmp://example.org/live/a",
            "\u0007/");

    private Samples() {}

    /** An object with its required members only. */
    static Members required(RecordShape<?> shape) {
        SequencedMap<String, ParameterValue> members = new LinkedHashMap<>();
        for (RecordShape.Field field : shape.fields()) {
            if (field.required()) {
                members.put(field.name(), value(field.type(), field.bounds()));
            }
        }
        return new Members(members);
    }

    /** An object with all its members, at every depth. */
    static Members complete(RecordShape<?> shape) {
        SequencedMap<String, ParameterValue> members = new LinkedHashMap<>();
        for (RecordShape.Field field : shape.fields()) {
            members.put(field.name(), complete(field.type(), field.bounds()));
        }
        return new Members(members);
    }

    private static ParameterValue complete(FieldType type, Bounds bounds) {
        return switch (type) {
            case FieldType.Nested nested -> complete(nested.shape());
            case FieldType.ListOf(FieldType.Nested nested) ->
                new ParameterValue.Items(List.of(complete(nested.shape())));
            default -> value(type, bounds);
        };
    }

    static ParameterValue value(FieldType type, Bounds bounds) {
        return switch (type) {
            case FieldType.ListOf list -> new ParameterValue.Items(List.of(value(list.element(), bounds)));
            case FieldType.Nested nested -> required(nested.shape());
            case FieldType.Scalar scalar -> scalar(scalar, legal(scalar, bounds));
        };
    }

    private static String legal(FieldType.Scalar type, Bounds bounds) {
        if (bounds.choices() != null) {
            return bounds.choices().value()[0];
        }
        if (bounds.range() != null) {
            return Long.toString(bounds.range().min());
        }
        return switch (type) {
            case TEXT -> bounds.form() == null ? "a" : matching(bounds.form());
            case FLAG -> "true";
            default -> "1";
        };
    }

    static ParameterValue scalar(FieldType.Scalar type, String text) {
        return switch (type) {
            case TEXT -> new ParameterValue.Text(text);
            case FLAG -> new ParameterValue.Flag(Boolean.parseBoolean(text));
            default -> new ParameterValue.Digits(text, !text.contains("."));
        };
    }

    /** A text of the form. */
    static String matching(TextForm form) {
        return text(form, text -> text.matches(form.pattern()));
    }

    /** A text not of the form. */
    static String other(TextForm form) {
        return text(form, text -> !text.matches(form.pattern()));
    }

    private static String text(TextForm form, Predicate<String> wanted) {
        return TEXTS.stream()
                .filter(form.pattern().isEmpty() ? _ -> true : wanted)
                .findFirst()
                .orElseThrow(() -> new AssertionError("no example for " + form));
    }
}
