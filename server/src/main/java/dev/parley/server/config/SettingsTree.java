package dev.parley.server.config;

import java.lang.reflect.AnnotatedType;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The options of {@link Settings}, found by looking at the records once: sections are components that are records and
 * say nothing about when they apply, everything else is an option. A component that is neither breaks the start.
 */
final class SettingsTree {

    private static final Section ROOT = section("", Settings.class, Settings.defaults());

    /** By key, in the order of the records. */
    private static final Map<String, Option> OPTIONS = options(ROOT, new LinkedHashMap<>());

    private SettingsTree() {}

    sealed interface Part permits Section, Option {
        /** With the sections around it; empty for the root. */
        String key();

        String description();

        /** The last word of the key. */
        default String name() {
            return key().substring(key().lastIndexOf('.') + 1);
        }
    }

    record Section(String key, String description, Class<?> type, List<Part> parts) implements Part {}

    /** A record of the tree does not accept what it was given. */
    static final class RefusedException extends RuntimeException {
        private final transient Section section;

        RefusedException(Section section, IllegalArgumentException why) {
            super(section.key() + ": " + why.getMessage(), why);
            this.section = section;
        }

        /** The keys of its options. */
        List<String> keys() {
            return section.parts().stream().map(Part::key).toList();
        }
    }

    static Section root() {
        return ROOT;
    }

    static Map<String, Option> options() {
        return OPTIONS;
    }

    private static Map<String, Option> options(Section section, Map<String, Option> into) {
        for (Part part : section.parts()) {
            switch (part) {
                case Section inner -> options(inner, into);
                case Option option -> into.put(option.key(), option);
            }
        }
        return into;
    }

    private static Section section(String key, Class<?> type, @Nullable Object defaults) {
        List<Part> parts = new ArrayList<>();
        for (RecordComponent component : type.getRecordComponents()) {
            String inner = (key.isEmpty() ? "" : key + ".") + kebab(component.getName());
            Object value = value(component, Objects.requireNonNull(defaults));
            parts.add(
                    component.isAnnotationPresent(Applies.class)
                            ? option(inner, component, value)
                            : section(inner, component.getType(), value));
        }
        Description description = type.getAnnotation(Description.class);
        return new Section(key, description == null ? "" : description.value(), type, List.copyOf(parts));
    }

    /** Words that Java keeps for itself have an underscore behind them. */
    private static String kebab(String camel) {
        return camel.replaceAll("_$", "").replaceAll("(?=[A-Z])", "-").toLowerCase(Locale.ROOT);
    }

    private static Option option(String key, RecordComponent component, @Nullable Object defaultValue) {
        Description description = component.getAnnotation(Description.class);
        Applies applies = component.getAnnotation(Applies.class);
        AnnotatedType type = component.getAnnotatedType();
        return new Option(
                key,
                description == null ? "" : description.value(),
                applies.value(),
                form(component.getType()),
                Notation.of(itemType(component)),
                type.isAnnotationPresent(Nullable.class),
                component.getAnnotation(Bounds.class),
                defaultValue);
    }

    private static Option.Form form(Class<?> type) {
        if (type == List.class) {
            return Option.Form.LIST;
        }
        if (type == Set.class) {
            return Option.Form.SET;
        }
        return type == Map.class ? Option.Form.MAP : Option.Form.VALUE;
    }

    /** The component's type, or that of a collection's items, which is its last argument. */
    private static Class<?> itemType(RecordComponent component) {
        if (component.getGenericType() instanceof ParameterizedType collection) {
            Type[] arguments = collection.getActualTypeArguments();
            return (Class<?>) arguments[arguments.length - 1];
        }
        return component.getType();
    }

    private static @Nullable Object value(RecordComponent component, Object instance) {
        try {
            return component.getAccessor().invoke(instance);
        } catch (ReflectiveOperationException impossible) {
            throw new IllegalStateException("settings records and their components are public", impossible);
        }
    }

    /** The value of every option, by key, in the order of the records. */
    static Map<String, @Nullable Object> values(Settings settings) {
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        collect(ROOT, settings, values);
        return values;
    }

    private static void collect(Section section, Object instance, Map<String, @Nullable Object> into) {
        RecordComponent[] components = section.type().getRecordComponents();
        for (int index = 0; index < components.length; index++) {
            Object value = value(components[index], instance);
            switch (section.parts().get(index)) {
                case Section inner -> collect(inner, Objects.requireNonNull(value), into);
                case Option option -> into.put(option.key(), value);
            }
        }
    }

    /**
     * The tree with these values.
     *
     * @param values of every option, by key
     * @throws RefusedException when a record refuses its values, with the record's words
     */
    static Settings build(Map<String, @Nullable Object> values) {
        return (Settings) build(ROOT, values);
    }

    private static Object build(Section section, Map<String, @Nullable Object> values) {
        RecordComponent[] components = section.type().getRecordComponents();
        Class<?>[] types = Stream.of(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
        Object[] arguments = section.parts().stream()
                .map(part -> part instanceof Section inner ? build(inner, values) : values.get(part.key()))
                .toArray();
        try {
            return section.type().getDeclaredConstructor(types).newInstance(arguments);
        } catch (InvocationTargetException refused) {
            if (refused.getCause() instanceof IllegalArgumentException wrong) {
                throw new RefusedException(section, wrong);
            }
            throw new IllegalStateException("the settings " + section.key() + " cannot be built", refused);
        } catch (ReflectiveOperationException impossible) {
            throw new IllegalStateException("settings records are public", impossible);
        }
    }
}
