package dev.parley.server.access.policy;

import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * One operator on one key: the values written for it are alternatives (spec/04 §6).
 *
 * @param operator how values are compared
 * @param scope which of several actual values count
 * @param ifExists true when the key is absent
 * @param key such as {@code qcs:ip}
 * @param written the values of the policy, for messages
 * @param tests one for each of them
 */
record Condition(
        Operator operator,
        Scope scope,
        boolean ifExists,
        String key,
        List<String> written,
        List<Predicate<String>> tests) {

    static final String IF_EXISTS = "_if_exist";

    /** Which values of a key that has several must stand the test. */
    enum Scope {
        /** Any for operators that look for a value, all for those that exclude it. */
        UNSAID(""),
        ANY("for_any_value:"),
        ALL("for_all_value:");

        private final String prefix;

        Scope(String prefix) {
            this.prefix = prefix;
        }

        /** As policies write it. */
        String prefix() {
            return prefix;
        }
    }

    Condition {
        written = List.copyOf(written);
        tests = List.copyOf(tests);
    }

    boolean holds(Circumstances asked) {
        List<String> actual = asked.values(key);
        if (operator == Operator.NULL_EQUAL) {
            return passes(Boolean.toString(actual.stream().allMatch(String::isEmpty)));
        }
        if (actual.isEmpty()) {
            return ifExists;
        }
        Stream<String> values = actual.stream();
        return mustAllPass() ? values.allMatch(this::passes) : values.anyMatch(this::passes);
    }

    private boolean mustAllPass() {
        return scope == Scope.ALL || (scope == Scope.UNSAID && operator.isNegated());
    }

    private boolean passes(String actual) {
        if (!operator.kind().isReadable(actual)) {
            return false;
        }
        boolean found = false;
        for (Predicate<String> test : tests) {
            found |= test.test(actual);
        }
        return found != operator.isNegated();
    }

    /** Why it doesn't hold, in words on one line. */
    String complaint(Circumstances asked) {
        List<String> actual = asked.values(key);
        String shown = actual.isEmpty() ? "it has no value" : "it is " + String.join(", ", actual);
        return "its condition " + scope.prefix() + operator.word() + (ifExists ? IF_EXISTS : "") + " on " + key
                + " does not hold: "
                + PolicyElement.onOneLine(shown + ", the policy says " + String.join(", ", written));
    }
}
