package dev.parley.protocol.shape;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The form of a text; of a list, of each entry. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface TextForm {
    /** In UTF-8 bytes. */
    int minLength() default 0;

    /** In UTF-8 bytes; 0 for no limit but that of the request. */
    int maxLength() default 0;

    /** The code for a longer text, where the action lists one of its own for that. */
    String aboveCode() default "";

    /** Whether an empty text counts as absent, so that the parameter is missing. */
    boolean emptyIsMissing() default false;

    /** A regular expression for the whole text; of a kind that cannot backtrack without end. */
    String pattern() default "";

    /** The pattern in words: what follows "must be" in a message. */
    String described() default "";
}
