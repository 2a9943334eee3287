package dev.parley.server.access.policy;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The operators of spec/04 §6, asked by user 200000000001 at 2026-06-01T12:00:00.250Z from 10.217.182.99. */
class ConditionTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "string_equal|qcs:uin|\"200000000001\"|true",
                "string_equal|qcs:uin|200000000001|true",
                "string_equal|qcs:uin|\"7\"|false",
                "string_equal|qcs:uin|[\"7\",\"200000000001\"]|true",
                "string_not_equal|qcs:uin|[\"7\",\"200000000001\"]|false",
                "string_not_equal|qcs:uin|[\"7\",\"8\"]|true",
                "string_equal_ignore_case|qcs:current_time|\"2026-06-01t12:00:00z\"|true",
                "string_equal|qcs:current_time|\"2026-06-01t12:00:00z\"|false",
                "string_not_equal_ignore_case|qcs:current_time|\"2026-06-01t12:00:00z\"|false",
                "string_like|qcs:current_time|\"2026-06-*\"|true",
                "string_like|qcs:current_time|\"2025-*\"|false",
                "string_not_like|qcs:current_time|[\"2025-*\",\"2026-*\"]|false",
                "string_not_like|qcs:current_time|\"2025-*\"|true",
                "binary_equal|qcs:owner_uin|\"12345678\"|true",
                "binary_equal|qcs:owner_uin|\"1234567\"|false",
                "date_equal|qcs:current_time|\"2026-06-01T12:00:00Z\"|true",
                "date_equal|qcs:current_time|\"2026-06-01T20:00:00+08:00\"|true",
                "date_not_equal|qcs:current_time|\"2026-06-01T12:00:00Z\"|false",
                "date_not_equal|qcs:current_time|\"2026-06-01T12:00:01Z\"|true",
                "date_greater_than|qcs:current_time|\"2026-06-01T11:59:59Z\"|true",
                "date_greater_than|qcs:current_time|\"2026-06-01T12:00:00Z\"|false",
                "date_greater_than_equal|qcs:current_time|\"2026-06-01T12:00:00Z\"|true",
                "date_greater_than_equal|qcs:current_time|\"2026-06-01T12:00:01Z\"|false",
                "date_less_than|qcs:current_time|\"2026-06-01T12:00:01Z\"|true",
                "date_less_than|qcs:current_time|\"2026-06-01T12:00:00Z\"|false",
                "date_less_than_equal|qcs:current_time|\"2026-06-01T12:00:00Z\"|true",
                "date_less_than_equal|qcs:current_time|\"2016-06-01T00:01:00Z\"|false",
                "date_not_equal|qcs:uin|\"2016-06-01T00:01:00Z\"|false",
                "ip_equal|qcs:ip|\"10.217.182.3/24\"|true",
                "ip_equal|qcs:ip|\"10.217.182.99\"|true",
                "ip_equal|qcs:ip|\"10.217.182.98\"|false",
                "ip_equal|qcs:ip|\"0.0.0.0/0\"|true",
                "ip_equal|qcs:ip|\"::/0\"|false",
                "ip_equal|qcs:ip|\"::ffff:10.217.182.0/120\"|true",
                "ip_not_equal|qcs:ip|[\"10.0.0.0/8\",\"192.0.2.1\"]|false",
                "ip_not_equal|qcs:ip|\"10.217.182.128/25\"|true",
                "ip_not_equal|qcs:current_time|\"10.0.0.0/8\"|false",
                "numeric_equal|qcs:uin|200000000001|true",
                "numeric_equal|qcs:uin|\"200000000001.0\"|true",
                "numeric_not_equal|qcs:uin|200000000001|false",
                "numeric_not_equal|qcs:ip|1|false",
                "numeric_greater_than|qcs:uin|200000000000|true",
                "numeric_greater_than|qcs:uin|200000000001|false",
                "numeric_greater_than_equal|qcs:uin|200000000001|true",
                "numeric_greater_than_equal|qcs:uin|200000000002|false",
                "numeric_less_than|qcs:uin|200000000002|true",
                "numeric_less_than|qcs:uin|-1|false",
                "numeric_less_than_equal|qcs:uin|200000000001|true",
                "numeric_less_than_equal|qcs:uin|0.5|false",
                "bool_equal|qcs:mfa|\"true\"|false",
                "bool_equal_if_exist|qcs:mfa|\"true\"|true",
                "bool_equal|qcs:uin|\"true\"|false",
                "null_equal|qcs:mfa|\"true\"|true",
                "null_equal|qcs:mfa|\"false\"|false",
                "null_equal|qcs:ip|\"false\"|true",
                "null_equal|qcs:ip|[\"true\",\"false\"]|true",
                "string_equal|qcs:request_tag|\"a&b\"|false",
                "string_not_equal|qcs:request_tag|\"a&b\"|false",
                "string_not_equal_if_exist|qcs:request_tag|\"a&b\"|true",
                "string_equal_if_exist|qcs:uin|\"7\"|false",
                "ip_equal_if_exist|qcs:nothing|\"10.0.0.1\"|true",
                "for_all_value:string_equal|qcs:tag/team|\"red\"|false"
            })
    void operatorsCompare(String operator, String key, String values, boolean holds) {
        String policy = Asked.when("{\"" + operator + "\":{\"" + key + "\":" + values + "}}");

        assertThat(Asked.about("RemoveUser", 5L).isAllowedBy(policy)).isEqualTo(holds);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "string_equal|[\"team&red\"]|true",
                "for_any_value:string_equal|[\"team&red\",\"team&blue\"]|true",
                "for_any_value:string_equal|[\"team&blue\"]|false",
                "for_all_value:string_equal|[\"team&red\"]|false",
                "for_all_value:string_equal|[\"team&red\",\"stage&test\"]|true",
                "string_not_equal|[\"team&red\"]|false",
                "string_not_equal|[\"team&blue\"]|true",
                "for_any_value:string_not_equal|[\"team&red\"]|true",
                "for_any_value:string_not_equal|[\"team&red\",\"stage&test\"]|false",
                "for_all_value:string_not_equal|[\"team&red\"]|false",
                "for_any_value:string_equal_ignore_case|\"TEAM&RED\"|true",
                "for_all_value:string_like|\"*&*e*\"|true",
                "for_any_value:string_equal_if_exist|\"team&blue\"|false"
            })
    void tagsAreSeveralValuesOfOneKey(String operator, String values, boolean holds) {
        String policy = Asked.when("{\"" + operator + "\":{\"qcs:resource_tag\":" + values + "}}");
        Asked asked = Asked.about("RemoveUser", 5L).tagged("team", "red").tagged("stage", "test");

        assertThat(asked.isAllowedBy(policy)).isEqualTo(holds);
        assertThat(Asked.about("RemoveUser", 5L).isAllowedBy(policy)).isEqualTo(operator.endsWith("_if_exist"));
    }

    @Test
    void valuesAreAlternativesKeysAndOperatorsAreNot() {
        String policy = Asked.when("{\"ip_equal\":{\"qcs:ip\":[\"10.0.0.0/8\",\"192.0.2.0/24\"]},"
                + "\"string_equal\":{\"qcs:owner_uin\":\"12345678\",\"qcs:uin\":[\"200000000001\",\"7\"]}}");
        String otherKey = policy.replace("\"12345678\"", "\"1\"");
        Asked asked = Asked.about("RemoveUser", 5L);

        assertThat(asked.isAllowedBy(policy)).isTrue();
        assertThat(asked.from("192.0.2.200").isAllowedBy(policy)).isTrue();
        assertThat(asked.from("192.0.3.1").isAllowedBy(policy)).isFalse();
        assertThat(asked.isAllowedBy(otherKey)).isFalse();
    }

    @Test
    void anUnknownAddressIsAbsent() {
        Asked nowhere = Asked.about("RemoveUser", 5L).from("");

        assertThat(nowhere.isAllowedBy(Asked.when("{\"ip_not_equal\":{\"qcs:ip\":\"10.0.0.1\"}}")))
                .isFalse();
        assertThat(nowhere.isAllowedBy(Asked.when("{\"ip_equal_if_exist\":{\"qcs:ip\":\"10.0.0.1\"}}")))
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "2001:db8:1::/48, 2001:db8:1:ffff::1, true",
        "2001:db8:1::5/48, 2001:DB8:1::, true",
        "2001:db8:1::/48, 2001:db8:2::, false",
        "2001:db8::/33, 2001:db8:7fff::, true",
        "2001:db8::/33, 2001:db8:8000::, false",
        "::1, 0:0:0:0:0:0:0:1, true",
        "fe80::/10, fe80::1%eth0, true",
        "::/0, 2001:db8::, true",
        "10.0.0.0/8, 2001:db8::, false",
        "::ffff:0:0/96, 10.1.2.3, true",
        "10.0.0.0/31, 10.0.0.1, true",
        "10.0.0.0/31, 10.0.0.2, false",
        "10.0.0.0/0, 203.0.113.9, true",
        "10.0.0.1/32, 10.0.0.1, true",
        "10.0.0.1, not an address, false"
    })
    void rangesContainAddressesOfTheirFamily(String range, String address, boolean contained) {
        assertThat(AddressRange.read(range).orElseThrow().contains(address)).isEqualTo(contained);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "10.0.0",
                "10.0.0.256",
                "10.0.0.0/33",
                "10.0.0.0/-1",
                "10.0.0.0/",
                "010.0.0.1",
                "1",
                "0x0a000001",
                "2001:db8::/129",
                "2001:db8",
                ":::",
                "::ffff:10.0.0.0/24",
                "fe80::1%eth0",
                "localhost",
                "10.0.0.1 ",
                "/8"
            })
    void otherTextIsNoRange(String text) {
        assertThat(AddressRange.read(text)).isEmpty();
    }
}
