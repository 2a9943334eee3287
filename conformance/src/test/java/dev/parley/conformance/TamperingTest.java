package dev.parley.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever byte is changed in what a signature protects, the call is refused; unchanged it succeeds. What may change
 * without harm is excluded in {@link Tampering}, with the rule that allows it. The seed is printed; {@code
 * -Dparley.seed} repeats a run and {@code -Dparley.tamperings} makes it longer.
 */
@ExtendWith(Stage.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class TamperingTest {

    private static final Set<String> ABOUT_PARAMETERS =
            Set.of("InvalidParameter", "InvalidParameter.SdkAppId", "MissingParameter", "UnknownParameter");

    private static final int KINDS = 5;

    private final Endpoint endpoint;
    private final UsageParameters usage;
    private final long seed = Long.getLong("parley.seed", System.nanoTime());
    private final int count = Integer.getInteger("parley.tamperings", 200);

    TamperingTest(Endpoint endpoint) {
        this.endpoint = endpoint;
        this.usage = UsageParameters.ofTwoDays(endpoint);
        System.out.println("TamperingTest: -Dparley.seed=" + seed + " -Dparley.tamperings=" + count);
    }

    /** A kind of signed request, and what its signature covers. */
    record Kind(String name, Function<String, RawRequest> request, List<Tampering.Place> places) {
        @Override
        public String toString() {
            return name;
        }
    }

    List<Kind> kinds() {
        List<Tampering.Place> header = List.of(
                Tampering.Place.HOST,
                Tampering.Place.CONTENT_TYPE,
                Tampering.Place.TIMESTAMP,
                Tampering.Place.SECRET_ID,
                Tampering.Place.SCOPE_DATE,
                Tampering.Place.SCOPE_SERVICE,
                Tampering.Place.SIGNED_HEADERS,
                Tampering.Place.SIGNATURE);
        return List.of(
                new Kind("TC3 POST", this::current, with(header, Tampering.Place.BODY)),
                new Kind("TC3 GET", this::currentGet, with(header, Tampering.Place.QUERY)),
                new Kind(
                        "TC3 POST with a signed action",
                        this::currentWithAction,
                        with(with(header, Tampering.Place.BODY), Tampering.Place.ACTION)),
                new Kind("HMAC POST", this::older, List.of(Tampering.Place.HOST, Tampering.Place.BODY)),
                new Kind("HMAC GET", this::olderGet, List.of(Tampering.Place.HOST, Tampering.Place.QUERY)));
    }

    /** The parameters are protected as often as everything else together. */
    private static List<Tampering.Place> with(List<Tampering.Place> places, Tampering.Place more) {
        return Stream.concat(places.stream(), Collections.nCopies(places.size(), more).stream())
                .toList();
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void aChangedByteIsAlwaysRefused(Kind kind) {
        Random random = new Random(seed ^ kind.name().hashCode());
        for (int turn = 0; turn < Math.ceilDiv(count, KINDS); turn++) {
            Tampering.Place place =
                    kind.places().get(random.nextInt(kind.places().size()));
            String region = CallRegions.at(turn);
            Tampering tampering = Tampering.of(kind.request().apply(region), place, random);
            mustBeRefused(tampering, ask(tampering::changed));
            ask(() -> kind.request().apply(region)).mustBeUsage();
        }
    }

    private void mustBeRefused(Tampering tampering, RawAnswer answer) {
        String what = "seed " + seed + ", " + tampering.what() + ", answered " + answer;
        if (answer.status() != 200) {
            assertThat(answer.status()).as(what).isBetween(400, 599);
            return;
        }
        assertThat(answer.code())
                .as(what)
                .matches(code -> code.startsWith("AuthFailure.") || ABOUT_PARAMETERS.contains(code));
        answer.mustFailWith(answer.code());
    }

    /** What may change although it is covered: the letter case that {@link Tampering} never touches. */
    @Test
    void whatIsExcludedAboveIsHarmlessIndeed() {
        String region = CallRegions.next();
        ask(() -> current(region).changing("Authorization", TamperingTest::upperCaseSignature))
                .mustBeUsage();
        ask(() -> current(region).changing("Content-Type", value -> value.replace("json", "JSON")))
                .mustBeUsage();
        ask(() -> withTarget(olderGet(region), target -> target.replace("%3D", "%3d")))
                .mustBeUsage();
    }

    private static RawRequest withTarget(RawRequest request, UnaryOperator<String> change) {
        return request.withTarget(change.apply(request.target()));
    }

    private static String upperCaseSignature(String authorization) {
        int start = authorization.indexOf("Signature=") + "Signature=".length();
        return authorization.substring(0, start)
                + authorization.substring(start).toUpperCase(Locale.ROOT);
    }

    private RawRequest current(String region) {
        return Tc3Call.post(endpoint, UsageParameters.ACTION, usage.json())
                .region(region)
                .contentType("application/json; charset=utf-8")
                .signed();
    }

    private RawRequest currentWithAction(String region) {
        return Tc3Call.post(endpoint, UsageParameters.ACTION, usage.json())
                .region(region)
                .alsoSigning("x-tc-action")
                .signed();
    }

    private RawRequest currentGet(String region) {
        String query = "SdkAppId=" + usage.sdkAppId() + "&StartTime=" + usage.first() + "+00%3A00%3A00&EndTime="
                + usage.last();
        return Tc3Call.get(endpoint, UsageParameters.ACTION, query)
                .region(region)
                .signed();
    }

    private RawRequest older(String region) {
        return HmacCall.post(endpoint, UsageParameters.ACTION, usage.flat())
                .parameter("Region", region)
                .signed();
    }

    private RawRequest olderGet(String region) {
        return HmacCall.get(endpoint, UsageParameters.ACTION, usage.flat())
                .parameter("SignatureMethod", "HmacSHA1")
                .parameter("Region", region)
                .signed();
    }

    private RawAnswer ask(Supplier<RawRequest> request) {
        return RawConnection.ask(endpoint, request);
    }
}
