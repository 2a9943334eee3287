package dev.parley.server.actions.contract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.parley.protocol.errors.ApiException;
import dev.parley.protocol.parameters.JsonParameters;
import dev.parley.protocol.parameters.ParameterValue.Members;
import dev.parley.protocol.parameters.RequestBinder;
import dev.parley.server.actions.ActionDescription;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

/** What calls to the contract's actions may say, at every limit (spec/24 §8). */
class ParametersTest {

    private static final Set<String> COMMON = new HashSet<>(WholeContract.facts("common-codes.txt"));

    @Test
    void acceptsTheSmallestAndTheCompleteRequest() {
        for (ActionDescription<?, ?> action : WholeContract.ACTIONS) {
            for (Members request : List.of(
                    Samples.required(WholeContract.request(action)), Samples.complete(WholeContract.request(action)))) {
                assertThatCode(() -> bind(action, request))
                        .as(action.name() + ": " + request)
                        .doesNotThrowAnyException();
            }
        }
    }

    @Test
    void acceptsTheLowestAndTheHighestValueAndRefusesOneBeyond() {
        int legal = 0;
        int illegal = 0;
        for (ActionDescription<?, ?> action : WholeContract.ACTIONS) {
            for (Probe probe : Probe.of(WholeContract.request(action))) {
                String code = code(action, probe.request());
                String what = action.name() + "." + probe.what();
                if (probe.legal()) {
                    legal++;
                    assertThat(code).as(what).isEmpty();
                } else {
                    illegal++;
                    assertThat(code).as(what).isNotEmpty();
                    assertThat(COMMON.contains(code) || lists(action, code))
                            .as(what + " is refused with " + code)
                            .isTrue();
                }
            }
        }
        assertThat(legal).isGreaterThan(600);
        assertThat(illegal).isGreaterThan(500);
    }

    /** The codes that the contract promises for single mistakes, one a line: action, changed member, code. */
    @ParameterizedTest
    @CsvFileSource(resources = "promised-codes.csv", delimiter = '|', ignoreLeadingAndTrailingWhitespace = true)
    void refusesWithTheCodeOfTheContract(String name, String change, String code) {
        ActionDescription<?, ?> action = WholeContract.action(name);
        Members request = Samples.required(WholeContract.request(action));
        if (change.startsWith("without ")) {
            request.values().remove(change.substring("without ".length()));
        } else {
            request.values().putAll(JsonParameters.parse(change.getBytes(UTF_8)).values());
        }
        assertThat(code(action, request)).isEqualTo(code);
    }

    /** Credentials in calls must not come into logs by way of a record's text. */
    @Test
    void textsOfRequestsHideSecrets() {
        for (ActionDescription<?, ?> action : WholeContract.ACTIONS) {
            Members request = Secrets.into(Samples.complete(WholeContract.request(action)));
            assertThat(bind(action, request).toString()).as(action.name()).doesNotContain(Secrets.SECRET);
        }
    }

    /** Empty when the request is accepted. */
    private static String code(ActionDescription<?, ?> action, Members request) {
        try {
            bind(action, request);
            return "";
        } catch (ApiException refused) {
            return refused.error().code();
        }
    }

    private static Record bind(ActionDescription<?, ?> action, Members request) {
        return new RequestBinder<>(action.requestType(), action.errors()).bind(request);
    }

    private static boolean lists(ActionDescription<?, ?> action, String code) {
        return action.errors().listed().stream().anyMatch(error -> error.code().equals(code));
    }
}
