package dev.parley.server.rooms;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.media.session.MediaKind;
import dev.parley.media.session.TrackDescription;
import dev.parley.server.config.RoomsSettings;
import dev.parley.server.config.Settings;
import dev.parley.server.metering.Seeds;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.RepeatedTest;

/**
 * A random history of a camera whose layers come and go, that is blocked, leaves and returns, and of players whose ways
 * narrow and widen, on three workers that hear of each other late. Nothing may arrive that was sent after the room had
 * stopped it, no slot may carry two layers in turns, and the events tell what arrives.
 */
class SpreadLayersHistoryTest {

    private static final RoomsSettings ONE_PLAYER_EACH =
            Settings.defaultsBut(Map.of("rooms.players-per-worker", "1")).rooms();
    private static final List<TrackDescription> SECTIONS =
            List.of(Tracks.played(MediaKind.AUDIO, "0"), Tracks.played(MediaKind.VIDEO, "1"));
    private static final List<String> PLAYERS = List.of("p0", "p1", "p2", "p3", "p4");

    /** What each layer takes, with room to spare and not enough for the next better one. */
    private static final Map<Long, String> FITTING = new TreeMap<>(Map.of(38_000L, "q", 80_000L, "h", 300_000L, "f"));

    private static final List<Long> CAPACITIES = List.copyOf(FITTING.keySet());
    private static final int ACTS = 60;
    private static final double LAG = 0.3;

    /** An upgrade that was a mistake is tried again after a minute at the latest. */
    private static final long PATIENCE_MILLIS = 70_000;

    private static final long LINGER_MILLIS = 2_200;

    /** A packet that waits for its turn comes later than it is told of. */
    private static final long SETTLED_MILLIS = 1_500;

    private static final class Watcher {
        final SimulatedClient client;
        long capacity;
        String rid = "";
        long since;
        long last;
        int mixed;

        Watcher(SimulatedClient client, long capacity) {
            this.client = client;
            this.capacity = capacity;
        }
    }

    private final long seed = Seeds.next(getClass());
    private final Random random = new Random(seed);
    private final RoomScene scene = new RoomScene(() -> ONE_PLAYER_EACH, new Random(seed + 1), 3);
    private final JournalAudit audit = new JournalAudit();
    private final Map<String, Watcher> watchers = new TreeMap<>();
    private final Map<Integer, String> rids = new HashMap<>();
    private final Set<Integer> withheld = new HashSet<>();
    private final Map<String, RoomEvent.FlowChanged> told = new HashMap<>();
    private @Nullable LayeredCamera camera;

    /** When the room last had nothing to forward: what was on its way then may still arrive, and is not told of. */
    private long stopped;

    private boolean blocked;
    private int pictures;
    private int away;

    @RepeatedTest(12)
    void whatArrivesIsWhatTheRoomDecidedAndTells() {
        scene.worker.lag(LAG);
        begin();
        PLAYERS.forEach(this::enter);
        for (int act = 0; act < ACTS; act++) {
            pass(100 * (1 + random.nextInt(40)));
            for (int inARow = random.nextInt(3); inARow >= 0; inARow--) {
                hurry();
                act();
                look();
            }
        }
        everybodyGetsWhatFitsInTheEnd();
        nothingIsCarriedForNobody();
        scene.worker.answer(scene.rooms.stop());
        assertThat(scene.worker.openTransports()).isZero();
        assertThat(away).as("players elsewhere").isPositive();
    }

    /** A picture is on its way when the room decides something else. */
    private void hurry() {
        LayeredCamera present = camera;
        if (present != null && random.nextBoolean()) {
            present.picture(true);
        }
    }

    private void act() {
        LayeredCamera present = camera;
        String player = PLAYERS.get(random.nextInt(PLAYERS.size()));
        int dice = random.nextInt(12);
        if (present == null) {
            begin();
        } else if (dice < 5) {
            tellCapacity(player);
        } else if (dice < 7) {
            toggle(present, LayeredCamera.THREE.get(random.nextInt(3)));
        } else if (dice < 9) {
            block(present, !blocked);
        } else if (dice == 9) {
            leave(player);
        } else if (dice == 10) {
            enter(player);
        } else if (!blocked) {
            scene.leave(present.client);
            camera = null;
        }
    }

    private void begin() {
        LayeredCamera begun = new LayeredCamera(scene, "anna", LayeredCamera.THREE);
        camera = begun;
        stopped = scene.worker.now();
        begun.picture(true); // so that all sizes are known
        rids.putAll(begun.marks());
        watchers.values().forEach(watcher -> watcher.rid = "");
    }

    private void tellCapacity(String player) {
        Watcher watcher = watchers.get(player);
        if (watcher != null) {
            watcher.capacity = CAPACITIES.get(random.nextInt(CAPACITIES.size()));
            watcher.client.tellCapacity(watcher.capacity);
        }
    }

    private static void toggle(LayeredCamera present, String rid) {
        if (!present.active.remove(rid) || present.active.isEmpty()) {
            present.active.add(rid);
        }
    }

    /** What is sent while it is blocked is told from what is sent before and after. */
    private void block(LayeredCamera present, boolean wish) {
        scene.worker.answer(scene.rooms.setBlocked(RoomScene.KEY, "anna", false, wish));
        blocked = wish;
        present.remark();
        rids.putAll(present.marks());
        if (wish) {
            withheld.addAll(present.marks().keySet());
        }
    }

    private void enter(String player) {
        SimulatedClient client = scene.play(player, "anna", SECTIONS).connect();
        watchers.put(player, new Watcher(client, CAPACITIES.getLast()));
        tellCapacity(player);
    }

    private void leave(String player) {
        Watcher watcher = watchers.remove(player);
        if (watcher != null) {
            scene.leave(watcher.client);
        }
    }

    private void pass(long millis) {
        for (long passed = 0; passed < millis; passed += 100) {
            LayeredCamera present = camera;
            if (present != null) {
                present.picture(pictures++ % 5 == 0);
            }
            scene.worker.run(100);
            look();
            if (pictures % 10 == 0) {
                watchers.values().forEach(watcher -> watcher.client.tellCapacity(watcher.capacity));
            }
        }
        away = Math.max(away, scene.worker.openTransports() - scene.home().ownTransports());
    }

    private void look() {
        scene.worker.run(0); // everybody has heard of everything
        watchers.values().removeIf(watcher -> !scene.rooms.isPresent(watcher.client.sessionId()));
        read();
        stopped = isStopped() ? scene.worker.now() : stopped;
        watchers.values().forEach(this::look);
    }

    private boolean isStopped() {
        return blocked || camera == null;
    }

    /** Whatever is told after the room has stopped a picture, it is not that it flows. */
    private void read() {
        for (RoomEvent event : scene.told()) {
            if (event instanceof RoomEvent.Exited exit) {
                told.remove(exit.sessionId());
            }
            if (event instanceof RoomEvent.FlowChanged flow) {
                told.put(flow.sessionId(), flow);
            }
            audit.read(event);
        }
        if (isStopped()) {
            assertThat(told.values()).allMatch(flow -> flow.layer() == null);
        }
    }

    private void look(Watcher watcher) {
        long now = scene.worker.now();
        List<String> layers = new ArrayList<>(List.of(watcher.rid));
        for (SimulatedClient.Arrival arrival : watcher.client.takeArrivals()) {
            String rid = rids.get(arrival.stream());
            if (rid != null) {
                assertThat(withheld).doesNotContain(arrival.stream());
                watcher.last = arrival.at();
                if (!rid.equals(watcher.rid)) {
                    watcher.since = now;
                    watcher.rid = rid;
                    layers.add(rid);
                }
            }
        }
        if (now - stopped > SETTLED_MILLIS) {
            watcher.mixed = layers.size() > 2 ? watcher.mixed + 1 : 0;
            assertThat(watcher.mixed).as("looks that saw layers in turns").isLessThan(3);
            compare(watcher, now);
        }
    }

    private void compare(Watcher watcher, long now) {
        RoomEvent.FlowChanged flow = told.get(watcher.client.sessionId());
        boolean arrives = now - watcher.last < 150 && now - watcher.since > SETTLED_MILLIS;
        boolean news = flow != null && now - flow.stamp().timestamp() < SETTLED_MILLIS;
        if (arrives && !news) {
            assertThat(Objects.requireNonNull(flow).rid()).isEqualTo(watcher.rid);
            assertThat(flow.layer()).as(watcher.rid).isEqualTo(layerOf(watcher.rid));
        }
        if (flow != null && flow.layer() != null) {
            long latest = Math.max(watcher.last, flow.stamp().timestamp());
            assertThat(now - latest).isLessThan(RoomScene.STALL_MILLIS + 300);
        }
    }

    private static Layer layerOf(String rid) {
        return rid.equals("f") ? Layer.BIG : Layer.SMALL;
    }

    private void everybodyGetsWhatFitsInTheEnd() {
        if (camera == null) {
            begin();
        }
        LayeredCamera present = Objects.requireNonNull(camera);
        block(present, false);
        present.active.addAll(LayeredCamera.THREE);
        PLAYERS.stream().filter(player -> !watchers.containsKey(player)).forEach(this::enter);
        pass(PATIENCE_MILLIS);
        watchers.forEach((player, watcher) -> {
            assertThat(watcher.rid).as(player).isEqualTo(FITTING.get(watcher.capacity));
            assertThat(scene.worker.now() - watcher.last).isLessThan(1_000);
        });
    }

    private void nothingIsCarriedForNobody() {
        PLAYERS.forEach(this::leave);
        pass(LINGER_MILLIS);
        assertThat(Objects.requireNonNull(camera).tracks())
                .allSatisfy(track -> assertThat(track.sinks()).isEmpty());
    }
}
