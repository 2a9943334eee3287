package dev.parley.conformance;

import java.util.Locale;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * On a connection that stays open each request is judged by its own headers. A cache of headers that knows no letter
 * case would answer for the earlier one.
 */
@ExtendWith(Stage.class)
final class HeaderMemoryTest {

    private final Endpoint endpoint;

    HeaderMemoryTest(Endpoint endpoint) {
        this.endpoint = endpoint;
    }

    @Test
    void aServiceInOtherLettersIsAnotherService() {
        mustBeRefusedAfterItsTwin(
                authorization -> authorization.replace("/trtc/", "/TRTC/"), "AuthFailure.SignatureFailure");
    }

    @Test
    void aSecretIdInOtherLettersIsAnotherSecretId() {
        String lower = endpoint.secretId().toLowerCase(Locale.ROOT);
        mustBeRefusedAfterItsTwin(
                authorization -> authorization.replace(endpoint.secretId(), lower), "AuthFailure.SecretIdNotFound");
    }

    private void mustBeRefusedAfterItsTwin(UnaryOperator<String> change, String code) {
        String json = UsageParameters.ofTwoDays(endpoint).json();
        RawRequest good = Tc3Call.post(endpoint, UsageParameters.ACTION, json).signed();
        try (RawConnection connection = RawConnection.open(endpoint)) {
            connection.exchange(() -> good).mustBeUsage();
            connection.exchange(() -> good.changing("Authorization", change)).mustFailWith(code);
        }
    }
}
