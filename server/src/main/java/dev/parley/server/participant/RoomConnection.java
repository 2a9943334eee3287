package dev.parley.server.participant;

import java.io.IOException;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A participant's session as its WebSockets carry it, one after the other: heartbeat, the count of messages received,
 * who is there. Any thread.
 */
final class RoomConnection {

    /** At the latest after so many messages the server is told how many have come. */
    private static final int ACKNOWLEDGED_EVERY = 64;

    private static final int GOING_AWAY = 1_001;

    private final RoomSurroundings surroundings;
    private final NoticeHistory history;
    private final Consumer<Notice> observer;
    private final Map<String, RoomUser> users = new ConcurrentHashMap<>();
    private final Map<Integer, Long> lastSequence = new HashMap<>();

    private volatile @Nullable SignallingConnection socket;
    private Entered.@Nullable Key key;
    private volatile long pingMillis = Long.MAX_VALUE;
    private long lastPing;
    private final AtomicLong got = new AtomicLong();

    RoomConnection(RoomSurroundings surroundings, NoticeHistory history, Consumer<Notice> observer) {
        this.surroundings = surroundings;
        this.history = history;
        this.observer = observer;
    }

    void open(URI endpoint) throws IOException {
        pingMillis = Long.MAX_VALUE; // the first request is to enter or to come back
        Receiver receiver = new Receiver();
        SignallingConnection opened =
                SignallingConnection.open(surroundings.http(), endpoint, surroundings.patience(), receiver);
        receiver.of = opened;
        socket = opened;
    }

    JsonNode enter(ObjectNode frame) throws IOException {
        JsonNode entered = request(frame);
        key = new Entered.Key(
                entered.path("session").asString(), entered.path("token").asString());
        return entered;
    }

    /** @param offer goes along when there is one */
    JsonNode resume(@Nullable ObjectNode offer) throws IOException {
        Entered.Key mine = key;
        if (mine == null) {
            throw new IllegalStateException("nothing was entered");
        }
        ObjectNode frame = Frames.resume(mine, got.get());
        if (offer != null) {
            frame.set("offer", offer);
        }
        return request(frame);
    }

    JsonNode request(ObjectNode frame) throws IOException {
        return current().request(frame);
    }

    ObjectNode pingFrame() {
        return Frames.of("ping").put("got", got.get());
    }

    synchronized long sendMessage(int cmdId, byte[] data) throws IOException {
        long seq = lastSequence.merge(cmdId, 1L, Long::sum);
        current().tell(Frames.message(cmdId, seq, data));
        return seq;
    }

    private SignallingConnection current() throws IOException {
        SignallingConnection open = socket;
        if (open == null) {
            throw new IOException("there is no connection");
        }
        return open;
    }

    /** Pings when it is time; on the participants' thread. */
    void beat(long now) {
        SignallingConnection open = socket;
        if (open == null || !open.isOpen() || now - lastPing < pingMillis) {
            return;
        }
        lastPing = now;
        try {
            open.ask(pingFrame());
        } catch (IOException ended) {
            open.abort();
        }
    }

    void abort() {
        SignallingConnection open = socket;
        if (open != null) {
            open.abort();
        }
    }

    void goAway() {
        SignallingConnection open = socket;
        if (open != null) {
            open.close(GOING_AWAY, "the page is closed");
        }
    }

    NoticeHistory history() {
        return history;
    }

    Map<String, RoomUser> users() {
        return Map.copyOf(users);
    }

    long messagesReceived() {
        return got.get();
    }

    private void tell(Notice notice) {
        switch (notice) {
            case Notice.UserEntered entered -> users.put(entered.user().userId(), entered.user());
            case Notice.UserChanged changed -> users.put(changed.user().userId(), changed.user());
            case Notice.UserLeft left -> users.remove(left.userId());
            default -> {}
        }
        history.add(notice);
        observer.accept(notice);
    }

    /** What one WebSocket brings; one thread at a time. */
    private final class Receiver implements SignallingConnection.Listener {
        private volatile @Nullable SignallingConnection of;

        @Override
        public void notice(JsonNode frame) {
            Notice notice = Notice.read(frame);
            if (notice instanceof Notice.Message) {
                count();
            }
            tell(notice);
        }

        private void count() {
            long count = got.incrementAndGet();
            SignallingConnection open = of;
            if (count % ACKNOWLEDGED_EVERY == 0 && open != null) {
                try {
                    open.tell(Frames.of("ack").put("got", count));
                } catch (IOException ended) {
                    open.abort();
                }
            }
        }

        @Override
        public void answered(JsonNode frame) {
            String type = frame.path("t").asString("");
            if (type.equals("entered") || type.equals("resumed")) {
                pingMillis = frame.path("timers").path("ping").asLong();
                got.set(frame.path("got").asLong(got.get()));
                users.clear();
                Entered.read(frame).users().forEach(user -> users.put(user.userId(), user));
            }
        }

        @Override
        public void ended(int code, String reason) {
            tell(new Notice.ConnectionEnded(code, reason));
        }
    }
}
