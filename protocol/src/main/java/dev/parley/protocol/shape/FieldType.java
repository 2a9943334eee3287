package dev.parley.protocol.shape;

/** The type of a field on the wire. */
public sealed interface FieldType {

    /** Types without parts. */
    enum Scalar implements FieldType {
        TEXT,
        SIGNED_INTEGER,
        UNSIGNED_INTEGER,
        DECIMAL,
        FLAG,
        STREAMED_TEXT
    }

    record ListOf(FieldType element) implements FieldType {}

    record Nested(RecordShape<?> shape) implements FieldType {}
}
