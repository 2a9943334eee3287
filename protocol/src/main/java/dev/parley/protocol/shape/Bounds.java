package dev.parley.protocol.shape;

import java.lang.reflect.RecordComponent;
import org.jspecify.annotations.Nullable;

/** What a field's value is limited to, as its record says; null where it isn't. */
public record Bounds(
        @Nullable Range range,
        @Nullable OneOf choices,
        @Nullable TextForm form,
        @Nullable ItemCount count) {

    static Bounds of(RecordComponent component) {
        return new Bounds(
                component.getAnnotation(Range.class),
                component.getAnnotation(OneOf.class),
                component.getAnnotation(TextForm.class),
                component.getAnnotation(ItemCount.class));
    }
}
