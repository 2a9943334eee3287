package dev.parley.server.participant;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/**
 * The HTTP half of WHIP and WHEP as a client does it: POST an offer, DELETE the session. Blocks; safe for any thread.
 */
public final class WebRtcHttp {

    /** What the server gave for an offer. */
    public record Session(URI resource, String answer) {}

    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(PATIENCE).build();

    /** @throws IOException when the server refuses; the message carries its status and explanation */
    public Session open(URI endpoint, String userSig, String offer) throws IOException {
        HttpRequest request = HttpRequest.newBuilder(endpoint)
                .timeout(PATIENCE)
                .header("Authorization", "Bearer " + userSig)
                .header("Content-Type", "application/sdp")
                .POST(HttpRequest.BodyPublishers.ofString(offer))
                .build();
        HttpResponse<String> response = send(request);
        if (response.statusCode() != 201) {
            throw new IOException(endpoint + " answered " + response.statusCode() + ": " + response.body());
        }
        String location = response.headers()
                .firstValue("Location")
                .orElseThrow(() -> new IOException(endpoint + " answered without a Location"));
        return new Session(endpoint.resolve(location), response.body());
    }

    public void close(URI resource, String userSig) throws IOException {
        send(HttpRequest.newBuilder(resource)
                .timeout(PATIENCE)
                .header("Authorization", "Bearer " + userSig)
                .DELETE()
                .build());
    }

    private HttpResponse<String> send(HttpRequest request) throws IOException {
        try {
            return client.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while waiting for " + request.uri(), interrupted);
        }
    }
}
