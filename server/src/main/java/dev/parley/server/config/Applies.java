package dev.parley.server.config;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** When a changed option of a running server counts. Every option says so, and says the truth. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Applies {

    When value();

    /** From when on the new value counts. */
    enum When {
        LIVE("at once"),
        NEXT_SESSION("to sessions that begin afterwards"),
        RESTART("after a restart");

        private final String words;

        When(String words) {
            this.words = words;
        }

        /** For people, after the word "applies". */
        public String words() {
            return words;
        }
    }
}
