package dev.parley.protocol.shape;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The values an integer may have, both ends included; of a list, each entry. The ends are read as unsigned unless the
 * lower one is negative.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Range {
    long min() default 0;

    long max();

    /** Values in between that are not allowed. */
    long[] except() default {};

    /** The code for a larger value, where the action lists one of its own for that. */
    String aboveCode() default "";
}
