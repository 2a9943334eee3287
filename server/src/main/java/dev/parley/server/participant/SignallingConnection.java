package dev.parley.server.participant;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * One WebSocket to the signalling door (docs/signalling.md): frames in order, answers matched to requests. Any thread
 * may send; notices come on one thread at a time, in their order.
 */
final class SignallingConnection {

    /** Who is told what arrives unasked. Must not block. */
    interface Listener {
        void notice(JsonNode frame);

        /** Called before the request gets its answer, so that notices after it find it known. */
        void answered(JsonNode frame);

        /** Called once, last. */
        void ended(int code, String reason);
    }

    static final int NO_CLOSE_FRAME = 1_006;

    private static final String SUBPROTOCOL = "parley.v1";

    /** A frame of the server holds at most a full room and an answer. */
    private static final int LONGEST_FRAME = 16 << 20;

    private static final int MOST_WAITING = 1_000;

    private final Listener listener;
    private final Duration patience;
    private final Map<Integer, CompletableFuture<JsonNode>> unanswered = new ConcurrentHashMap<>();
    private final AtomicBoolean ended = new AtomicBoolean();
    private @Nullable WebSocket socket;
    private CompletableFuture<?> sending = CompletableFuture.completedFuture(null);
    private int waiting;
    private int lastId;

    private SignallingConnection(Listener listener, Duration patience) {
        this.listener = listener;
        this.patience = patience;
    }

    /** Connects, and waits for it. */
    static SignallingConnection open(HttpClient http, URI endpoint, Duration patience, Listener listener)
            throws IOException {
        SignallingConnection connection = new SignallingConnection(listener, patience);
        WebSocket opened = wait(
                http.newWebSocketBuilder()
                        .subprotocols(SUBPROTOCOL)
                        .connectTimeout(patience)
                        .buildAsync(endpoint, connection.new Receiver()),
                patience,
                "no WebSocket at " + endpoint);
        synchronized (connection) {
            connection.socket = opened;
        }
        return connection;
    }

    boolean isOpen() {
        return !ended.get();
    }

    /**
     * Sends a request and waits for its answer.
     *
     * @throws RefusedException when the answer is an error
     * @throws IOException when there is no answer
     */
    JsonNode request(ObjectNode frame) throws IOException {
        String type = frame.path("t").asString();
        JsonNode answer = wait(ask(frame), patience, "no answer to " + type);
        if (answer.path("t").asString().equals("error")) {
            throw new RefusedException(
                    type, answer.path("code").asInt(), answer.path("message").asString(""));
        }
        return answer;
    }

    /** Sends a request; its answer, which may be an error frame. */
    CompletableFuture<JsonNode> ask(ObjectNode frame) throws IOException {
        CompletableFuture<JsonNode> answer = new CompletableFuture<>();
        synchronized (this) {
            int id = ++lastId;
            frame.put("id", id);
            if (unanswered.size() >= MOST_WAITING) {
                throw new IOException(MOST_WAITING + " requests are unanswered");
            }
            unanswered.put(id, answer);
            try {
                tell(frame);
            } catch (IOException over) {
                unanswered.remove(id);
                throw over;
            }
        }
        return answer;
    }

    /** Sends a frame that is not answered. */
    synchronized void tell(ObjectNode frame) throws IOException {
        WebSocket open = socket;
        if (open == null || ended.get()) {
            throw new IOException("the connection has ended");
        }
        if (waiting >= MOST_WAITING) {
            throw new IOException(MOST_WAITING + " frames wait to be sent");
        }
        waiting++;
        String text = frame.toString();
        sending = sending.thenCompose(_ -> open.sendText(text, true)).whenComplete((_, failure) -> sent(failure));
    }

    private void sent(@Nullable Throwable failure) {
        synchronized (this) {
            waiting--;
        }
        if (failure != null) {
            end(NO_CLOSE_FRAME, String.valueOf(failure.getMessage()));
        }
    }

    /** Says goodbye with a close frame. */
    synchronized void close(int code, String reason) {
        WebSocket open = socket;
        if (open != null && !ended.get()) {
            sending = sending.thenCompose(_ -> open.sendClose(code, reason));
        }
    }

    /** Breaks the connection without a word. */
    void abort() {
        WebSocket open;
        synchronized (this) {
            open = socket;
        }
        if (open != null) {
            open.abort();
        }
        end(NO_CLOSE_FRAME, "broken off here");
    }

    private void end(int code, String reason) {
        if (!ended.compareAndSet(false, true)) {
            return;
        }
        IOException why = new IOException("the connection ended with " + code + " " + reason);
        unanswered.values().forEach(answer -> answer.completeExceptionally(why));
        listener.ended(code, reason);
    }

    private void received(String text) {
        JsonNode frame;
        try {
            frame = JsonMapper.shared().readTree(text);
        } catch (JacksonException broken) {
            end(NO_CLOSE_FRAME, "a frame is no JSON: " + broken.getOriginalMessage());
            return;
        }
        CompletableFuture<JsonNode> asked =
                frame.has("id") ? unanswered.remove(frame.path("id").asInt()) : null;
        if (asked != null) {
            listener.answered(frame);
            asked.complete(frame);
        } else {
            listener.notice(frame);
        }
    }

    static <T> T wait(Future<T> happening, Duration patience, String otherwise) throws IOException {
        try {
            return happening.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException late) {
            throw new IOException(otherwise + " within " + patience, late);
        } catch (ExecutionException failure) {
            throw new IOException(otherwise + ": " + failure.getCause(), failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", interrupted);
        }
    }

    private final class Receiver implements WebSocket.Listener {
        private final StringBuilder partial = new StringBuilder();

        @Override
        public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
            partial.append(data);
            if (partial.length() > LONGEST_FRAME) {
                abort();
                return null;
            }
            if (last) {
                String text = partial.toString();
                partial.setLength(0);
                received(text);
            }
            from.request(1);
            return null;
        }

        @Override
        public @Nullable CompletionStage<?> onClose(WebSocket from, int code, String reason) {
            end(code, reason);
            return null;
        }

        @Override
        public void onError(WebSocket from, Throwable failure) {
            end(NO_CLOSE_FRAME, String.valueOf(failure.getMessage()));
        }
    }
}
