package dev.parley.conformance;

import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What flattened parameters mean is step 15 of spec/01 §8: strangers are not told. */
@ExtendWith(Stage.class)
final class SignatureFirstTest {

    private final Endpoint endpoint;

    SignatureFirstTest(Endpoint endpoint) {
        this.endpoint = endpoint;
    }

    @ParameterizedTest
    @ValueSource(strings = {"UserIds.1=a", "SdkAppId=1&SdkAppId=1", "a.b=1&a=2"})
    void aWrongSignatureIsAnsweredBeforeWrongLists(String query) {
        RawConnection.ask(endpoint, () -> Tc3Call.get(endpoint.withSecretKey("other"), "RemoveUser", query)
                        .signed())
                .mustFailWith("AuthFailure.SignatureFailure");
    }
}
