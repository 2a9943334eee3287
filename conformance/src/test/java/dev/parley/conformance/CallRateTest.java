package dev.parley.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Calls that come too fast, as clients see it (spec/06). A counter by clock second and a bucket of tokens both pass: so
 * many at once are let through, three times as many are not, and after a second of silence it begins anew.
 */
@ExtendWith(Stage.class)
final class CallRateTest {

    private static final Duration SILENCE = Duration.ofMillis(1_100);
    private static final int FAILURES_PER_ADDRESS = 100;

    private static final Pattern WORDS = Pattern.compile("Your current request times equals to `(?<times>\\d+)` in a"
            + " second, which exceeds the frequency limit `(?<limit>\\d+)` for a second\\. Please reduce the frequency"
            + " of calls\\.");

    private final Endpoint endpoint;
    private final UsageParameters usage;

    CallRateTest(Endpoint endpoint) {
        this.endpoint = endpoint;
        this.usage = UsageParameters.ofTwoDays(endpoint);
    }

    /** Leaves nothing behind for whoever calls next; each burst waits for a second of its own. */
    @AfterAll
    static void silence() {
        Clocks.awaitNextSecond();
    }

    @ParameterizedTest
    @CsvSource("DescribeTrtcUsage, 5")
    void asManyAsTheLimitPassAtOnceAndThreeTimesAsManyDoNot(String action, int limit) {
        Supplier<RawRequest> call = () -> call(action, CallRegions.FOR_LIMITS);
        List<RawAnswer> answers = burst(times(3 * limit, call));
        assertThat(answers.subList(0, limit)).noneMatch(RawAnswer::isLimited);
        mustBeLimited(answers.getLast(), limit);

        Clocks.awaitPassing(SILENCE);
        assertThat(burst(times(limit, call))).noneMatch(RawAnswer::isLimited);
    }

    private static void mustBeLimited(RawAnswer answer, int limit) {
        answer.mustFailWith("RequestLimitExceeded");
        Matcher words = WORDS.matcher(answer.message());
        assertThat(words.matches()).as(answer.message()).isTrue();
        assertThat(Integer.parseInt(words.group("limit"))).isEqualTo(limit);
        assertThat(Integer.parseInt(words.group("times"))).isGreaterThan(limit);
        assertThat(answer.header("Retry-After")).isEmpty();
    }

    @Test
    void regionsAreCountedApart() {
        List<RawRequest> requests = times(15, () -> call(UsageParameters.ACTION, CallRegions.FOR_LIMITS));
        requests.add(call(UsageParameters.ACTION, CallRegions.FOR_RETRIES));
        List<RawAnswer> answers = burst(requests);
        mustBeLimited(answers.get(14), 5);
        answers.getLast().mustBeUsage();
    }

    @Test
    void callsThatFailLaterCountAndCallsOfStrangersDoNot() {
        List<RawAnswer> wrongParameters = burst(times(15, () -> Tc3Call.post(endpoint, UsageParameters.ACTION, "{}")
                .region(CallRegions.FOR_LIMITS)
                .signed()));
        assertThat(wrongParameters.subList(0, 5)).allSatisfy(answer -> answer.mustFailWith("MissingParameter"));
        mustBeLimited(wrongParameters.getLast(), 5);

        List<RawRequest> requests =
                times(15, () -> stranger().region(CallRegions.FOR_LIMITS).signed());
        requests.addAll(times(5, () -> call(UsageParameters.ACTION, CallRegions.FOR_LIMITS)));
        List<RawAnswer> answers = burst(requests);
        assertThat(answers.subList(0, 15)).allSatisfy(answer -> answer.mustFailWith("AuthFailure.SignatureFailure"));
        assertThat(answers.subList(15, 20)).allSatisfy(RawAnswer::mustBeUsage);
    }

    /** Both generations of signature are calls of the same key. */
    @Test
    void everyWayOfSigningCountsTogether() {
        List<RawRequest> requests = times(8, () -> call(UsageParameters.ACTION, CallRegions.FOR_LIMITS));
        requests.addAll(times(7, () -> HmacCall.get(endpoint, UsageParameters.ACTION, usage.flat())
                .parameter("Region", CallRegions.FOR_LIMITS)
                .signed()));
        mustBeLimited(burst(requests).getLast(), 5);
    }

    @Test
    void anAddressThatFailsToAuthenticateTooOftenIsToldThatInstead() {
        List<RawRequest> requests =
                times(3 * FAILURES_PER_ADDRESS, () -> stranger().signed());
        requests.add(call(UsageParameters.ACTION, CallRegions.FOR_RETRIES));
        List<RawAnswer> answers = burst(requests);
        assertThat(answers.subList(0, FAILURES_PER_ADDRESS))
                .allSatisfy(answer -> answer.mustFailWith("AuthFailure.SignatureFailure"));
        answers.get(requests.size() - 2).mustFailWith("RequestLimitExceeded.IPLimitExceeded");
        answers.getLast().mustBeUsage();

        Clocks.awaitPassing(SILENCE);
        RawConnection.askOnce(endpoint, stranger().signed()).mustFailWith("AuthFailure.SignatureFailure");
    }

    /** Go calls again after 1, 2, 4 seconds, for this exact code alone (spec/03 §4). */
    @Test
    void goWaitsAndIsServed() {
        List<RawAnswer> answers = burst(times(15, () -> call(UsageParameters.ACTION, CallRegions.FOR_RETRIES)));
        RawAnswer answer = answers.getLast();
        assertThat(answer.code()).isEqualTo("RequestLimitExceeded");
        int retries = 0;
        for (; retries < 3 && answer.code().equals("RequestLimitExceeded"); retries++) {
            Clocks.awaitPassing(Duration.ofSeconds(1L << retries));
            answer = RawConnection.askOnce(endpoint, call(UsageParameters.ACTION, CallRegions.FOR_RETRIES));
        }
        answer.mustBeUsage();
        assertThat(retries).isEqualTo(1);
    }

    @Test
    void sdksRaiseTheirOwnExceptionWithTheBareCode() {
        SdkCall call =
                new SdkCall(endpoint, CallRegions.FOR_LIMITS, SdkWay.TC3_POST, UsageParameters.ACTION, usage.tree());
        Map<SdkProgram, SdkProcess> processes = new EnumMap<>(SdkProgram.class);
        try {
            for (SdkProgram program : SdkProgram.values()) {
                processes.put(program, SdkProcess.start(program));
            }
            processes.values().forEach(process -> process.call(call).mustBeUsage());
            List<SdkOutcome> outcomes = afterABurst(processes.values(), call);
            assertThat(outcomes).hasSize(SdkProgram.values().length).allSatisfy(outcome -> {
                outcome.mustFailWith("RequestLimitExceeded");
                assertThat(outcome.message()).containsPattern(WORDS);
            });
        } finally {
            processes.values().forEach(SdkProcess::close);
        }
    }

    /** Calls of SDKs in the second in which the limit is used up; all again when that second was over too soon. */
    private List<SdkOutcome> afterABurst(Collection<SdkProcess> processes, SdkCall call) {
        return Stream.generate(() -> {
                    burst(times(15, () -> call(UsageParameters.ACTION, CallRegions.FOR_LIMITS)));
                    return processes.stream()
                            .map(process -> process.callOnce(call))
                            .toList();
                })
                .limit(5)
                .filter(outcomes -> outcomes.stream().allMatch(SdkOutcome::isLimited))
                .findFirst()
                .orElseThrow(() -> new AssertionError("some SDK's call was never too much"));
    }

    private List<RawAnswer> burst(List<RawRequest> requests) {
        return Burst.afterTheNextSecond(endpoint, requests);
    }

    private static List<RawRequest> times(int count, Supplier<RawRequest> request) {
        return new ArrayList<>(Collections.nCopies(count, request.get()));
    }

    private Tc3Call stranger() {
        return Tc3Call.post(endpoint.withSecretKey("a-wrong-key"), UsageParameters.ACTION, usage.json());
    }

    private RawRequest call(String action, String region) {
        return Tc3Call.post(endpoint, action, usage.json()).region(region).signed();
    }
}
