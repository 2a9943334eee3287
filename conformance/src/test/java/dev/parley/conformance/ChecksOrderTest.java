package dev.parley.conformance;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Of two things that are wrong with a call, the one that is checked first is the answer (spec/01 §8). */
@ExtendWith(Stage.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ChecksOrderTest {

    private static final String ACTION = "X-TC-Action";

    private final Endpoint endpoint;
    private final UsageParameters usage;

    ChecksOrderTest(Endpoint endpoint) {
        this.endpoint = endpoint;
        this.usage = UsageParameters.ofTwoDays(endpoint);
    }

    /** What can be wrong with a call, in the order of the checks. */
    enum Fault {
        METHOD("UnsupportedProtocol"),
        CONTENT_TYPE("InvalidParameter"),
        BODY("InvalidParameter"),
        NO_ACTION("MissingParameter"),
        NO_VERSION("MissingParameter"),
        NO_AUTHORIZATION("MissingParameter"),
        TIMESTAMP_TYPE("InvalidParameter"),
        AUTHORIZATION_FORM("AuthFailure.InvalidAuthorization"),
        TIME("AuthFailure.SignatureExpire"),
        SECRET_ID("AuthFailure.SecretIdNotFound"),
        SIGNATURE("AuthFailure.SignatureFailure"),
        VERSION("NoSuchVersion"),
        ACTION_NAME("InvalidAction"),
        REGION("UnsupportedRegion"),
        PARAMETER("UnknownParameter"),
        APPLICATION("InvalidParameter.SdkAppId");

        private final String code;

        Fault(String code) {
            this.code = code;
        }
    }

    /** Faults of the same part of a request, which has room for one. */
    private static final List<Set<Fault>> SAME_PART = List.of(
            EnumSet.of(Fault.BODY, Fault.PARAMETER, Fault.APPLICATION),
            EnumSet.of(Fault.NO_ACTION, Fault.ACTION_NAME),
            EnumSet.of(Fault.NO_VERSION, Fault.VERSION),
            EnumSet.of(Fault.TIMESTAMP_TYPE, Fault.TIME),
            EnumSet.of(Fault.NO_AUTHORIZATION, Fault.AUTHORIZATION_FORM, Fault.SECRET_ID, Fault.SIGNATURE));

    /** Two faults, the first of which is checked first. */
    record Pair(Fault first, Fault second) {}

    static List<Pair> pairs() {
        List<Pair> pairs = new ArrayList<>();
        for (Fault first : Fault.values()) {
            for (Fault second : EnumSet.range(first, Fault.APPLICATION)) {
                if (first != second && SAME_PART.stream().noneMatch(part -> part.containsAll(Set.of(first, second)))) {
                    pairs.add(new Pair(first, second));
                }
            }
        }
        return pairs;
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void theFirstFaultIsTheAnswer(Pair pair) {
        RawConnection.ask(endpoint, () -> faulty(EnumSet.of(pair.first(), pair.second())))
                .mustFailWith(pair.first().code);
    }

    @ParameterizedTest
    @MethodSource("faults")
    void eachFaultAloneIsAnsweredByItsCode(Fault fault) {
        RawConnection.ask(endpoint, () -> faulty(EnumSet.of(fault))).mustFailWith(fault.code);
    }

    static Fault[] faults() {
        return Fault.values();
    }

    private RawRequest faulty(Set<Fault> faults) {
        Endpoint caller = faults.contains(Fault.SECRET_ID) ? endpoint.withSecretId("AKIDnobodyhasthisone") : endpoint;
        caller = faults.contains(Fault.SIGNATURE) ? caller.withSecretKey("another-key") : caller;
        String action = faults.contains(Fault.ACTION_NAME) ? "DescribeEverything" : UsageParameters.ACTION;
        Tc3Call call = Tc3Call.post(caller, action, body(faults));
        if (faults.contains(Fault.CONTENT_TYPE)) {
            call.contentType("text/plain");
        }
        if (faults.contains(Fault.TIME)) {
            call.timestamp("1704067200");
        }
        if (faults.contains(Fault.VERSION)) {
            call.version("2019-07-23");
        }
        if (faults.contains(Fault.REGION)) {
            call.region("eu-atlantis");
        }
        return spoiled(call.signed(), faults);
    }

    private String body(Set<Fault> faults) {
        if (faults.contains(Fault.BODY)) {
            return "{";
        }
        String json = faults.contains(Fault.PARAMETER) ? usage.json().replace("{", "{\"Bogus\":1,") : usage.json();
        return faults.contains(Fault.APPLICATION)
                ? json.replace("\"SdkAppId\":" + usage.sdkAppId(), "\"SdkAppId\":1499999999")
                : json;
    }

    private static RawRequest spoiled(RawRequest signed, Set<Fault> faults) {
        RawRequest request = signed;
        for (Fault fault : faults) {
            request = switch (fault) {
                case METHOD -> request.withMethod("PUT");
                case NO_ACTION -> request.without(ACTION);
                case NO_VERSION -> request.without("X-TC-Version");
                case NO_AUTHORIZATION -> request.without("Authorization");
                case TIMESTAMP_TYPE -> request.changing("X-TC-Timestamp", ignored -> "soon");
                case AUTHORIZATION_FORM -> request.changing("Authorization", ignored -> "Basic abc");
                default -> request;
            };
        }
        return request;
    }
}
