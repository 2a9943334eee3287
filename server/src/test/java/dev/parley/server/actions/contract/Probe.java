package dev.parley.server.actions.contract;

import dev.parley.protocol.parameters.ParameterValue;
import dev.parley.protocol.parameters.ParameterValue.Items;
import dev.parley.protocol.parameters.ParameterValue.Members;
import dev.parley.protocol.shape.Bounds;
import dev.parley.protocol.shape.FieldType;
import dev.parley.protocol.shape.ItemCount;
import dev.parley.protocol.shape.OneOf;
import dev.parley.protocol.shape.Range;
import dev.parley.protocol.shape.RecordShape;
import dev.parley.protocol.shape.TextForm;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.function.UnaryOperator;

/**
 * A request that is the smallest legal one but for one field, whose value is just inside or just outside its limits.
 *
 * @param what the field and its value, for people
 * @param legal whether it is inside
 */
record Probe(String what, Members request, boolean legal) {

    /** All probes of a request. */
    static List<Probe> of(RecordShape<?> request) {
        List<Probe> probes = new ArrayList<>();
        collect(request, "", UnaryOperator.identity(), probes);
        return probes;
    }

    /** @param inRequest puts an object of this shape where it belongs in the smallest legal request */
    private static void collect(
            RecordShape<?> shape, String prefix, UnaryOperator<Members> inRequest, List<Probe> probes) {
        for (RecordShape.Field field : shape.fields()) {
            String path = prefix + field.name();
            for (Sample sample : samples(field)) {
                Members request = inRequest.apply(with(shape, field, sample.value()));
                probes.add(new Probe(path + " = " + sample.value(), request, sample.legal()));
            }
            if (field.type() instanceof FieldType.Nested nested) {
                UnaryOperator<Members> below = inner -> inRequest.apply(with(shape, field, inner));
                collect(nested.shape(), path + ".", below, probes);
            } else if (field.type() instanceof FieldType.ListOf(FieldType.Nested nested)) {
                UnaryOperator<Members> below = inner -> inRequest.apply(with(shape, field, new Items(List.of(inner))));
                collect(nested.shape(), path + ".0.", below, probes);
            }
        }
    }

    private static Members with(RecordShape<?> shape, RecordShape.Field field, ParameterValue value) {
        SequencedMap<String, ParameterValue> members =
                new LinkedHashMap<>(Samples.required(shape).values());
        members.put(field.name(), value);
        return new Members(members);
    }

    private record Sample(ParameterValue value, boolean legal) {}

    private static List<Sample> samples(RecordShape.Field field) {
        List<Sample> samples = new ArrayList<>();
        Bounds bounds = field.bounds();
        if (field.type() instanceof FieldType.ListOf list) {
            if (bounds.count() != null) {
                counts(samples, bounds.count(), Samples.value(list.element(), bounds));
            }
            if (list.element() instanceof FieldType.Scalar scalar) {
                for (Sample one : scalars(scalar, bounds)) {
                    samples.add(new Sample(new Items(List.of(one.value())), one.legal()));
                }
            }
        } else if (field.type() instanceof FieldType.Scalar scalar) {
            samples.addAll(scalars(scalar, bounds));
        }
        return samples;
    }

    private static void counts(List<Sample> samples, ItemCount count, ParameterValue item) {
        for (int size : new int[] {count.min() - 1, count.min(), count.max(), count.max() + 1}) {
            if (size >= 0) {
                boolean legal = size >= count.min() && size <= count.max();
                samples.add(new Sample(new Items(Collections.nCopies(size, item)), legal));
            }
        }
    }

    private static List<Sample> scalars(FieldType.Scalar type, Bounds bounds) {
        List<Sample> samples = new ArrayList<>();
        if (bounds.range() != null) {
            ranges(samples, type, bounds.range());
        }
        if (bounds.choices() != null) {
            choices(samples, type, bounds.choices());
        }
        if (bounds.form() != null && bounds.choices() == null) {
            forms(samples, bounds.form());
        }
        return samples;
    }

    private static void ranges(List<Sample> samples, FieldType.Scalar type, Range range) {
        add(samples, type, true, range.min(), range.max());
        add(samples, type, false, range.min() - 1, range.max() + 1);
        for (long hole : range.except()) {
            add(samples, type, true, hole - 1, hole + 1);
            add(samples, type, false, hole);
        }
    }

    private static void add(List<Sample> samples, FieldType.Scalar type, boolean legal, long... values) {
        for (long value : values) {
            samples.add(new Sample(Samples.scalar(type, Long.toString(value)), legal));
        }
    }

    private static void choices(List<Sample> samples, FieldType.Scalar type, OneOf choices) {
        List<String> all = Arrays.asList(choices.value());
        all.forEach(choice -> samples.add(new Sample(Samples.scalar(type, choice), true)));
        if (type == FieldType.Scalar.TEXT) {
            samples.add(new Sample(Samples.scalar(type, all.getFirst() + "x"), false));
            return;
        }
        BigDecimal last =
                all.stream().map(BigDecimal::new).max(BigDecimal::compareTo).orElseThrow();
        BigDecimal first =
                all.stream().map(BigDecimal::new).min(BigDecimal::compareTo).orElseThrow();
        BigDecimal step = type == FieldType.Scalar.DECIMAL ? new BigDecimal("0.01") : BigDecimal.ONE;
        for (BigDecimal beyond : List.of(first.subtract(step), last.add(step))) {
            samples.add(new Sample(Samples.scalar(type, beyond.toPlainString()), false));
        }
    }

    private static void forms(List<Sample> samples, TextForm form) {
        FieldType.Scalar type = FieldType.Scalar.TEXT;
        samples.add(new Sample(Samples.scalar(type, Samples.matching(form)), true));
        if (form.minLength() > 0 || form.emptyIsMissing()) {
            samples.add(new Sample(Samples.scalar(type, ""), false));
        }
        if (form.minLength() > 0) {
            samples.add(new Sample(Samples.scalar(type, "a".repeat(form.minLength())), true));
        }
        if (form.maxLength() > 0) {
            samples.add(new Sample(Samples.scalar(type, "a".repeat(form.maxLength())), true));
            samples.add(new Sample(Samples.scalar(type, "a".repeat(form.maxLength() + 1)), false));
        }
        if (!form.pattern().isEmpty()) {
            samples.add(new Sample(Samples.scalar(type, Samples.other(form)), false));
        }
    }
}
