package dev.parley.protocol.parameters;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/** A value of a call as it was written, before anybody said of which type it should be. Nulls are already gone. */
public sealed interface ParameterValue {

    /** Values by name, in the order received. */
    record Members(SequencedMap<String, ParameterValue> values) implements ParameterValue {

        /** No parameters at all. */
        public static Members none() {
            return new Members(new LinkedHashMap<>());
        }
    }

    record Items(List<ParameterValue> values) implements ParameterValue {}

    record Text(String value) implements ParameterValue {}

    /**
     * @param text as written
     * @param integral false when written with a point or an exponent
     */
    record Digits(String text, boolean integral) implements ParameterValue {}

    record Flag(boolean value) implements ParameterValue {}

    /** A value of a flattened call: a text that stands for whatever type the action declares. */
    record Untyped(String text) implements ParameterValue {}
}
