package dev.parley.server.rooms;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.parley.media.session.MediaKind;
import dev.parley.media.session.TrackDescription;
import dev.parley.protocol.ticket.Permissions;
import dev.parley.server.config.RoomsSettings;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;

/** Rooms on simulated workers, and everything they told. */
final class RoomScene {

    static final RoomKey KEY = new RoomKey(20_000_001, RoomKind.STR, "lobby");
    static final long STALL_MILLIS = 5_000;

    final SimulatedWorker worker;
    final List<SimulatedWorker> workers;
    final LocalRooms rooms;
    final List<RoomEvent> events = new ArrayList<>();

    RoomScene() {
        this(RoomsSettings.defaults(), new Random(1));
    }

    RoomScene(RoomsSettings settings, Random random) {
        this(() -> settings, random);
    }

    /** @param settings those in force, which a test may change */
    RoomScene(Supplier<RoomsSettings> settings, Random random) {
        this(settings, random, 1);
    }

    /** Rooms on several workers, of which a test uses the first as if it were the only one. */
    RoomScene(Supplier<RoomsSettings> settings, Random random, int count) {
        worker = new SimulatedWorker(random);
        workers = worker.withNeighbours(count - 1);
        rooms = new LocalRooms(workers, settings, Duration.ofMillis(STALL_MILLIS), events::add, new SecureRandom());
    }

    /** The worker that has the room. */
    SimulatedWorker home() {
        return workers.get(Math.floorMod(KEY.hashCode(), workers.size()));
    }

    /** A client that publishes sound and picture. */
    SimulatedClient publish(String user) {
        return publish(user, List.of(Tracks.SOUND, Tracks.PICTURE));
    }

    SimulatedClient publish(String user, List<TrackDescription> tracks) {
        SimulatedClient client = new SimulatedClient(worker, user);
        client.entered(worker.answer(
                rooms.publish(new Rooms.Publish(KEY, user, Permissions.ALL, client.description(), tracks))));
        return client;
    }

    /** A client that plays sound and picture. */
    SimulatedClient play(String user, String publisher) {
        return play(user, publisher, List.of(Tracks.SOUND, Tracks.PICTURE));
    }

    SimulatedClient play(String user, String publisher, List<TrackDescription> tracks) {
        SimulatedClient client = new SimulatedClient(worker, user);
        client.entered(worker.answer(
                rooms.play(new Rooms.Play(KEY, user, Permissions.ALL, client.description(), publisher, tracks))));
        return client;
    }

    /** Somebody in a call. */
    Guest call(String user) {
        return enter(user, Family.CALL, Role.ANCHOR, Permissions.ALL);
    }

    /** Somebody in a live room. */
    Guest live(String user, Role role) {
        return enter(user, Family.LIVE, role, Permissions.ALL);
    }

    Guest enter(String user, Family family, Role role, Permissions rights) {
        return enter(KEY, user, family, role, rights);
    }

    Guest enter(RoomKey key, String user, Family family, Role role, Permissions rights) {
        Guest guest = new Guest(worker, user);
        Entry entry = new Entry(key, user, family, role, rights, Door.SIGNALLING, guest);
        return guest.sit(worker.answer(rooms.enter(entry)));
    }

    /** Somebody who pushes sound and a camera (WHIP), in sections named as a guest's are. */
    Guest push(String user) {
        Guest guest = new Guest(worker, user);
        List<TrackDescription> tracks = List.of(
                Tracks.section(MediaKind.AUDIO, Sections.section(StreamType.AUDIO)),
                Tracks.section(MediaKind.VIDEO, Sections.section(StreamType.MAIN)));
        return guest.joined(
                worker.answer(
                        rooms.publish(new Rooms.Publish(KEY, user, Permissions.ALL, guest.description(), tracks))),
                tracks);
    }

    /** Somebody who plays sound and camera of one publisher (WHEP), on the first of a guest's slots. */
    Guest watch(String user, String publisher) {
        Guest guest = new Guest(worker, user);
        List<TrackDescription> tracks = List.of(
                Tracks.section(MediaKind.AUDIO, Sections.SOUND_SLOTS.getFirst()),
                Tracks.section(MediaKind.VIDEO, Sections.PICTURE_SLOTS.getFirst()));
        return guest.joined(
                worker.answer(
                        rooms.play(new Rooms.Play(KEY, user, Permissions.ALL, guest.description(), publisher, tracks))),
                List.of());
    }

    /** Lets the guests send for a while, a picture every 100 ms and every fifth of them a key frame. */
    void send(long millis, Guest... guests) {
        for (long passed = 0; passed < millis; passed += 100) {
            for (Guest guest : guests) {
                guest.send(passed % 500 == 0);
            }
            worker.run(100);
        }
    }

    /** Why an entry is refused. */
    EntryRefusedException refusal(Runnable entry) {
        CompletionException failed =
                Objects.requireNonNull(catchThrowableOfType(CompletionException.class, entry::run));
        return (EntryRefusedException) Objects.requireNonNull(failed.getCause());
    }

    boolean leave(SimulatedClient client) {
        return worker.answer(rooms.leave(client.sessionId(), ExitReason.NORMAL));
    }

    /** Everything told so far; what comes later is told anew. */
    List<RoomEvent> told() {
        List<RoomEvent> told = List.copyOf(events);
        events.clear();
        return told;
    }

    <T extends RoomEvent> List<T> told(Class<T> kind) {
        return events.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    /** The names and users of events, in order: {@code "exited anna REPLACED"}. */
    static String words(RoomEvent event, SimulatedClient... clients) {
        return switch (event) {
            case RoomEvent.Entered e -> "entered " + e.userId() + " " + e.role().wireName();
            case RoomEvent.Exited e -> "exited " + name(e.sessionId(), clients) + " " + e.reason();
            case RoomEvent.ConnectionLost e -> "lost " + name(e.sessionId(), clients);
            case RoomEvent.ConnectionRecovered e -> "recovered " + name(e.sessionId(), clients);
            case RoomEvent.Published e -> "published " + name(e.sessionId(), clients);
            case RoomEvent.Unpublished e -> "unpublished " + name(e.sessionId(), clients);
            case RoomEvent.ResolutionChanged e ->
                "resolution " + name(e.sessionId(), clients) + " " + e.width() + "x" + e.height();
            case RoomEvent.Subscribed e -> "subscribed " + name(e.sessionId(), clients) + " to " + e.publisherUserId();
            case RoomEvent.Unsubscribed e ->
                "unsubscribed " + name(e.sessionId(), clients) + " from " + e.publisherUserId();
            case RoomEvent.FlowChanged e ->
                "flow " + (e.layer() == null ? "off " : "on ") + name(e.sessionId(), clients);
            case RoomEvent.RoleChanged e -> "role " + name(e.sessionId(), clients);
        };
    }

    private static String name(String sessionId, SimulatedClient... clients) {
        for (SimulatedClient client : clients) {
            if (client.sessionId().equals(sessionId)) {
                return client.user;
            }
        }
        return "?";
    }

    /** What was told since the last time, in words. */
    List<String> toldInWords(SimulatedClient... clients) {
        return told().stream().map(event -> words(event, clients)).toList();
    }
}
