package dev.parley.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import tools.jackson.databind.JsonNode;

/**
 * What a call through an SDK came to.
 *
 * @param answer the members of the answer as the SDK's model holds them; an empty object when the call failed
 * @param exception the class of what the SDK threw; empty when the call succeeded
 */
record SdkOutcome(JsonNode answer, String exception, String code, String message, String requestId) {

    static SdkOutcome of(JsonNode report) {
        JsonNode answer = report.path("answer");
        JsonNode error = report.path("error");
        String requestId = (error.isObject() ? error.path("requestId") : answer.path("RequestId")).asString("");
        return new SdkOutcome(
                answer,
                error.path("exception").asString(""),
                error.path("code").asString(""),
                error.path("message").asString(""),
                requestId);
    }

    boolean isLimited() {
        return code.equals("RequestLimitExceeded");
    }

    void mustBeUsage() {
        assertThat(exception).as("%s", this).isEmpty();
        RequestIds.mustBeFresh(requestId);
        UsageParameters.mustAnswer(answer);
    }

    /** Checks that the SDK raised its own exception with everything an answer of the API has. */
    void mustFailWith(String expected) {
        assertThat(exception).as("%s", this).startsWith("TencentCloudSDK");
        assertThat(code).as("%s", this).isEqualTo(expected);
        assertThat(message).as("%s", this).isNotBlank();
        RequestIds.mustBeFresh(requestId);
    }
}
