package dev.parley.conformance;

import static org.assertj.core.api.Assertions.assertThat;

/** What a call through an SDK came to: an answer, or a code. Exactly one of {@code data} and {@code code} has text. */
record ApiOutcome(String data, String code, String message, String requestId) {

    static ApiOutcome answer(String data, String requestId) {
        return new ApiOutcome(data, "", "", requestId);
    }

    static ApiOutcome error(String code, String message, String requestId) {
        return new ApiOutcome("", code, message, requestId);
    }

    /** The {@code Data} of a success, checked to be one. */
    String csv() {
        assertThat(this)
                .as("a successful answer")
                .returns("", ApiOutcome::code)
                .doesNotReturn("", ApiOutcome::requestId);
        return data;
    }
}
