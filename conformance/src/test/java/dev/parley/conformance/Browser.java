package dev.parley.conformance;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** One headless Chromium; each participant is a page of it. Thread-safe. */
final class Browser implements AutoCloseable {

    private static final int GREETING = 0;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Process process;
    private final Writer commands;
    private final ProcessOutput errors;
    private final Map<Integer, CompletableFuture<JsonNode>> waiting = new ConcurrentHashMap<>();
    private final AtomicInteger lastCommand = new AtomicInteger(GREETING);

    private Browser(Process process) {
        this.process = process;
        this.commands = process.outputWriter();
        this.errors = ProcessOutput.of("browser errors", process.errorReader());
    }

    /** Starts the browser and waits until it can be told what to do. */
    static Browser start() throws IOException {
        Browser browser = new Browser(NodeFolder.script("browser.mjs").start());
        CompletableFuture<JsonNode> greeting = browser.expect(GREETING);
        Thread.ofVirtual().name("browser answers").start(() -> browser.read(browser.process.inputReader()));
        browser.result("start", greeting);
        return browser;
    }

    /** A page of its own for one participant. */
    Participant participant(String user) {
        return participant(user, user);
    }

    /** A page for a user who may have another one. */
    Participant participant(String page, String user) {
        return new Participant(this, page, user);
    }

    /** A page of its own for a user of the web client. */
    Member member(Endpoint endpoint, String room, String user) {
        return member(endpoint, room, user, user);
    }

    /** A page of the web client for a user who may have another one. */
    Member member(Endpoint endpoint, String room, String page, String user) {
        return new Member(this, endpoint, room, room + "/" + page, user);
    }

    /**
     * Runs a command in a page and waits for its result; a failure carries what the page and the browser said.
     *
     * @param kind which of the pages in {@code node/page} it is, made when first named
     */
    JsonNode run(String kind, String page, String command, Map<String, ?> options) {
        int id = lastCommand.incrementAndGet();
        CompletableFuture<JsonNode> result = expect(id);
        send(JsonMapper.shared()
                .writeValueAsString(
                        Map.of("id", id, "page", page, "kind", kind, "command", command, "options", options)));
        return result(page + "." + command, result);
    }

    private CompletableFuture<JsonNode> expect(int id) {
        CompletableFuture<JsonNode> result = new CompletableFuture<>();
        waiting.put(id, result);
        return result;
    }

    private synchronized void send(String line) {
        try {
            commands.write(line + "\n");
            commands.flush();
        } catch (IOException gone) {
            throw new UncheckedIOException("the browser is gone:\n" + errors, gone);
        }
    }

    private void read(BufferedReader reader) {
        try (reader) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                accept(JsonMapper.shared().readTree(line));
            }
            waiting.values().forEach(result -> result.completeExceptionally(new IOException("the browser ended")));
        } catch (IOException closed) {
            waiting.values().forEach(result -> result.completeExceptionally(closed));
        }
    }

    private void accept(JsonNode message) {
        CompletableFuture<JsonNode> result =
                waiting.remove(message.required("id").asInt());
        if (result == null) {
            return;
        }
        @Nullable JsonNode error = message.get("error");
        if (error == null) {
            result.complete(message.required("result"));
        } else {
            result.completeExceptionally(new IOException(error.asString()));
        }
    }

    private JsonNode result(String what, CompletableFuture<JsonNode> result) {
        try {
            return result.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException failure) {
            throw new AssertionError(what + " failed; the browser said:\n" + errors, failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for " + what, interrupted);
        }
    }

    @Override
    public void close() throws IOException {
        commands.close();
        try {
            if (!process.waitFor(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException interrupted) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
