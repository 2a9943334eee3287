package dev.parley.protocol.shape;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** How many entries a list may have. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface ItemCount {
    int min() default 0;

    int max();

    /** The code for more entries, where the action lists one of its own for that. */
    String aboveCode() default "";
}
