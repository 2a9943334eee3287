package dev.parley.server.access.policy;

import java.math.BigInteger;
import java.net.InetAddress;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Spec/04 §2 and §6 once more, read sentence by sentence and as slow as it likes: regular expressions for wildcards,
 * strings of bits for addresses, no parsing ahead. Knows none of the classes it is there to check but the question.
 */
final class NaiveEvaluation {

    /** A statement as random tests make it; every list has at least one entry but the conditions. */
    record Written(
            String effect,
            List<String> action,
            List<String> resource,
            Map<String, Map<String, List<String>>> condition) {}

    private static final String SERVICE = "trtc";

    private final Caller caller;
    private final Question question;

    NaiveEvaluation(Caller caller, Question question) {
        this.caller = caller;
        this.question = question;
    }

    Decision.Reason evaluate(List<Written> statements) {
        if (caller.accountId() == caller.uin()) {
            return Decision.Reason.ROOT;
        }
        TreeSet<String> effects = new TreeSet<>();
        for (Written statement : statements) {
            boolean action = statement.action().stream().anyMatch(this::actionMatches);
            boolean resource = statement.resource().stream().anyMatch(this::resourceMatches);
            boolean condition = statement.condition().entrySet().stream()
                    .allMatch(block -> block.getValue().entrySet().stream()
                            .allMatch(key -> conditionHolds(block.getKey(), key.getKey(), key.getValue())));
            if (action && resource && condition) {
                effects.add(statement.effect());
            }
        }
        if (effects.contains("deny")) {
            return Decision.Reason.EXPLICIT_DENY;
        }
        return effects.contains("allow") ? Decision.Reason.ALLOWED : Decision.Reason.NO_MATCH;
    }

    private static boolean like(String pattern, String text) {
        StringBuilder regex = new StringBuilder();
        pattern.chars().forEach(c -> regex.append(c == '*' ? ".*" : "\\x{" + Integer.toHexString(c) + "}"));
        return text.matches(regex.toString());
    }

    private boolean actionMatches(String action) {
        if (action.startsWith("permit/") || action.startsWith("actionName/")) {
            return false;
        }
        String plain = action.replaceFirst("^name/", "");
        if (plain.equals("*")) {
            return true;
        }
        String[] parts = plain.split(":");
        return like(parts[0].toLowerCase(Locale.ROOT), SERVICE) && like(parts[1], question.action());
    }

    private boolean resourceMatches(String resource) {
        if (resource.equals("*")) {
            return true;
        }
        String[] segments = resource.split(":");
        String owner = "uin/" + caller.accountId();
        boolean account = List.of("", "*", "uin/", "uin/*", owner, owner.replace("uin", "uid"))
                .contains(segments[4]);
        boolean region = List.of("", "*", question.region()).contains(segments[3]);
        return like(segments[2].toLowerCase(Locale.ROOT), SERVICE) && region && account && names(segments[5]);
    }

    private boolean names(String segment) {
        String[] word = segment.split("/", 2);
        String plain = word[0].toLowerCase(Locale.ROOT) + (word.length == 1 ? "" : "/" + word[1]);
        return question.sdkAppId() == null
                ? List.of("*", "sdkappid/*").contains(plain)
                : like(plain, "sdkappid/" + question.sdkAppId());
    }

    private List<String> context(String key) {
        return switch (key) {
            case "qcs:ip" -> List.of(question.sourceAddress());
            case "qcs:uin" -> List.of(caller.uin() + "");
            case "qcs:owner_uin" -> List.of(caller.accountId() + "");
            case "qcs:current_time" ->
                List.of(DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss'Z'", Locale.ROOT)
                        .format(question.now().atOffset(ZoneOffset.UTC)));
            case "qcs:resource_tag" ->
                question.resourceTags().keySet().stream()
                        .map(tag -> tag + "&" + question.resourceTags().get(tag))
                        .toList();
            default -> List.of();
        };
    }

    private boolean conditionHolds(String written, String key, List<String> values) {
        String operator = written.replaceFirst("^for_(any|all)_value:", "").replaceFirst("_if_exist$", "");
        List<String> actual = context(key);
        if (operator.equals("null_equal")) {
            return values.contains(actual.isEmpty() + "");
        }
        if (actual.isEmpty()) {
            return written.endsWith("_if_exist");
        }
        boolean not = operator.contains("_not_");
        Stream<Boolean> each = actual.stream().map(value -> {
            List<Boolean> answers = values.stream()
                    .map(candidate -> compare(operator.replace("_not_", "_"), value, candidate))
                    .toList();
            return !answers.contains(null) && answers.contains(true) != not;
        });
        boolean all = written.startsWith("for_all") || (not && !written.startsWith("for_any"));
        return all ? each.allMatch(x -> x) : each.anyMatch(x -> x);
    }

    /** Null when the actual value is of another kind. */
    private static @Nullable Boolean compare(String operator, String actual, String written) {
        if (operator.startsWith("numeric")) {
            return actual.matches("[0-9]+") ? ordered(operator, new BigInteger(actual), new BigInteger(written)) : null;
        }
        if (operator.startsWith("date")) {
            return actual.endsWith("Z") ? ordered(operator, Instant.parse(actual), Instant.parse(written)) : null;
        }
        if (operator.startsWith("ip")) {
            return actual.matches("([0-9a-f]+[.:]|::)[0-9a-f.:]+") ? inside(actual, written) : null;
        }
        return switch (operator) {
            case "string_equal", "binary_equal" -> actual.equals(written);
            case "string_equal_ignore_case" -> actual.toLowerCase(Locale.ROOT).equals(written.toLowerCase(Locale.ROOT));
            case "string_like" -> like(written, actual);
            case "bool_equal" -> actual.matches("true|false") ? actual.equals(written) : null;
            default -> throw new IllegalArgumentException(operator);
        };
    }

    private static <T extends Comparable<T>> boolean ordered(String operator, T actual, T written) {
        int order = actual.compareTo(written);
        return (operator.endsWith("equal") && order == 0)
                || (operator.contains("greater") && order > 0)
                || (operator.contains("less") && order < 0);
    }

    private static boolean inside(String actual, String range) {
        String[] parts = range.split("/");
        String network = bits(parts[0]);
        String address = bits(actual);
        int length = parts.length == 1 ? network.length() : Integer.parseInt(parts[1]);
        return network.length() == address.length() && address.startsWith(network.substring(0, length));
    }

    private static String bits(String literal) {
        StringBuilder bits = new StringBuilder();
        for (byte b : InetAddress.ofLiteral(literal).getAddress()) {
            bits.append(Integer.toBinaryString((b & 0xFF) | 0x100).substring(1));
        }
        return bits.toString();
    }
}
