package dev.parley.server.rooms;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.media.dtls.DtlsCertificate;
import dev.parley.media.session.MediaKind;
import dev.parley.media.session.RemotePeer;
import dev.parley.media.session.TrackDescription;
import dev.parley.protocol.ticket.Permissions;
import dev.parley.server.rooms.MediaOffer.Publishing;
import dev.parley.server.rooms.MediaOffer.Receiving;
import dev.parley.server.rooms.RoomNotice.UserState;
import dev.parley.server.rooms.Seat.View;
import dev.parley.server.rooms.Seat.Wanted;
import dev.parley.server.rooms.Seat.Wish;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A user of the signalling door: talks to the room through its seat, believes what it is told, and has a client with
 * several sections. Its media is made by {@link #publish} and {@link #connect}; without them it only talks.
 */
final class Guest implements RoomClient {

    final String user;

    /** Everything told since it looked around last. */
    final List<RoomNotice> told = new ArrayList<>();

    private final SimulatedWorker worker;
    private final Map<String, UserState> seen = new TreeMap<>();
    private final Map<StreamType, List<SimulatedStream>> streams = new EnumMap<>(StreamType.class);
    private final Map<Long, String> slots = new HashMap<>();
    private final Map<Integer, Integer> areas = new HashMap<>();
    private @Nullable SimulatedClient client;
    private @Nullable Seat seat;
    private String sessionId = "";
    private boolean peeking;
    private DtlsCertificate certificate = SimulatedWorker.CERTIFICATE;
    private boolean silent;
    private boolean muffled;
    private boolean portrait;
    private long mediaSince;
    private long heard;
    private int believed;

    Guest(SimulatedWorker worker, String user) {
        this.worker = worker;
        this.user = user;
        this.heard = worker.now();
    }

    Guest sit(Seat taken) {
        seat = taken;
        sessionId = taken.sessionId();
        look();
        return this;
    }

    /** What a client that pushes says of its transport; it has no seat, only media. */
    RemotePeer description() {
        return transport().description();
    }

    /** Has come in by a door without words, with what it publishes or receives. */
    Guest joined(Rooms.Joined joined, List<TrackDescription> publish) {
        sessionId = joined.sessionId();
        Objects.requireNonNull(client).entered(joined);
        joined.outgoing().forEach(track -> slots.put(track.ssrc(), track.mid()));
        for (TrackDescription track : publish) {
            StreamType type = track.kind() == MediaKind.AUDIO ? StreamType.AUDIO : StreamType.MAIN;
            prepare(new Publishing(type, track, false, ""));
        }
        return this;
    }

    /** Whether it came in by the signalling door. */
    boolean isSeated() {
        return seat != null;
    }

    Seat seat() {
        return Objects.requireNonNull(seat);
    }

    String sessionId() {
        return sessionId;
    }

    /** What the room says; from here on it believes what it is told. */
    View look() {
        View view = worker.answer(seat().view());
        seen.clear();
        view.users().forEach(state -> seen.put(state.userId(), state));
        return view;
    }

    /** What the room says, without believing it. */
    View peek() {
        peeking = true;
        View view = worker.answer(seat().view());
        peeking = false;
        return view;
    }

    @Override
    public void viewTaken() {
        if (!peeking) {
            told.clear();
            believed = 0;
        }
    }

    @Override
    public void tell(RoomNotice notice) {
        told.add(notice);
    }

    /** Whom it believes to be there, by user, from the last look and everything told since. */
    Map<String, UserState> seen() {
        for (; believed < told.size(); believed++) {
            believe(told.get(believed));
        }
        return seen;
    }

    private void believe(RoomNotice notice) {
        switch (notice) {
            case RoomNotice.UserEntered(UserState state) ->
                assertThat(seen.put(state.userId(), state))
                        .as("%s was there", state)
                        .isNull();
            case RoomNotice.UserChanged(UserState state) ->
                assertThat(seen.put(state.userId(), state))
                        .as("%s changed", state.userId())
                        .isNotNull()
                        .isNotEqualTo(state);
            case RoomNotice.UserLeft(String userId, RoomNotice.LeaveReason _) ->
                assertThat(seen.remove(userId)).as("%s was there", userId).isNotNull();
            case RoomNotice.Blocked _,
                    RoomNotice.Ended _,
                    RoomNotice.Message _,
                    RoomNotice.MessageRefused _,
                    RoomNotice.MessagesLimited _ -> {}
        }
    }

    <T extends RoomNotice> List<T> told(Class<T> kind) {
        return told.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    /** Why it was sent away, null while it is inside. */
    @Nullable
    ExitReason ended() {
        List<RoomNotice.Ended> ends = told(RoomNotice.Ended.class);
        return ends.isEmpty() ? null : ends.getFirst().reason();
    }

    /** Says something all the time, until {@link #fallSilent}. */
    @Override
    public long lastHeard() {
        return silent || seat == null ? heard : worker.now();
    }

    /** Neither its words nor its media arrive any more. */
    void fallSilent() {
        if (!silent) {
            heard = isSeated() ? worker.now() : heard;
            silent = true;
        }
        muffle();
    }

    /** Its media does not arrive any more, its words do. */
    void muffle() {
        muffled = true;
        if (client != null) {
            client.fallSilent();
        }
    }

    void comeBack() {
        silent = false;
        muffled = false;
        if (client != null) {
            client.comeBack();
        }
    }

    /** When the server can have heard it last. */
    long lastProof() {
        return Math.max(lastHeard(), lastMedia());
    }

    /** When its present transport was last heard, or began; {@link Long#MIN_VALUE} when it has none. */
    long lastMedia() {
        return client == null ? Long.MIN_VALUE : Math.max(mediaSince, client.lastDelivered());
    }

    boolean isSilent() {
        return silent;
    }

    /** Whether its media arrives at the server. */
    boolean isAudible() {
        return isConnected() && !muffled;
    }

    boolean hasMedia() {
        return client != null;
    }

    boolean isMuffled() {
        return muffled;
    }

    /** Offers to publish exactly these, the picture of the camera in one layer. */
    MediaAnswer publish(StreamType... types) {
        return offer(List.of(types).stream().map(Sections::publishing).toList());
    }

    /** Offers to publish exactly that, and every slot. */
    MediaAnswer offer(List<Publishing> publish) {
        return offer(publish, Sections.allSlots());
    }

    MediaAnswer offer(List<Publishing> publish, List<Receiving> receive) {
        SimulatedClient own = transport();
        MediaAnswer answer = worker.answer(seat().negotiate(new MediaOffer(own.description(), publish, receive)));
        own.answered(sessionId(), answer.local());
        answer.outgoing().forEach(track -> slots.put(track.ssrc(), track.mid()));
        publish.forEach(this::prepare);
        return answer;
    }

    private SimulatedClient transport() {
        if (client == null) {
            client = new SimulatedClient(worker, user, certificate);
            mediaSince = worker.now();
        }
        return client;
    }

    /** What it offered once it sends, whatever the answer says: the room must not rely on its manners. */
    private void prepare(Publishing publishing) {
        List<String> rids = publishing.track().rids();
        List<SimulatedStream> known = streams.getOrDefault(publishing.type(), List.of());
        if (known.size() != Math.max(1, rids.size())) {
            List<SimulatedStream> made = (rids.isEmpty() ? List.of("") : rids)
                    .stream()
                            .map(rid -> new SimulatedStream(
                                    publishing.type().kind(), publishing.track().mid(), rid))
                            .toList();
            streams.put(publishing.type(), made);
        }
    }

    /** The streams of a source it sends, in the order of the layers it offered. */
    List<SimulatedStream> streams(StreamType type) {
        return streams.getOrDefault(type, List.of());
    }

    /** Agrees on keys with the server, so that media flows both ways. */
    Guest connect() {
        Objects.requireNonNull(client).connect();
        return this;
    }

    boolean isConnected() {
        return client != null && client.isConnected();
    }

    void restartIce() {
        Objects.requireNonNull(client).restartIce();
    }

    /** Has another peer connection from its next offer on; nothing of the old one is left. */
    void beginAnew() {
        if (client != null) {
            client.discard();
        }
        client = null;
        streams.clear();
        slots.clear();
        certificate = certificate == SimulatedWorker.CERTIFICATE
                ? SimulatedWorker.OTHER_CERTIFICATE
                : SimulatedWorker.CERTIFICATE;
    }

    /** Its camera has another size from its next key frame on. */
    void turn() {
        portrait = !portrait;
    }

    /** Says goodbye to the transport, not to the room. */
    void closeMedia() {
        Objects.requireNonNull(client).sayGoodbye();
        client.discard();
        client = null;
        streams.clear();
        slots.clear();
    }

    void discard() {
        if (client != null) {
            client.discard();
        }
    }

    /** Sends one packet of sound and one picture of each layer of whatever it offered to publish. */
    void send(boolean keyFrame) {
        SimulatedClient sender = client;
        if (sender == null) {
            return;
        }
        streams.forEach((type, layers) -> {
            for (int layer = 0; layer < layers.size(); layer++) {
                SimulatedStream stream = layers.get(layer);
                int[] size = size(type, layer);
                if (keyFrame && isAudible()) {
                    areas.put(stream.mark(), size[0] * size[1]);
                }
                sender.send(stream.isPicture() ? stream.picture(keyFrame, size[0], size[1]) : stream.sound());
            }
        });
    }

    /** Pixels of the last key frame of a stream that arrived at the server. */
    int area(int mark) {
        return areas.getOrDefault(mark, 0);
    }

    /** Width and height of what it sends in the layer of that number. */
    int[] size(StreamType type, int layer) {
        if (type == StreamType.MAIN && layer == 0 && portrait) {
            return new int[] {540, 960};
        }
        return layer == 1
                ? new int[] {320, 180}
                : type == StreamType.AUX ? new int[] {1920, 1080} : new int[] {1280, 720};
    }

    /** What arrived since the last time, each by the slot it came on. */
    record Received(long at, String slot, int payloadType, int stream) {}

    List<Received> takeReceived() {
        return client == null
                ? List.of()
                : client.takeArrivals().stream()
                        .map(arrival -> new Received(
                                arrival.at(),
                                slots.getOrDefault(arrival.ssrc(), "?"),
                                arrival.payloadType(),
                                arrival.stream()))
                        .toList();
    }

    Optional<Refusal> subscribe(String publisher, StreamType type, String slot) {
        return subscribe(publisher, type, slot, Layer.BIG);
    }

    Optional<Refusal> subscribe(String publisher, StreamType type, String slot, Layer layer) {
        return worker.answer(seat().subscribe(
                                List.of(new Wish(new Wanted(publisher, type), slot, LayerWish.valueOf(layer.name())))))
                .getFirst();
    }

    void unsubscribe(String publisher, StreamType type) {
        worker.answer(seat().unsubscribe(List.of(new Wanted(publisher, type))));
    }

    Optional<Refusal> mute(StreamType type, boolean muted) {
        return worker.answer(seat().mute(type, muted));
    }

    Role switchRole(Role role) {
        return switchRole(role, Permissions.ALL);
    }

    Role switchRole(Role role, Permissions rights) {
        return worker.answer(seat().switchRole(role, rights));
    }

    void renew(Permissions rights) {
        worker.answer(seat().renew(rights));
    }

    boolean leave() {
        return worker.answer(seat().leave(ExitReason.NORMAL));
    }
}
