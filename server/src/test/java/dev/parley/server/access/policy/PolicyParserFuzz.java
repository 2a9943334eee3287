package dev.parley.server.access.policy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.DictionaryEntries;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Any text for a policy: refused in one line that names the place, or read into a policy that is the same when its
 * statements are written down and read again, and that decides every question without failing.
 */
class PolicyParserFuzz {

    private static final Policy DENY_ALL = PolicyParser.parse(Asked.policy("deny", "\"*\"", "\"*\""));

    private static final List<Question> QUESTIONS = Stream.of(
                    Asked.about("RemoveUser", 1400000001L),
                    Asked.about("DescribeTrtcUsage").from("2001:db8::7").in("").at("2016-06-01T00:01:00Z"),
                    Asked.about("DismissRoom", 1L)
                            .from("")
                            .tagged("team", "red")
                            .tagged("stage", "test"),
                    Asked.about("", -1L).from("no address").in("*").tagged("", ""))
            .map(Asked::question)
            .toList();

    @FuzzTest
    @DictionaryEntries({
        "\"effect\":\"deny\"",
        "\"action\":\"name/trtc:*\"",
        "\"resource\":\"qcs::trtc::uin/:sdkappid/*\"",
        "\"condition\":{\"ip_equal\":{\"qcs:ip\":\"10.0.0.0/8\"}}",
        "\"string_like\":{",
        "\"null_equal\":{",
        "for_all_value:",
        "for_any_value:",
        "_if_exist",
        "date_less_than",
        "numeric_not_equal",
        "bool_equal",
        "\"qcs:resource_tag\":",
        "\"qcs:current_time\":",
        "\"qcs:uin\":",
        "\"principal\":",
        "\\u000a",
        "1e999999999"
    })
    void readsAnyDocument(byte[] bytes) {
        Policy policy = policy(new String(bytes, UTF_8));
        if (policy == null) {
            return;
        }
        assertThat(policy.size()).isBetween(1, PolicyParser.MAX_STATEMENTS);
        String written = written(policy);
        boolean fits = written.chars()
                        .filter(letter -> !Character.isWhitespace(letter))
                        .count()
                <= PolicyParser.MAX_CHARACTERS;
        Policy again = fits ? PolicyParser.parse(written) : policy;
        assertThat(described(again)).isEqualTo(described(policy));
        for (Question question : QUESTIONS) {
            decides(policy, again, question);
        }
    }

    private static @Nullable Policy policy(String document) {
        try {
            return PolicyParser.parse(document);
        } catch (PolicyException refused) {
            assertThat(refused.place()).isNotBlank();
            assertThat(refused)
                    .hasMessageStartingWith(refused.place() + " ")
                    .hasMessageNotContainingAny("\n", "\r")
                    .satisfies(one -> assertThat(one.getMessage()).hasSizeLessThan(2_000));
            return null;
        }
    }

    private static String written(Policy policy) {
        return policy.statements().stream()
                .map(Statement::json)
                .collect(Collectors.joining(",", "{\"version\":\"2.0\",\"statement\":[", "]}"));
    }

    /** All there is but the tests of conditions, which cannot be compared. */
    private static List<List<?>> described(Policy policy) {
        return policy.statements().stream()
                .<List<?>>map(statement -> List.of(
                        statement.effect(),
                        statement.actions(),
                        statement.resources(),
                        statement.conditions().stream()
                                .map(PolicyParserFuzz::described)
                                .toList(),
                        statement.json()))
                .toList();
    }

    private static List<?> described(Condition condition) {
        return List.of(
                condition.operator(), condition.scope(), condition.ifExists(), condition.key(), condition.written());
    }

    private static void decides(Policy policy, Policy again, Question question) {
        Decision decision = set(policy).decide(Asked.CALLER, question);
        assertThat(set(again).decide(Asked.CALLER, question)).isEqualTo(decision);
        assertThat(decision.nearMisses())
                .allSatisfy(miss -> assertThat(miss.why()).doesNotContain("\n", "\r", "\u001b"));
        assertThat(set(policy, DENY_ALL).decide(Asked.CALLER, question).reason())
                .isEqualTo(Decision.Reason.EXPLICIT_DENY);
        assertThat(set(policy)
                        .decide(new Caller(Asked.OWNER, Asked.OWNER), question)
                        .isAllowed())
                .isTrue();
    }

    private static PolicySet set(Policy... policies) {
        return PolicySet.of(Stream.of(policies)
                .map(policy -> new AttachedPolicy("policy", "user ann", policy))
                .toList());
    }
}
