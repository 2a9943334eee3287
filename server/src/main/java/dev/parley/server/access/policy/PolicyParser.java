package dev.parley.server.access.policy;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads policy documents by the grammar of spec/04 §2, strictly: what isn't understood is refused, never ignored. */
public final class PolicyParser {

    /** Characters of a document that are not white space (spec/04 §2). */
    public static final int MAX_CHARACTERS = 6144;

    /** Characters of a document with its white space. */
    public static final int MAX_LENGTH = 65_536;

    /** Statements of one policy. */
    public static final int MAX_STATEMENTS = 100;

    /** Document, statements, statement, condition, operator, values: deeper than that is no policy. */
    private static final int MAX_DEPTH = 6;

    private static final Set<String> POLICY = Set.of("version", "statement");
    private static final Set<String> STATEMENT = Set.of("effect", "action", "resource", "condition");
    private static final String VERSION = "2.0";
    private static final String PRINCIPAL = "principal";

    private static final JsonMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(MAX_DEPTH)
                            .maxNumberLength(100)
                            .build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private PolicyParser() {}

    /**
     * Reads a policy for users and groups.
     *
     * @throws PolicyException when it is none
     */
    public static Policy parse(String document) {
        requireSize(document);
        PolicyElement policy = new PolicyElement("", tree(document));
        if (policy.node().has(PRINCIPAL)) {
            throw policy.refuse("has a principal, which belongs to policies of roles and buckets; leave it out");
        }
        policy.requireObject(POLICY);
        PolicyElement version = policy.member("version");
        if (!version.text().equals(VERSION)) {
            throw version.refuse("must be \"2.0\", not " + PolicyElement.quoted(version.text()));
        }
        List<PolicyElement> written = policy.member("statement").each();
        if (written.size() > MAX_STATEMENTS) {
            throw policy.refuse("has " + written.size() + " statements; at most " + MAX_STATEMENTS + " are allowed");
        }
        return new Policy(written.stream().map(PolicyParser::statement).toList());
    }

    private static void requireSize(String document) {
        if (document.length() > MAX_LENGTH) {
            throw new PolicyException("the policy", "has more than " + MAX_LENGTH + " characters");
        }
        long characters =
                document.chars().filter(c -> !Character.isWhitespace(c)).count();
        if (characters > MAX_CHARACTERS) {
            throw new PolicyException(
                    "the policy",
                    "has " + characters + " characters without white space; at most " + MAX_CHARACTERS
                            + " are allowed");
        }
    }

    private static JsonNode tree(String document) {
        try {
            return JSON.readTree(document);
        } catch (JacksonException e) {
            String where = e.getLocation() == null
                    ? ""
                    : " (line " + e.getLocation().getLineNr() + ", column "
                            + e.getLocation().getColumnNr() + ")";
            // Without what the library says about its input, which is nobody's business here.
            String reason = String.valueOf(e.getOriginalMessage())
                    .replaceAll("\\p{Cntrl}", " ")
                    .replaceFirst("\\s*\\([^(]*\\[Source.*", "");
            throw new PolicyException("the policy", "is not JSON" + where + ": " + reason);
        } catch (NumberFormatException e) {
            throw new PolicyException("the policy", "has a number whose exponent is too large");
        }
    }

    private static Statement statement(PolicyElement element) {
        if (element.node().has(PRINCIPAL)) {
            throw element.refuse("has a principal, which belongs to policies of roles and buckets; leave it out");
        }
        element.requireObject(STATEMENT);
        return new Statement(
                effect(element.member("effect")),
                actions(element.member("action")),
                resources(element.member("resource")),
                conditions(element.optional("condition")),
                JSON.writeValueAsString(element.node()));
    }

    private static Effect effect(PolicyElement element) {
        return switch (element.text()) {
            case "allow" -> Effect.ALLOW;
            case "deny" -> Effect.DENY;
            default -> throw element.refuse("must be allow or deny, not " + PolicyElement.quoted(element.text()));
        };
    }

    private static List<ActionPattern> actions(PolicyElement element) {
        List<ActionPattern> actions = new ArrayList<>();
        for (PolicyElement each : element.each()) {
            ActionPattern action = ActionPattern.read(each.text());
            if (action == null) {
                throw each.refuse("must be " + ActionPattern.FORM + ", not " + PolicyElement.quoted(each.text()));
            }
            actions.add(action);
        }
        return actions;
    }

    private static List<ResourcePattern> resources(PolicyElement element) {
        List<ResourcePattern> resources = new ArrayList<>();
        for (PolicyElement each : element.each()) {
            ResourcePattern resource = ResourcePattern.read(each.text());
            if (resource == null) {
                throw each.refuse("must be " + ResourcePattern.FORM + ", not " + PolicyElement.quoted(each.text()));
            }
            resources.add(resource);
        }
        return resources;
    }

    private static List<Condition> conditions(@Nullable PolicyElement element) {
        if (element == null) {
            return List.of();
        }
        return ConditionParser.conditions(element);
    }
}
