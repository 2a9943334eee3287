package dev.parley.server.access.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.server.access.policy.Decision.Reason;
import dev.parley.server.access.policy.NaiveEvaluation.Written;
import dev.parley.server.metering.Seeds;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** Random policies and questions decide as an independent reading of the rules says. */
class DecisionPropertyTest {

    private static final int ROUNDS = 20_000;
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private static final List<String> ACTIONS = List.of(
            "*",
            "trtc:*",
            "name/trtc:Describe*",
            "trtc:*Room*",
            "trtc:RemoveUser",
            "TRTC:Re*e*",
            "t*c:*User",
            "cos:*",
            "permit/trtc:*");
    private static final List<String> RESOURCES = List.of(
            "*",
            "qcs::trtc::uin/100:sdkappid/*",
            "qcs::trtc::uin/100:sdkappid/11",
            "qcs::trtc::uin/:sdkAppId/12",
            "qcs::trtc:here::sdkappid/1*",
            "qcs::*:::SDKAPPID/*1",
            "qcs:id/0:trtc:*:uid/100:sdkappid/12",
            "qcs::trtc::uin/999:sdkappid/*",
            "qcs::trtc::uin/*:*",
            "qcs::cos::uin/:sdkappid/*");
    private static final List<String> QUESTIONS =
            List.of("RemoveUser", "DismissRoom", "DescribeTrtcUsage", "DescribeRoomInfo");
    private static final List<String> KEYS = List.of(
            "qcs:ip", "qcs:uin", "qcs:owner_uin", "qcs:current_time", "qcs:resource_tag", "qcs:request_tag", "qcs:mfa");
    private static final List<String> TIMES =
            List.of("2026-06-01T12:00:00Z", "2026-06-01T12:00:01Z", "2027-01-01T00:00:00Z", "2016-06-01T00:01:00Z");
    private static final List<String> ADDRESSES = List.of("10.1.2.3", "10.1.2.4", "192.0.2.9", "2001:db8::7", "::1");
    private static final List<String> RANGES =
            List.of("10.1.2.3/31", "10.1.2.3", "10.9.9.9/8", "192.0.2.255/25", "0.0.0.0/0", "2001:db8::/32", "::/0");
    private static final List<String> TEXTS = List.of(
            "team&red", "TEAM&red", "stage&test", "100", "200", "10.1.2.3", "2026-06-01T12:00:00Z", "team&*", "*0*");

    @Test
    void decisionsAreThoseOfTheIndependentEvaluation() {
        Random random = new Random(Seeds.next(DecisionPropertyTest.class));
        Map<Reason, Integer> seen = new EnumMap<>(Reason.class);
        for (int round = 0; round < ROUNDS; round++) {
            List<Written> statements = statements(random);
            Caller caller = new Caller(100, random.nextInt(50) == 0 ? 100 : 200);
            Question question = question(random);
            PolicySet policies = PolicySet.of(attached(statements, random));

            Reason reason = policies.decide(caller, question).reason();

            assertThat(reason)
                    .as("round %d: %s asks %s under %s", round, caller, question, JSON.writeValueAsString(statements))
                    .isEqualTo(new NaiveEvaluation(caller, question).evaluate(statements));
            seen.merge(reason, 1, Integer::sum);
        }
        assertThat(seen).allSatisfy((reason, times) -> assertThat(times).isGreaterThan(ROUNDS / 100));
        assertThat(seen).hasSize(Reason.values().length);
    }

    /** One policy with all statements, or one for each. */
    private static List<AttachedPolicy> attached(List<Written> statements, Random random) {
        if (random.nextBoolean()) {
            return List.of(attached(statements));
        }
        return statements.stream().map(each -> attached(List.of(each))).toList();
    }

    private static AttachedPolicy attached(List<Written> statements) {
        List<Map<String, Object>> json = statements.stream()
                .map(each -> {
                    Map<String, Object> members = new TreeMap<>(Map.of(
                            "effect", each.effect(),
                            "action", unbracketed(each.action()),
                            "resource", unbracketed(each.resource())));
                    if (!each.condition().isEmpty()) {
                        members.put("condition", each.condition());
                    }
                    return members;
                })
                .toList();
        String document = JSON.writeValueAsString(Map.of("version", "2.0", "statement", unbracketed(json)));
        return new AttachedPolicy("random", "user ann", PolicyParser.parse(document));
    }

    private static Object unbracketed(List<?> list) {
        return list.size() == 1 ? list.getFirst() : list;
    }

    private static List<Written> statements(Random random) {
        List<Written> statements = new ArrayList<>();
        for (int count = 1 + random.nextInt(4); count > 0; count--) {
            String effect = random.nextInt(3) == 0 ? "deny" : "allow";
            statements.add(new Written(effect, some(ACTIONS, random), some(RESOURCES, random), condition(random)));
        }
        return statements;
    }

    private static Map<String, Map<String, List<String>>> condition(Random random) {
        Map<String, Map<String, List<String>>> blocks = new TreeMap<>();
        for (int count = random.nextInt(3); count > 0; count--) {
            Operator operator = one(List.of(Operator.values()), random);
            String prefix = operator == Operator.NULL_EQUAL ? "" : one(prefixes(), random);
            String suffix = operator == Operator.NULL_EQUAL ? "" : one(List.of("", "", "_if_exist"), random);
            Map<String, List<String>> keys = new TreeMap<>();
            for (int key = 1 + random.nextInt(2); key > 0; key--) {
                keys.put(one(KEYS, random), some(values(operator), random));
            }
            blocks.put(prefix + operator.word() + suffix, keys);
        }
        return blocks;
    }

    private static List<String> prefixes() {
        return List.of("", "", "for_any_value:", "for_all_value:");
    }

    private static List<String> values(Operator operator) {
        return switch (operator.kind()) {
            case TEXT, CASELESS_TEXT, PATTERN -> TEXTS;
            case DATE -> TIMES;
            case ADDRESS -> RANGES;
            case NUMBER -> List.of("100", "150", "200", "0");
            case BOOL -> List.of("true", "false");
        };
    }

    private static Question question(Random random) {
        Map<String, String> tags = new TreeMap<>();
        if (random.nextBoolean()) {
            tags.put("team", one(List.of("red", "blue"), random));
        }
        if (random.nextBoolean()) {
            tags.put("stage", "test");
        }
        Long app = random.nextInt(4) == 0 ? null : one(List.of(11L, 12L, 21L), random);
        return new Question(
                one(QUESTIONS, random),
                one(List.of("here", "there"), random),
                app,
                tags,
                one(ADDRESSES, random),
                Instant.parse(one(TIMES, random)).plusMillis(random.nextInt(1000)));
    }

    private static <T> T one(List<T> from, Random random) {
        return from.get(random.nextInt(from.size()));
    }

    private static <T> List<T> some(List<T> from, Random random) {
        List<T> some = new ArrayList<>();
        do {
            some.add(one(from, random));
        } while (random.nextInt(3) == 0);
        return some;
    }
}
