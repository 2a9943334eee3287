package dev.parley.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Paths and hosts that only sloppy settings of clients make (spec/01 §1, spec/07 §2, 16 and 18). */
@ExtendWith(Stage.class)
final class OddAddressesTest {

    private final Endpoint endpoint;
    private final String json;

    OddAddressesTest(Endpoint endpoint) {
        this.endpoint = endpoint;
        this.json = UsageParameters.ofTwoDays(endpoint).json();
    }

    /** What comes of an endpoint that is set with a slash behind it. */
    @ParameterizedTest
    @ValueSource(strings = {"//", "/prefix//", "/a%2Fb/"})
    void anyPathIsTheCloudApi(String path) {
        RawConnection.ask(endpoint, () -> Tc3Call.post(endpoint, UsageParameters.ACTION, json)
                        .path(path)
                        .signed())
                .mustBeUsage();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\"b", "\"", "a,b"})
    void aHostThatIsNoHostIsTheClientsMistake(String host) {
        RawAnswer answer = RawConnection.ask(endpoint, () -> Tc3Call.post(endpoint, UsageParameters.ACTION, json)
                .host(host)
                .signed());
        assertThat(answer.status()).as("%s", answer).isIn(200, 400);
        assertThat(answer.text()).doesNotContain("Exception");
    }
}
