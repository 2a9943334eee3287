package dev.parley.server.access.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.server.metering.Seeds;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is refused, where and with what words (spec/04 §2). */
class PolicyParserTest {

    private static final String OK = "{\"effect\":\"allow\",\"action\":\"*\",\"resource\":\"*\"}";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "|the policy must be an object, not nothing",
                "[]|the policy must be an object, not a list",
                "7|the policy must be an object, not a number",
                "{|the policy is not JSON (line 1, column 2)",
                "{} {}|the policy is not JSON",
                "{\"version\":\"2.0\",\"version\":\"2.0\"}|the policy is not JSON",
                "{'version':'2.0'}|the policy is not JSON",
                "{}|the policy needs the element version",
                "{\"version\":\"2.0\"}|the policy needs the element statement",
                "{\"Version\":\"2.0\"}|the policy has the unknown element 'Version'; known are statement, version",
                "{\"version\":2.0,\"statement\":[]}|version must be a string, not a number",
                "{\"version\":\"2\",\"statement\":[]}|version must be \"2.0\", not '2'",
                "{\"version\":\"2.0\",\"statement\":[]}|statement must not be an empty list",
                "{\"version\":\"2.0\",\"statement\":\"x\"}|statement must be an object, not the string 'x'",
                "{\"version\":\"2.0\",\"statement\":[null]}|statement[0] must be an object, not null",
                "{\"version\":\"2.0\",\"principal\":\"*\",\"statement\":[]}|the policy has a principal, which belongs",
                "{\"version\":\"2.0\",\"statement\":{\"principal\":\"*\"}}|statement has a principal, which belongs",
                "{\"version\":\"2.0\",\"statement\":[[[[[[[1]]]]]]]}|the policy is not JSON",
                "{\"version\":1e9999999999}|the policy has a number whose exponent is too large"
            })
    void documentsAreRefused(String document, String complaint) {
        assertThatThrownBy(() -> PolicyParser.parse(document == null ? "" : document))
                .isInstanceOf(PolicyException.class)
                .hasMessageStartingWith(complaint)
                .hasMessageNotContainingAny("\n");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "\"action\":\"*\",\"resource\":\"*\"|needs the element effect",
                "\"effect\":\"allow\",\"resource\":\"*\"|needs the element action",
                "\"effect\":\"allow\",\"action\":\"*\"|needs the element resource",
                "\"effect\":\"Allow\",\"action\":\"*\",\"resource\":\"*\"|.effect must be allow or deny, not 'Allow'",
                "\"effect\":true,\"action\":\"*\",\"resource\":\"*\"|.effect must be a string, not true",
                "\"effect\":[\"allow\"],\"action\":\"*\",\"resource\":\"*\"|.effect must be a string, not a list",
                "\"sid\":\"x\"|has the unknown element 'sid'; known are action, condition, effect, resource",
                "\"effect\":\"allow\",\"action\":[],\"resource\":\"*\"|.action must not be an empty list",
                "\"effect\":\"allow\",\"action\":[\"*\",\"RemoveUser\"],\"resource\":\"*\"|.action[1] must be * or ser",
                "\"effect\":\"allow\",\"action\":\"trtc:\",\"resource\":\"*\"|.action must be * or service:Action",
                "\"effect\":\"allow\",\"action\":\"a:b:c\",\"resource\":\"*\"|.action must be * or service:Action",
                "\"effect\":\"allow\",\"action\":\"other/trtc:*\",\"resource\":\"*\"|.action must be * or service:A",
                "\"effect\":\"allow\",\"action\":\"trtc:A b\",\"resource\":\"*\"|.action must be * or service:Action",
                "\"effect\":\"allow\",\"action\":1,\"resource\":\"*\"|.action must be a string, not a number",
                "\"effect\":\"allow\",\"action\":[[\"*\"]],\"resource\":\"*\"|.action[0] must be a string, not a list",
                "\"effect\":\"allow\",\"action\":\"*\",\"resource\":[]|.resource must not be an empty list",
                "\"effect\":\"allow\",\"action\":\"*\",\"resource\":\"**\"|.resource must be * or six segments",
                "\"effect\":\"allow\",\"action\":\"*\",\"resource\":\"qcs::trtc::uin/1\"|.resource must be * or six",
                "\"effect\":\"allow\",\"action\":\"*\",\"resource\":\"qcs::trtc::uin/1:a:b\"|.resource must be * or",
                "\"effect\":\"allow\",\"action\":\"*\",\"resource\":\"acs::trtc:::sdkappid/1\"|.resource must be * or",
                "\"effect\":\"allow\",\"action\":\"*\",\"resource\":\"qcs:::::sdkappid/1\"|.resource must be * or six",
                "\"effect\":\"allow\",\"action\":\"*\",\"resource\":\"qcs::trtc::me:sdkappid/1\"|.resource must be *",
                "\"effect\":\"deny\",\"action\":\"*\",\"resource\":\"qcs::trtc:ap-*::sdkappid/1\"|.resource must be *",
                "\"effect\":\"allow\",\"action\":\"*\",\"resource\":\"qcs::trtc::uin/1:\"|.resource must be * or six",
                "\"effect\":\"allow\",\"action\":\"*\",\"resource\":{\"a\":1}|.resource must be a string, not an obj"
            })
    void statementsAreRefused(String members, String complaint) {
        String document = "{\"version\":\"2.0\",\"statement\":[" + OK + ",{" + members + "}]}";

        assertThatThrownBy(() -> PolicyParser.parse(document))
                .isInstanceOf(PolicyException.class)
                .hasMessageStartingWith("statement[1]")
                .hasMessageContaining(complaint);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{}|condition is empty; leave it out",
                "[]|condition must be an object, not a list",
                "\"x\"|condition must be an object, not the string 'x'",
                "{\"ip_equal\":{}}|condition.ip_equal is empty",
                "{\"ip_equal\":7}|condition.ip_equal must be an object, not a number",
                "{\"ip_eq\":{\"qcs:ip\":\"::1\"}}|condition.ip_eq is an unknown operator; known are string_equal, ",
                "{\"IP_EQUAL\":{\"qcs:ip\":\"::1\"}}|condition.IP_EQUAL is an unknown operator",
                "{\"x.ip_equal\":{\"qcs:ip\":\"::1\"}}|condition.x.ip_equal is an unknown operator",
                "{\"for_each_value:ip_equal\":{\"qcs:ip\":\"::1\"}}|condition.for_each_value:ip_equal is an unknown",
                "{\"for_any_value:for_all_value:ip_equal\":{\"qcs:ip\":\"::1\"}}|condition.for_any_value:for_all_val",
                "{\"ip_equal_if_exist_if_exist\":{\"qcs:ip\":\"::1\"}}|condition.ip_equal_if_exist_if_exist is an un",
                "{\"null_equal_if_exist\":{\"qcs:ip\":\"true\"}}|condition.null_equal_if_exist is an unknown operator",
                "{\"for_any_value:null_equal\":{\"qcs:ip\":\"true\"}}|condition.for_any_value:null_equal is an unkno",
                "{\"null_equal\":{\"qcs:ip\":\"yes\"}}|condition.null_equal.qcs:ip must be \"true\" or \"false\"",
                "{\"bool_equal\":{\"qcs:mfa\":true}}|condition.bool_equal.qcs:mfa must be a string or a number, not t",
                "{\"ip_equal\":{\"qcs:ip\":[]}}|condition.ip_equal.qcs:ip must not be an empty list",
                "{\"ip_equal\":{\"qcs:ip\":[\"::1\",\"10.0.0.0/33\"]}}|condition.ip_equal.qcs:ip[1] must be an addr",
                "{\"ip_equal\":{\"qcs:ip\":[[\"::1\"]]}}|condition.ip_equal.qcs:ip[0] must be a string or a number",
                "{\"ip_equal\":{\"\":\"::1\"}}|condition.ip_equal has the key ''; keys look like qcs:ip",
                "{\"date_equal\":{\"qcs:current_time\":\"today\"}}|condition.date_equal.qcs:current_time must be a t",
                "{\"date_equal\":{\"qcs:current_time\":\"2026-02-30T00:00:00Z\"}}|condition.date_equal.qcs:current_t",
                "{\"numeric_equal\":{\"qcs:uin\":\"many\"}}|condition.numeric_equal.qcs:uin must be a number such as",
                "{\"numeric_equal\":{\"qcs:uin\":1e9}}|condition.numeric_equal.qcs:uin must be a number such as"
            })
    void conditionsAreRefused(String condition, String complaint) {
        assertThatThrownBy(() -> PolicyParser.parse(Asked.when(condition)))
                .isInstanceOf(PolicyException.class)
                .hasMessageStartingWith("statement." + complaint);
    }

    @Test
    void theSizeCountsWithoutWhiteSpace() {
        String head = "{\"version\":\"2.0\",\"statement\":[{\"effect\":\"allow\",\"resource\":\"*\",\"action\":\"trtc:";
        String tail = "\"}]}";
        String name = "a".repeat(PolicyParser.MAX_CHARACTERS - head.length() - tail.length());

        assertThatCode(() -> PolicyParser.parse(head + name + tail + " \n".repeat(1000)))
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> PolicyParser.parse(head + name + "a" + tail))
                .isInstanceOf(PolicyException.class)
                .hasMessage("the policy has 6145 characters without white space; at most 6144 are allowed");
        assertThatThrownBy(() -> PolicyParser.parse(head + tail + " ".repeat(PolicyParser.MAX_LENGTH)))
                .hasMessage("the policy has more than 65536 characters");
    }

    @Test
    void statementsAreCounted() {
        String hundred = (OK + ",").repeat(99) + OK;

        assertThat(PolicyParser.parse("{\"version\":\"2.0\",\"statement\":[" + hundred + "]}")
                        .size())
                .isEqualTo(100);
        assertThatThrownBy(() -> PolicyParser.parse("{\"version\":\"2.0\",\"statement\":[" + hundred + "," + OK + "]}"))
                .hasMessage("the policy has 101 statements; at most 100 are allowed");
    }

    @Test
    void anOrderOfElementsIsNotDemandedNorBracketsAroundOne() {
        String document = "{\"statement\":{\"resource\":[\"*\"],\"condition\":{\"ip_equal\":{\"qcs:ip\":[\"::1\"]}},"
                + "\"action\":[\"*\"],\"effect\":\"deny\"},\"version\":\"2.0\"}";

        assertThat(PolicyParser.parse(document).size()).isOne();
    }

    @Test
    void whateverComesInEitherAPolicyOrAPolicyExceptionComesOut() {
        Random random = new Random(Seeds.next(PolicyParserTest.class));
        String policy = Asked.when("{\"for_any_value:ip_equal_if_exist\":{\"qcs:ip\":[\"10.0.0.1/8\",\"::1\"]},"
                + "\"numeric_less_than\":{\"qcs:uin\":12.5}}");
        int refused = 0;
        for (int round = 0; round < 5_000; round++) {
            try {
                PolicyParser.parse(mutated(policy, random));
            } catch (PolicyException expected) {
                assertThat(expected).hasMessageNotContainingAny("\n");
                refused++;
            }
        }
        assertThat(refused).isBetween(1_000, 4_999);
    }

    private static String mutated(String text, Random random) {
        StringBuilder changed = new StringBuilder(text);
        String replacements = "{}[]\",:*0a/.\\\u0000\ud800 ";
        for (int edits = 1 + random.nextInt(3); edits > 0; edits--) {
            int at = random.nextInt(changed.length());
            char replacement = replacements.charAt(random.nextInt(replacements.length()));
            switch (random.nextInt(3)) {
                case 0 -> changed.setCharAt(at, replacement);
                case 1 -> changed.insert(at, replacement);
                default -> changed.deleteCharAt(at);
            }
        }
        return changed.toString();
    }
}
