package dev.parley.server.participant;

import dev.parley.media.ice.IceCredentials;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A participant that enters a room by the signalling door (docs/signalling.md), for tests, demo and load: one WebSocket
 * and one real peer connection. Every call blocks until the server has answered; refusals of a whole request are
 * {@link RefusedException}s. Any thread may call, one at a time. It pings by itself while it is in the room.
 */
public final class RoomParticipant implements AutoCloseable {

    private static final int MOST_NOTICES = 10_000;

    private final RoomSurroundings surroundings;
    private final Entry entry;
    private final RoomConnection connection;
    private final RoomMedia media;
    private final OfferedSections sections;
    private volatile IceCredentials credentials;
    private final Map<Subscription, Slot.Stream> streams = new ConcurrentHashMap<>();

    /** One that keeps the notices it gets, see {@link #notices}. */
    public RoomParticipant(RoomSurroundings surroundings, Entry entry) {
        this(surroundings, entry, new NoticeHistory(MOST_NOTICES), _ -> {});
    }

    /**
     * One that keeps no notices, for load.
     *
     * @param observer told each notice, in order, on a thread that it must not block
     */
    public RoomParticipant(RoomSurroundings surroundings, Entry entry, Consumer<Notice> observer) {
        this(surroundings, entry, new NoticeHistory(0), observer);
    }

    private RoomParticipant(
            RoomSurroundings surroundings, Entry entry, NoticeHistory history, Consumer<Notice> observer) {
        this.surroundings = surroundings;
        this.entry = entry;
        connection = new RoomConnection(surroundings, history, observer);
        media = new RoomMedia(surroundings, connection::beat);
        sections = new OfferedSections(surroundings.random());
        credentials = IceCredentials.random(surroundings.random());
    }

    public String userId() {
        return entry.user().userId();
    }

    /** Enters, with the publications and slots of the {@link Entry}; once, whoever enters again is another. */
    public Entered enter() throws IOException {
        sections.publish(entry.media().publications());
        sections.addSlots(entry.media().audioSlots(), false);
        sections.addSlots(entry.media().videoSlots(), true);
        connection.open(entry.endpoint());
        ObjectNode frame = Frames.enter(entry);
        if (!entry.media().isEmpty()) {
            frame.set("offer", offer());
        }
        JsonNode answer = connection.enter(frame);
        surroundings.thread().execute(() -> surroundings.thread().join(media));
        return entered(answer);
    }

    private Entered entered(JsonNode frame) throws IOException {
        answered(frame.path("answer"));
        return Entered.read(frame);
    }

    private ObjectNode offer() {
        return sections.offer(credentials, surroundings.certificate().fingerprint());
    }

    private List<Refusal> answered(JsonNode answer) throws IOException {
        List<Refusal> refused = Refusal.readAll(answer.path("refused"));
        refused.forEach(refusal -> sections.withdraw(refusal.source()));
        if (answer.has("sdp")) {
            Answer parsed = Answer.parse(answer.path("sdp").asString());
            IceCredentials local = credentials;
            Map<ClipSender, Boolean> senders = sections.senders();
            List<Slot> slots = sections.slots();
            surroundings.thread().execute(() -> media.answered(local, parsed, senders, slots));
        }
        return refused;
    }

    /** Waits until media can flow. */
    public void awaitConnected(Duration patience) throws IOException {
        SignallingConnection.wait(media.connected(), patience, userId() + " has no media");
    }

    /** Publishes exactly these; what was published and is not among them ends. */
    public List<Refusal> publish(Publication... publications) throws IOException {
        sections.publish(List.of(publications));
        return renegotiate();
    }

    /** Adds slots. */
    public void addSlots(int audio, int video) throws IOException {
        sections.addSlots(audio, false);
        sections.addSlots(video, true);
        renegotiate();
    }

    private List<Refusal> renegotiate() throws IOException {
        ObjectNode frame = Frames.of("offer");
        frame.set("offer", offer());
        return answered(connection.request(frame).path("answer"));
    }

    public void mute(MediaSource source, boolean muted) throws IOException {
        connection.request(Frames.of("mute").put("source", source.wireName()).put("muted", muted));
        sections.mute(source, muted);
        Map<ClipSender, Boolean> senders = sections.senders();
        surroundings.thread().execute(() -> media.send(senders));
    }

    /**
     * Subscribes, each in the slot that holds it already or in a free one.
     *
     * @throws IllegalStateException when there are too few slots
     */
    public List<Refusal> subscribe(Subscription... wanted) throws IOException {
        return subscribe(List.of(wanted));
    }

    /** As {@link #subscribe(Subscription...)}. */
    public List<Refusal> subscribe(Collection<Subscription> wanted) throws IOException {
        ObjectNode frame = Frames.of("subscribe");
        ArrayNode items = frame.putArray("items");
        List<Slot> taken = new ArrayList<>();
        for (Subscription subscription : wanted) {
            Slot slot = slotFor(subscription);
            slot.hold(new Slot.Held(subscription.userId(), subscription.source(), stream(subscription)));
            taken.add(slot);
            Frames.item(items, subscription.userId(), subscription.source())
                    .put("mid", slot.mid())
                    .put("layer", subscription.small() ? "small" : "big");
        }
        List<Refusal> refused = Refusal.readAll(connection.request(frame).path("refused"));
        for (Refusal refusal : refused) {
            release(taken, refusal.userId(), refusal.source());
        }
        return refused;
    }

    private Slot slotFor(Subscription wanted) {
        return held(wanted.userId(), wanted.source())
                .or(() -> sections.slots().stream()
                        .filter(slot -> slot.isVideo() == wanted.source().isVideo() && slot.isFree())
                        .findFirst())
                .orElseThrow(() -> new IllegalStateException(userId() + " has no free slot for " + wanted));
    }

    private Optional<Slot> held(String userId, MediaSource source) {
        return sections.slots().stream()
                .filter(slot -> slot.holds(userId, source))
                .findFirst();
    }

    private static void release(Collection<Slot> slots, String userId, MediaSource source) {
        for (Slot slot : slots) {
            if (slot.holds(userId, source)) {
                slot.hold(null);
            }
        }
    }

    private Slot.Stream stream(Subscription subscription) {
        Subscription name = Subscription.of(subscription.userId(), subscription.source());
        return streams.computeIfAbsent(name, _ -> new Slot.Stream());
    }

    public void unsubscribe(String userId, MediaSource source) throws IOException {
        ObjectNode frame = Frames.of("unsubscribe");
        Frames.item(frame.putArray("items"), userId, source);
        connection.request(frame);
        release(sections.slots(), userId, source);
    }

    /**
     * Changes between {@code anchor} and {@code audience}; as audience nothing is published any more.
     *
     * @param privateMapKey empty for none
     * @return the permission bits
     */
    public int switchRole(String role, String privateMapKey) throws IOException {
        ObjectNode frame = Frames.of("role").put("role", role);
        if (!privateMapKey.isEmpty()) {
            frame.put("privateMapKey", privateMapKey);
        }
        JsonNode answer = connection.request(frame);
        if (answer.path("role").asString(role).equals("audience")) {
            sections.publish(List.of());
            surroundings.thread().execute(() -> media.send(Map.of()));
        }
        return answer.path("rights").asInt();
    }

    public void renew(String privateMapKey) throws IOException {
        connection.request(Frames.of("renew").put("privateMapKey", privateMapKey));
    }

    /** Sends a custom message and does not wait; its sequence number. */
    public long sendMessage(int cmdId, byte[] data) throws IOException {
        return connection.sendMessage(cmdId, data);
    }

    /** The seconds of this session so far, by the names of docs/signalling.md: {@code audio}, {@code hd}, ... */
    public Map<String, Long> usage() throws IOException {
        Map<String, Long> seconds = new TreeMap<>();
        connection
                .request(Frames.of("usage"))
                .path("seconds")
                .properties()
                .forEach(tier -> seconds.put(tier.getKey(), tier.getValue().asLong()));
        return seconds;
    }

    public Uplink ping() throws IOException {
        return Uplink.read(connection.request(connection.pingFrame()));
    }

    /** Sends any frame as a request, as a client that is no good; what the server answers. */
    public JsonNode request(ObjectNode frame) throws IOException {
        return connection.request(frame);
    }

    /** What the server has told since this participant entered; empty for one with an observer. */
    public NoticeHistory notices() {
        return connection.history();
    }

    /** Who is in the room as far as this participant was told, by user id. */
    public Map<String, RoomUser> users() {
        return connection.users();
    }

    /** Custom messages received so far, as both sides count them. */
    public long messagesReceived() {
        return connection.messagesReceived();
    }

    /** What has arrived of one stream. */
    public Received received(String userId, MediaSource source) {
        Slot.Stream stream = streams.get(Subscription.of(userId, source));
        return stream == null ? Received.NOTHING : stream.received();
    }

    /** What has arrived in each slot, by mid. */
    public Map<String, Received> receivedBySlot() {
        Map<String, Received> received = new TreeMap<>();
        sections.slots().forEach(slot -> received.put(slot.mid(), slot.received()));
        return received;
    }

    /** Packets that came in no slot; 0 unless something is wrong. */
    public long strayPackets() {
        return media.strays();
    }

    /** Breaks the WebSocket without a word; the media goes on. */
    public void breakConnection() {
        connection.abort();
    }

    /** Breaks everything without a word, as a network that is gone; {@link #resume} brings it back. */
    public void loseNetwork() {
        surroundings.thread().execute(() -> media.silence(true));
        connection.abort();
    }

    /** Comes back to the session over a new WebSocket, with the media as it was. */
    public Entered resume() throws IOException {
        surroundings.thread().execute(() -> media.silence(false));
        connection.open(entry.endpoint());
        return entered(connection.resume(null));
    }

    /** Comes back from another network: a new WebSocket, and an ICE restart from another port. */
    public Entered resumeElsewhere() throws IOException {
        surroundings.thread().execute(() -> media.silence(false));
        credentials = IceCredentials.random(surroundings.random());
        connection.open(entry.endpoint());
        return entered(connection.resume(offer()));
    }

    /** Restarts ICE from another port; the WebSocket stays. */
    public void changePort() throws IOException {
        credentials = IceCredentials.random(surroundings.random());
        renegotiate();
    }

    /** Leaves in good order. */
    public void exit() throws IOException {
        connection.request(Frames.of("exit"));
        stop();
    }

    /** Leaves as a page that is closed: the WebSocket says so (1001), the media just stops. */
    public void closePage() {
        connection.goAway();
        stop();
    }

    /** Goes without a word, for good. */
    public void vanish() {
        loseNetwork();
        stop();
    }

    private void stop() {
        surroundings.thread().execute(media::stop);
    }

    /** Goes without a word if it is still there. */
    @Override
    public void close() {
        vanish();
    }
}
