package dev.parley.protocol.shape;

import java.lang.reflect.AnnotatedType;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The wire form of a record type. Fields are in the order of the components; a component marked {@link Nullable} is
 * optional, every other one is required.
 *
 * @param <R> the record type
 */
public final class RecordShape<R extends Record> {

    private final Class<R> type;
    private final List<Field> fields;
    private final Constructor<R> constructor;

    private RecordShape(Class<R> type, List<Field> fields, Constructor<R> constructor) {
        this.type = type;
        this.fields = List.copyOf(fields);
        this.constructor = constructor;
    }

    /**
     * One field.
     *
     * @param name exact wire name
     * @param bounds what its value is limited to
     * @param meaning in words; empty where nobody wrote it down
     * @param accessor reads the component
     */
    public record Field(String name, FieldType type, boolean required, Bounds bounds, String meaning, Method accessor) {

        /** The value of this field in a record; null for an absent optional one. */
        public @Nullable Object of(Record owner) {
            try {
                return accessor.invoke(owner);
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException("cannot read " + accessor, e);
            }
        }
    }

    /**
     * Reads a record type.
     *
     * @throws IllegalArgumentException when a component is of a type that has no wire form: a mistake in the action
     */
    public static <R extends Record> RecordShape<R> of(Class<R> type) {
        RecordComponent[] components = type.getRecordComponents();
        List<Field> fields = new ArrayList<>();
        for (RecordComponent component : components) {
            Method accessor = component.getAccessor();
            accessor.setAccessible(true);
            fields.add(new Field(
                    wireName(component),
                    fieldType(component),
                    isRequired(component),
                    Bounds.of(component),
                    meaning(component),
                    accessor));
        }
        Class<?>[] types =
                Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
        try {
            Constructor<R> constructor = type.getDeclaredConstructor(types);
            constructor.setAccessible(true);
            return new RecordShape<>(type, fields, constructor);
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException("every record has its canonical constructor", e);
        }
    }

    public Class<R> type() {
        return type;
    }

    public List<Field> fields() {
        return fields;
    }

    /**
     * Makes a record from the values of its fields, in their order; what the constructor throws comes out unchanged.
     */
    public R create(@Nullable Object[] values) {
        try {
            return constructor.newInstance(values);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof RuntimeException thrown) {
                throw thrown;
            }
            throw new IllegalStateException("the constructor of " + type + " failed", e);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("cannot make " + type, e);
        }
    }

    private static String wireName(RecordComponent component) {
        WireName name = component.getAnnotation(WireName.class);
        if (name != null) {
            return name.value();
        }
        String text = component.getName();
        return text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
    }

    private static String meaning(RecordComponent component) {
        Meaning meaning = component.getAnnotation(Meaning.class);
        return meaning == null ? "" : meaning.value();
    }

    private static boolean isRequired(RecordComponent component) {
        AnnotatedType annotated = component.getAnnotatedType();
        return !annotated.isAnnotationPresent(Nullable.class);
    }

    private static FieldType fieldType(RecordComponent component) {
        FieldType type = fieldType(component.getGenericType());
        return component.isAnnotationPresent(Unsigned.class) ? unsigned(type) : type;
    }

    private static FieldType unsigned(FieldType type) {
        return switch (type) {
            case FieldType.Scalar scalar
            when scalar == FieldType.Scalar.SIGNED_INTEGER -> FieldType.Scalar.UNSIGNED_INTEGER;
            case FieldType.ListOf(FieldType element) -> new FieldType.ListOf(unsigned(element));
            default -> throw new IllegalArgumentException("only integers can be unsigned, not " + type);
        };
    }

    private static FieldType fieldType(Type type) {
        if (type instanceof ParameterizedType list && list.getRawType() == List.class) {
            return new FieldType.ListOf(fieldType(list.getActualTypeArguments()[0]));
        }
        if (type instanceof Class<?> nested && nested.isRecord()) {
            return new FieldType.Nested(of(nested.asSubclass(Record.class)));
        }
        if (type == String.class) {
            return FieldType.Scalar.TEXT;
        }
        if (type == long.class || type == Long.class) {
            return FieldType.Scalar.SIGNED_INTEGER;
        }
        if (type == boolean.class || type == Boolean.class) {
            return FieldType.Scalar.FLAG;
        }
        if (type == BigDecimal.class) {
            return FieldType.Scalar.DECIMAL;
        }
        if (type == StreamedText.class) {
            return FieldType.Scalar.STREAMED_TEXT;
        }
        throw new IllegalArgumentException(type + " has no wire form");
    }
}
