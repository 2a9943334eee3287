package dev.parley.server.access.policy;

import dev.parley.server.access.policy.Condition.Scope;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Reads the condition of a statement (spec/04 §6). */
final class ConditionParser {

    private static final Pattern KEY = Pattern.compile("[A-Za-z0-9_:/.=+@-]{1,128}");
    private static final String KNOWN =
            Arrays.stream(Operator.values()).map(Operator::word).collect(Collectors.joining(", "));

    /** What an operator's name is made of. */
    private record Named(Scope scope, Operator operator, boolean ifExists) {}

    private ConditionParser() {}

    /** One condition for each key of each operator. */
    static List<Condition> conditions(PolicyElement element) {
        List<Condition> conditions = new ArrayList<>();
        for (String word : element.names()) {
            PolicyElement block = element.member(word);
            Named named = named(word, block);
            for (String key : keys(block)) {
                conditions.add(condition(named, key, block.member(key)));
            }
        }
        return conditions;
    }

    private static List<String> keys(PolicyElement block) {
        List<String> keys = block.names();
        for (String key : keys) {
            if (!KEY.matcher(key).matches()) {
                throw block.refuse("has the key " + PolicyElement.quoted(key) + "; keys look like qcs:ip");
            }
        }
        return keys;
    }

    private static Named named(String written, PolicyElement block) {
        Scope scope = Arrays.stream(Scope.values())
                .filter(candidate -> candidate != Scope.UNSAID && written.startsWith(candidate.prefix()))
                .findFirst()
                .orElse(Scope.UNSAID);
        String unprefixed = written.substring(scope.prefix().length());
        boolean ifExists = unprefixed.endsWith(Condition.IF_EXISTS);
        Operator operator = Operator.of(
                ifExists ? unprefixed.substring(0, unprefixed.length() - Condition.IF_EXISTS.length()) : unprefixed);
        if (operator == null) {
            throw block.refuse("is an unknown operator; known are " + KNOWN
                    + ", with _if_exist behind and for_any_value: or for_all_value: before them");
        }
        if (operator == Operator.NULL_EQUAL && (ifExists || scope != Scope.UNSAID)) {
            throw block.refuse("is an unknown operator; null_equal stands alone");
        }
        return new Named(scope, operator, ifExists);
    }

    private static Condition condition(Named named, String key, PolicyElement values) {
        List<String> written = new ArrayList<>();
        List<Predicate<String>> tests = new ArrayList<>();
        Operator operator = named.operator();
        for (PolicyElement each : values.each()) {
            String value = each.value();
            written.add(value);
            tests.add(operator.kind()
                    .test(value, operator.relation())
                    .orElseThrow(() ->
                            each.refuse("must be " + operator.kind().form() + ", not " + PolicyElement.quoted(value))));
        }
        return new Condition(operator, named.scope(), named.ifExists(), key, written, tests);
    }
}
