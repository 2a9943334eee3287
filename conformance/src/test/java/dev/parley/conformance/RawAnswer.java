package dev.parley.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.GZIPInputStream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What came back on a socket.
 *
 * @param headers as received
 * @param body without the framing of chunks, but still compressed if it was
 */
record RawAnswer(int status, List<RawRequest.Header> headers, byte[] body) {

    /** The values of a header, whatever the spelling of its name. */
    List<String> header(String name) {
        return headers.stream()
                .filter(header -> header.name().equalsIgnoreCase(name))
                .map(RawRequest.Header::value)
                .toList();
    }

    String text() {
        try {
            byte[] plain = header("Content-Encoding").contains("gzip")
                    ? new GZIPInputStream(new ByteArrayInputStream(body)).readAllBytes()
                    : body;
            return new String(plain, StandardCharsets.UTF_8);
        } catch (IOException broken) {
            throw new UncheckedIOException("broken gzip", broken);
        }
    }

    /** The envelope's content, checked to be the whole of an answer that was processed (spec/01 §7). */
    JsonNode response() {
        assertThat(status).as("%s", this).isEqualTo(200);
        assertThat(header("Content-Type")).as("%s", this).containsExactly("application/json");
        JsonNode whole = JsonMapper.shared().readTree(text());
        assertThat(whole.propertyNames()).as("%s", this).containsExactly("Response");
        return whole.required("Response");
    }

    /** The code of a refusal; empty for a success. */
    String code() {
        return response().at("/Error/Code").asString("");
    }

    String message() {
        return response().at("/Error/Message").asString("");
    }

    /** Whether calls of this action, or failures to authenticate, came too fast. */
    boolean isLimited() {
        return status == 200 && code().startsWith("RequestLimitExceeded");
    }

    /** Checks a success of {@code DescribeTrtcUsage} over two days. */
    void mustBeUsage() {
        JsonNode response = mustSucceed();
        UsageParameters.mustAnswer(response);
    }

    /** Checks that a success has a request id and no member {@code Error}, not even null. */
    JsonNode mustSucceed() {
        JsonNode response = response();
        assertThat(response.has("Error")).as("%s", this).isFalse();
        RequestIds.mustBeFresh(response.path("RequestId").asString());
        return response;
    }

    /** Checks that a refusal has a code, a message and a request id, and nothing else. */
    RawAnswer mustFailWith(String... codes) {
        JsonNode response = response();
        assertThat(response.propertyNames()).as("%s", this).containsExactlyInAnyOrder("Error", "RequestId");
        JsonNode error = response.required("Error");
        assertThat(error.propertyNames()).as("%s", this).containsExactlyInAnyOrder("Code", "Message");
        assertThat(error.required("Code").asString()).as("%s", this).isIn((Object[]) codes);
        assertThat(error.required("Message").asString()).as("%s", this).isNotBlank();
        RequestIds.mustBeFresh(response.path("RequestId").asString());
        return this;
    }

    @Override
    public String toString() {
        String text = text();
        return status + " " + headers + " " + text.substring(0, Math.min(text.length(), 500));
    }
}
