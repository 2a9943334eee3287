package dev.parley.server.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.parley.protocol.signing.Tc3Signature;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Calls the cloud API with TC3-HMAC-SHA256 over POST, as the official clients do. Safe for use by any thread. */
public final class ApiClient implements AutoCloseable {

    private static final String CONTENT_TYPE = "application/json";
    private static final String VERSION = "2019-07-22";
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);
    private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(60);

    /** A day of a million rooms is one text of some ten megabytes. */
    private static final JsonMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxStringLength(Integer.MAX_VALUE)
                            .build())
                    .build())
            .build();

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT_TIMEOUT)
            .build();
    private final ApiCredentials credentials;
    private final InstantSource clock;

    public ApiClient(ApiCredentials credentials, InstantSource clock) {
        this.credentials = credentials;
        this.clock = clock;
    }

    /**
     * The answer to a call.
     *
     * @param response the content of {@code Response}
     */
    public record Answer(JsonNode response) {

        public boolean isError() {
            return response.has("Error");
        }
    }

    /**
     * Makes one call and waits for its answer.
     *
     * @param json the parameters, an object
     * @throws IOException when there is no answer of the API, with a message that names the endpoint
     */
    public Answer call(String action, String json) throws IOException {
        try {
            HttpResponse<InputStream> reply =
                    http.send(request(action, json), HttpResponse.BodyHandlers.ofInputStream());
            return answer(reply);
        } catch (IOException e) {
            String reason = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
            throw new IOException("no answer from " + credentials.endpoint() + ": " + reason, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw (IOException) new InterruptedIOException("interrupted").initCause(e);
        }
    }

    private HttpRequest request(String action, String json) {
        Instant now = clock.instant();
        byte[] body = json.getBytes(UTF_8);
        String authorization = Tc3Signature.authorize(
                credentials.secretId(),
                credentials.secretKey(),
                "trtc",
                host(credentials.endpoint()),
                CONTENT_TYPE,
                body,
                now);
        return HttpRequest.newBuilder(credentials.endpoint().resolve("/"))
                .timeout(ANSWER_TIMEOUT)
                .header("Content-Type", CONTENT_TYPE)
                .header("Authorization", authorization)
                .header("X-TC-Action", action)
                .header("X-TC-Version", VERSION)
                .header("X-TC-Timestamp", Long.toString(now.getEpochSecond()))
                .header("X-TC-Region", credentials.region())
                .header("X-TC-RequestClient", "parley-cli")
                .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                .build();
    }

    private static Answer answer(HttpResponse<InputStream> reply) throws IOException {
        try (InputStream body = reply.body()) {
            if (reply.statusCode() != 200) {
                throw new IOException("HTTP status " + reply.statusCode());
            }
            JsonNode response = JSON.readTree(body).path("Response");
            if (!response.isObject()) {
                throw new IOException("what answers there is not the cloud API");
            }
            return new Answer(response);
        } catch (JacksonException e) {
            throw new IOException("the answer is not whole JSON", e);
        }
    }

    /** What the HTTP client will put into {@code Host}: the port only when it is not the scheme's own. */
    private static String host(URI endpoint) {
        int schemePort = "https".equalsIgnoreCase(endpoint.getScheme()) ? 443 : 80;
        boolean ownPort = endpoint.getPort() < 0 || endpoint.getPort() == schemePort;
        return ownPort ? endpoint.getHost() : endpoint.getHost() + ":" + endpoint.getPort();
    }

    @Override
    public void close() {
        http.close();
    }
}
