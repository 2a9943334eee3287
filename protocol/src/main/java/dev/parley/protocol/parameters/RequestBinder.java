package dev.parley.protocol.parameters;

import dev.parley.protocol.errors.ActionErrors;
import dev.parley.protocol.errors.ApiError;
import dev.parley.protocol.errors.ApiException;
import dev.parley.protocol.errors.Message;
import dev.parley.protocol.shape.FieldType;
import dev.parley.protocol.shape.RecordShape;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Turns a tree of parameters into the record an action declares. Reports the first problem only: unknown names, then
 * missing ones, then wrong types and values (spec/01 §8 step 15), each in the order of the record. Safe for use by any
 * thread.
 *
 * @param <Q> the request record
 */
public final class RequestBinder<Q extends Record> {

    private final RecordShape<Q> shape;
    private final ActionErrors errors;
    private final BoundsCheck boundsCheck;

    public RequestBinder(Class<Q> type, ActionErrors errors) {
        this.shape = RecordShape.of(type);
        this.errors = errors;
        this.boundsCheck = new BoundsCheck(errors);
    }

    /** @throws ApiException {@code UnknownParameter}, {@code MissingParameter*} or {@code InvalidParameter*} */
    public Q bind(ParameterValue.Members parameters) {
        refuseUnknown(shape, parameters, "");
        requireMandatory(shape, parameters, "");
        return record(shape, parameters, "");
    }

    private void refuseUnknown(RecordShape<?> expected, ParameterValue.Members members, String prefix) {
        for (Map.Entry<String, ParameterValue> member : members.values().entrySet()) {
            String path = prefix + member.getKey();
            RecordShape.Field field = field(expected, member.getKey());
            if (field == null) {
                throw new ApiException(ApiError.UNKNOWN_PARAMETER, unknown(expected, path, member.getKey()));
            }
            refuseUnknown(field.type(), member.getValue(), path);
        }
    }

    private void refuseUnknown(FieldType type, ParameterValue value, String path) {
        if (type instanceof FieldType.Nested nested && value instanceof ParameterValue.Members members) {
            refuseUnknown(nested.shape(), members, path + ".");
        } else if (type instanceof FieldType.ListOf list && value instanceof ParameterValue.Items items) {
            for (int index = 0; index < items.values().size(); index++) {
                refuseUnknown(list.element(), items.values().get(index), path + "." + index);
            }
        }
    }

    private void requireMandatory(RecordShape<?> expected, ParameterValue.Members members, String prefix) {
        for (RecordShape.Field field : expected.fields()) {
            String path = prefix + field.name();
            ParameterValue value = members.values().get(field.name());
            if (value != null) {
                requireMandatory(field.type(), value, path);
            } else if (field.required()) {
                throw errors.missing(path);
            }
        }
    }

    private void requireMandatory(FieldType type, ParameterValue value, String path) {
        if (type instanceof FieldType.Nested nested && value instanceof ParameterValue.Members members) {
            requireMandatory(nested.shape(), members, path + ".");
        } else if (type instanceof FieldType.ListOf list && value instanceof ParameterValue.Items items) {
            for (int index = 0; index < items.values().size(); index++) {
                requireMandatory(list.element(), items.values().get(index), path + "." + index);
            }
        }
    }

    private <R extends Record> R record(RecordShape<R> expected, ParameterValue.Members members, String prefix) {
        @Nullable Object[] values = new @Nullable Object[expected.fields().size()];
        for (int index = 0; index < values.length; index++) {
            RecordShape.Field field = expected.fields().get(index);
            ParameterValue value = members.values().get(field.name());
            if (value != null) {
                String path = prefix + field.name();
                Object converted = convert(field.type(), value, path);
                boundsCheck.check(field.bounds(), converted, path);
                values[index] = converted;
            }
        }
        return expected.create(values);
    }

    private Object convert(FieldType type, ParameterValue value, String path) {
        Object converted =
                switch (type) {
                    case FieldType.Scalar scalar -> ScalarConversion.convert(scalar, value);
                    case FieldType.ListOf list ->
                        value instanceof ParameterValue.Items items ? list(list.element(), items, path) : null;
                    case FieldType.Nested nested ->
                        value instanceof ParameterValue.Members members
                                ? record(nested.shape(), members, path + ".")
                                : null;
                };
        if (converted == null) {
            throw errors.wrongType(path);
        }
        return converted;
    }

    private List<Object> list(FieldType element, ParameterValue.Items items, String path) {
        List<Object> converted = new ArrayList<>(items.values().size());
        for (int index = 0; index < items.values().size(); index++) {
            converted.add(convert(element, items.values().get(index), path + "." + index));
        }
        return List.copyOf(converted);
    }

    private static RecordShape.@Nullable Field field(RecordShape<?> expected, String name) {
        for (RecordShape.Field field : expected.fields()) {
            if (field.name().equals(name)) {
                return field;
            }
        }
        return null;
    }

    private static Message unknown(RecordShape<?> expected, String path, String name) {
        Message message =
                new Message("The parameter `" + path + "` is not defined for this action.", "未定义参数 `" + path + "`。");
        for (RecordShape.Field field : expected.fields()) {
            if (field.name().equalsIgnoreCase(name)) {
                return new Message(
                        message.english() + " Did you mean `" + field.name() + "`?",
                        message.chinese() + "是否应为 `" + field.name() + "`？");
            }
        }
        return message;
    }
}
