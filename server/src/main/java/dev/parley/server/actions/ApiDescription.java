package dev.parley.server.actions;

import dev.parley.protocol.errors.ApiError;
import dev.parley.protocol.shape.Bounds;
import dev.parley.protocol.shape.FieldType;
import dev.parley.protocol.shape.RecordShape;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Actions of the cloud API as plain values, read off their records: what documents, explorers and help are written
 * from. Types are named as in the vendor's description: {@code uint64}, {@code int64}, {@code float}, {@code bool},
 * {@code string}, {@code list of X}, or the name of a type.
 *
 * @param types those the actions' fields name, and those these name, in the order of their names
 */
public record ApiDescription(List<DescribedAction> actions, List<Type> types) {

    public ApiDescription {
        actions = List.copyOf(actions);
        types = List.copyOf(types);
    }

    /** How much of an action there is. */
    public enum Status {
        WORKS("works"),
        PARTIAL("partial"),
        NOT_YET("not yet");

        private final String word;

        Status(String word) {
            this.word = word;
        }

        public String word() {
            return word;
        }
    }

    /**
     * One action.
     *
     * @param gaps what does not work yet, in sentences
     * @param differences from the real service, in sentences
     * @param callsPerSecond for each region and caller; 0 for none documented
     * @param errors the codes it lists, besides those that any call may be answered with
     */
    public record DescribedAction(
            String name,
            Status status,
            List<String> gaps,
            List<String> differences,
            int callsPerSecond,
            List<Field> request,
            List<Field> response,
            List<ApiError> errors) {

        public DescribedAction {
            gaps = List.copyOf(gaps);
            differences = List.copyOf(differences);
            request = List.copyOf(request);
            response = List.copyOf(response);
            errors = List.copyOf(errors);
        }
    }

    /**
     * A field of a request, an answer or a type.
     *
     * @param meaning in words; empty where nobody wrote it down
     */
    public record Field(String name, String type, boolean required, String meaning, Bounds bounds) {}

    /** What a field that is no single value consists of. */
    public record Type(String name, List<Field> fields) {

        public Type {
            fields = List.copyOf(fields);
        }
    }

    /** The description of these actions and of the types they need. */
    public static ApiDescription of(List<? extends ActionDescription<?, ?>> actions) {
        Reading reading = new Reading();
        List<DescribedAction> described = actions.stream().map(reading::action).toList();
        List<Type> types = new ArrayList<>();
        reading.types.forEach((name, shape) -> types.add(new Type(name, reading.fields(shape))));
        return new ApiDescription(described, types);
    }

    /** Notes the types it meets. */
    private static final class Reading {

        /** Not part of the records: the envelope adds it to every answer. */
        private static final Field REQUEST_ID = new Field(
                "RequestId",
                "string",
                true,
                "The call's own id, as in the server's log and audit trail.",
                new Bounds(null, null, null, null));

        private final Map<String, RecordShape<?>> types = new TreeMap<>();

        private List<Field> answerFields(RecordShape<?> shape) {
            List<Field> fields = new ArrayList<>(fields(shape));
            fields.add(REQUEST_ID);
            return fields;
        }

        DescribedAction action(ActionDescription<?, ?> action) {
            return new DescribedAction(
                    action.name(),
                    status(action),
                    action.gaps(),
                    action.differences(),
                    action.callsPerSecond(),
                    fields(RecordShape.of(action.requestType())),
                    answerFields(RecordShape.of(action.answerType())),
                    action.errors().listed());
        }

        private static Status status(ActionDescription<?, ?> action) {
            if (!(action instanceof Action<?, ?>)) {
                return Status.NOT_YET;
            }
            return action.gaps().isEmpty() ? Status.WORKS : Status.PARTIAL;
        }

        List<Field> fields(RecordShape<?> shape) {
            return shape.fields().stream()
                    .map(field -> new Field(
                            field.name(), typeName(field.type()), field.required(), field.meaning(), field.bounds()))
                    .toList();
        }

        private String typeName(FieldType type) {
            return switch (type) {
                case FieldType.Scalar scalar ->
                    switch (scalar) {
                        case TEXT, STREAMED_TEXT -> "string";
                        case SIGNED_INTEGER -> "int64";
                        case UNSIGNED_INTEGER -> "uint64";
                        case DECIMAL -> "float";
                        case FLAG -> "bool";
                    };
                case FieldType.ListOf list -> "list of " + typeName(list.element());
                case FieldType.Nested nested -> nestedName(nested.shape());
            };
        }

        private String nestedName(RecordShape<?> shape) {
            String name = shape.type().getSimpleName();
            if (types.put(name, shape) == null) {
                // Whatever it holds has a name too.
                shape.fields().forEach(field -> typeName(field.type()));
            }
            return name;
        }
    }
}
