package dev.parley.server.access.policy;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * One element of a policy document and where it stands, so that every complaint can say so.
 *
 * @param place such as {@code statement[1].effect}; empty for the document itself
 */
record PolicyElement(String place, JsonNode node) {

    private static final int LONGEST_QUOTE = 60;

    PolicyException refuse(String complaint) {
        return new PolicyException(place.isEmpty() ? "the policy" : place, complaint);
    }

    /** In quotation marks, on one line, and not longer than a line needs. */
    static String quoted(String text) {
        String line = onOneLine(text);
        return "'" + (line.length() <= LONGEST_QUOTE ? line : line.substring(0, LONGEST_QUOTE) + "...") + "'";
    }

    /** Without line ends and other letters that steer a terminal. */
    static String onOneLine(String text) {
        return text.replaceAll("\\p{Cc}", "?");
    }

    /** Refuses what isn't an object of these elements. */
    PolicyElement requireObject(Set<String> known) {
        if (!node.isObject()) {
            throw refuse("must be an object, not " + kind());
        }
        for (String name : node.propertyNames()) {
            if (!known.contains(name)) {
                throw refuse("has the unknown element " + quoted(name) + "; known are "
                        + String.join(", ", new TreeSet<>(known)));
            }
        }
        return this;
    }

    /** The names in an object, of which there must be one. */
    List<String> names() {
        if (!node.isObject()) {
            throw refuse("must be an object, not " + kind());
        }
        if (node.isEmpty()) {
            throw refuse("is empty; leave it out");
        }
        return List.copyOf(node.propertyNames());
    }

    PolicyElement member(String name) {
        PolicyElement member = optional(name);
        if (member == null) {
            throw refuse("needs the element " + name);
        }
        return member;
    }

    @Nullable
    PolicyElement optional(String name) {
        JsonNode found = node.get(name);
        return found == null ? null : new PolicyElement(place.isEmpty() ? name : place + "." + shown(name), found);
    }

    private static String shown(String name) {
        String quoted = quoted(name);
        return quoted.substring(1, quoted.length() - 1);
    }

    /** What was written as a list, or alone without brackets. */
    List<PolicyElement> each() {
        if (!node.isArray()) {
            return List.of(this);
        }
        if (node.isEmpty()) {
            throw refuse("must not be an empty list");
        }
        List<PolicyElement> each = new ArrayList<>();
        for (int index = 0; index < node.size(); index++) {
            each.add(new PolicyElement(place + "[" + index + "]", node.get(index)));
        }
        return each;
    }

    String text() {
        if (!node.isString()) {
            throw refuse("must be a string, not " + kind());
        }
        return node.stringValue();
    }

    /** A string, or a number as it was written. */
    String value() {
        if (!node.isString() && !node.isNumber()) {
            throw refuse("must be a string or a number, not " + kind());
        }
        return node.asString();
    }

    /** For messages. */
    private String kind() {
        return switch (node.getNodeType()) {
            case OBJECT -> "an object";
            case ARRAY -> "a list";
            case STRING -> "the string " + quoted(node.stringValue());
            case NUMBER -> "a number";
            case BOOLEAN -> node.booleanValue() ? "true" : "false";
            case NULL -> "null";
            default -> "nothing";
        };
    }
}
