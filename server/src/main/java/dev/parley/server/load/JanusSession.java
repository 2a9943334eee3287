package dev.parley.server.load;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * One session of Janus's HTTP interface (its "REST" API): requests by POST, what happens later by a long poll that runs
 * on a thread of its own. Methods block; for any number of threads.
 */
final class JanusSession implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(JanusSession.class);
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    /** Janus answers a long poll after 30 s, with or without news. */
    private static final Duration POLL_PATIENCE = Duration.ofSeconds(60);

    private static final int EVENTS_AT_ONCE = 20;
    private static final JsonMapper JSON = new JsonMapper();

    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(PATIENCE)
            .build();
    private final URI door;
    private final AtomicLong transactions = new AtomicLong();
    private final Map<String, CompletableFuture<JsonNode>> waiting = new ConcurrentHashMap<>();
    private final String session;
    private final Thread polling;
    private volatile boolean closed;

    /** @throws IOException when nobody answers there, or not as Janus does */
    JanusSession(URI door) throws IOException {
        this.door = door;
        this.session = door + "/" + id(post(door.toString(), request("create")));
        this.polling = Thread.ofVirtual().name("janus-events").start(this::poll);
    }

    private static long id(JsonNode answer) {
        return answer.path("data").path("id").asLong();
    }

    private Map<String, Object> request(String name) {
        Map<String, Object> request = new LinkedHashMap<>();
        request.put("janus", name);
        request.put("transaction", "load-" + transactions.incrementAndGet());
        return request;
    }

    /** A new handle of a plugin. */
    long attach(String plugin) throws IOException {
        Map<String, Object> request = request("attach");
        request.put("plugin", plugin);
        return id(post(session, request));
    }

    /** Ends a handle, and with it the peer connection. */
    void detach(long handle) throws IOException {
        post(session + "/" + handle, request("detach"));
    }

    /** Asks the plugin something it answers at once; gives what it says. */
    JsonNode ask(long handle, Map<String, ?> body) throws IOException {
        Map<String, Object> request = request("message");
        request.put("body", body);
        return checked(post(session + "/" + handle, request));
    }

    /**
     * Asks the plugin something it answers later.
     *
     * @param description an offer or answer that goes with it, if any
     * @return the whole event: what the plugin says, and perhaps a description
     */
    JsonNode negotiate(long handle, Map<String, ?> body, @Nullable Map<String, String> description) throws IOException {
        Map<String, Object> request = request("message");
        request.put("body", body);
        if (description != null) {
            request.put("jsep", description);
        }
        String transaction = String.valueOf(request.get("transaction"));
        CompletableFuture<JsonNode> event = new CompletableFuture<>();
        waiting.put(transaction, event);
        try {
            post(session + "/" + handle, request);
            JsonNode told = event.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            checked(told);
            return told;
        } catch (TimeoutException | ExecutionException silence) {
            throw new IOException("Janus did not answer within " + PATIENCE.toSeconds() + " s", silence);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", interrupted);
        } finally {
            waiting.remove(transaction);
        }
    }

    private static JsonNode checked(JsonNode answer) throws IOException {
        JsonNode data = answer.path("plugindata").path("data");
        if (data.has("error")) {
            throw new IOException("Janus refuses: " + data.path("error").asString() + " ("
                    + data.path("error_code").asInt() + ")");
        }
        return data;
    }

    private void poll() {
        while (!closed) {
            try {
                JsonNode events = send(HttpRequest.newBuilder(URI.create(session + "?maxev=" + EVENTS_AT_ONCE))
                        .timeout(POLL_PATIENCE)
                        .GET()
                        .build());
                if (events.isArray()) {
                    events.forEach(this::event);
                } else {
                    event(events);
                }
            } catch (IOException ended) {
                LOG.debug("no more events from Janus", ended);
                return;
            }
        }
    }

    private void event(JsonNode event) {
        CompletableFuture<JsonNode> asked =
                waiting.get(event.path("transaction").asString(""));
        if (asked != null) {
            asked.complete(event);
        }
    }

    private JsonNode post(String address, Map<String, ?> request) throws IOException {
        JsonNode answer = send(HttpRequest.newBuilder(URI.create(address))
                .timeout(PATIENCE)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(request)))
                .build());
        if (answer.path("janus").asString("").equals("error")) {
            throw new IOException(
                    "Janus refuses: " + answer.path("error").path("reason").asString());
        }
        return answer;
    }

    private JsonNode send(HttpRequest request) throws IOException {
        try {
            HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
            if (response.statusCode() != 200) {
                throw new IOException(door + " answers " + response.statusCode()
                        + "; --janus-url says where Janus's HTTP is, such as http://127.0.0.1:8088/janus");
            }
            return JSON.readTree(response.body());
        } catch (ConnectException nobody) {
            throw new IOException("nobody answers at " + door + "; --janus-url says where Janus's HTTP is", nobody);
        } catch (JacksonException other) {
            throw new IOException(door + " does not answer as Janus does", other);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", interrupted);
        }
    }

    /** Ends the session, and with it all its handles. */
    @Override
    public void close() {
        closed = true;
        try {
            post(session, request("destroy"));
        } catch (IOException gone) {
            LOG.debug("Janus was not told of the end", gone);
        }
        polling.interrupt();
        client.shutdownNow();
    }
}
