package dev.parley.conformance;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Calls whose parameters are parts of a form (spec/01 §2), signed by TC3-HMAC-SHA256. */
@ExtendWith(Stage.class)
final class MultipartTest {

    private static final String BOUNDARY = "----26085ad3e0a9f0cb";
    private static final int MEGABYTE = 1024 * 1024;

    private final Endpoint endpoint;
    private final UsageParameters usage;

    MultipartTest(Endpoint endpoint) {
        this.endpoint = endpoint;
        this.usage = UsageParameters.ofTwoDays(endpoint);
    }

    @Test
    void onePartForEachParameterIsACall() {
        ask(parts() + "--" + BOUNDARY + "--\r\n").mustBeUsage();
    }

    @Test
    void partsWithoutAnEndAreAnInvalidRequest() {
        ask(parts()).mustFailWith("InvalidRequest");
    }

    @Test
    void theBoundaryMayHaveCapitals() {
        String boundary = "----WebKitFormBoundaryABC";
        RawConnection.ask(endpoint, () -> Tc3Call.post(
                                endpoint,
                                UsageParameters.ACTION,
                                (parts() + "--" + BOUNDARY + "--\r\n").replace(BOUNDARY, boundary))
                        .contentType("multipart/form-data; boundary=" + boundary)
                        .signed())
                .mustBeUsage();
    }

    @Test
    void moreThanTenMegabytesAreTooMuch() {
        ask(parts() + " ".repeat(10 * MEGABYTE)).mustFailWith("RequestSizeLimitExceeded");
    }

    private String parts() {
        StringBuilder body = new StringBuilder();
        usage.flat()
                .forEach((name, value) -> body.append("--" + BOUNDARY + "\r\nContent-Disposition: form-data; name=\"")
                        .append(name)
                        .append("\"\r\n\r\n")
                        .append(value)
                        .append("\r\n"));
        return body.toString();
    }

    private RawAnswer ask(String body) {
        return RawConnection.ask(endpoint, () -> Tc3Call.post(endpoint, UsageParameters.ACTION, body)
                .contentType("multipart/form-data; boundary=" + BOUNDARY)
                .signed());
    }
}
