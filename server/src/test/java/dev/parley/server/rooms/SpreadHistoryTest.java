package dev.parley.server.rooms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.parley.server.config.RoomsSettings;
import dev.parley.server.config.Settings;
import dev.parley.server.metering.Seeds;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.RepeatedTest;

/**
 * The same random history twice: in a room on one worker, and in one whose players are spread over three that hear of
 * each other late. Every session must live through the same, at the same times but for the delay.
 */
class SpreadHistoryTest {

    private static final RoomsSettings ONE_PLAYER_EACH =
            Settings.defaultsBut(Map.of("rooms.players-per-worker", "1")).rooms();
    private static final String[] PUBLISHERS = {"anna", "bert"};
    private static final String[] PLAYERS = {"paul", "rosa", "tina", "urs"};
    private static final int ACTS = 60;
    private static final double LAG = 0.4;

    /** Many times what a task waits with that lag, a hop there and one back. */
    private static final long TOLERANCE_MILLIS = 300;

    /** Pictures come every slot; every fifth is a key frame, and acts happen late in the slot before it. */
    private static final long SLOT_MILLIS = 100;

    private static final long ACT_MILLIS = 40;

    /** Too short to be noticed, enough for a loss, and for the end: by more than the delay, though consent is rare. */
    private static final long[] SILENCES = {1_500, 12_000, 40_000};

    /** A publisher is heard all the time, so its silence can also be a stall without a loss. */
    private static final long[] PUBLISHER_SILENCES = {1_500, 6_500, 12_000, 40_000};

    /** What was told of one session. */
    private record Told(String what, long at) {}

    private final long seed = Seeds.next(getClass());

    @RepeatedTest(6)
    void aSpreadRoomTellsOfEverySessionWhatARoomOnOneWorkerTells() {
        Map<String, List<Told>> together = new History(1, 0).told();
        History history = new History(3, LAG);
        Map<String, List<Told>> spread = history.told();

        assertThat(history.away).as("players elsewhere").isPositive();
        assertThat(spread.keySet()).isEqualTo(together.keySet());
        together.forEach((session, expected) -> {
            List<Told> actual = spread.getOrDefault(session, List.of());
            assertThat(actual).extracting(Told::what).as(session).isEqualTo(words(expected));
            for (int index = 0; index < expected.size(); index++) {
                if (isBackdated(expected, index)) {
                    continue;
                }
                assertThat(actual.get(index).at())
                        .as("%s: %s", session, expected.get(index))
                        .isCloseTo(expected.get(index).at(), within(TOLERANCE_MILLIS));
            }
        });
    }

    /**
     * A loss happened long before it was noticed, and so did the end of what was seen. When others' events came since,
     * it is said to have happened at the last of them, which may be another one when that came a little later.
     */
    private static boolean isBackdated(List<Told> told, int index) {
        boolean afterLoss = index > 0 && told.get(index - 1).what().startsWith("lost");
        return told.get(index).what().startsWith("lost")
                || (afterLoss && told.get(index).what().startsWith("flow off"));
    }

    private static List<String> words(List<Told> told) {
        return told.stream().map(Told::what).toList();
    }

    /** One run of the script that the seed makes. */
    private final class History {
        private final Random random = new Random(seed);
        private final RoomScene scene;
        private final Map<String, SimulatedClient> present = new LinkedHashMap<>();
        private final Map<String, Long> silentUntil = new LinkedHashMap<>();
        private final Map<String, String> names = new LinkedHashMap<>();
        private final List<SimulatedClient> all = new ArrayList<>();
        private final double lag;
        private int away;

        History(int workers, double lag) {
            this.scene = new RoomScene(() -> ONE_PLAYER_EACH, new Random(seed + 1), workers);
            this.lag = lag;
        }

        Map<String, List<Told>> told() {
            scene.worker.lag(lag);
            enter(PUBLISHERS[0], null);
            for (String player : PLAYERS) {
                enter(player, PUBLISHERS[0]);
            }
            for (int act = 0; act < ACTS; act++) {
                for (int key = 1 + random.nextInt(4); key > 0; key--) {
                    letPass();
                }
                act();
            }
            long start = scene.worker.now();
            scene.worker.answer(scene.rooms.stop());
            assertThat(scene.worker.now()).isEqualTo(start);
            assertThat(scene.worker.openTransports()).isZero();
            Map<String, List<Told>> told = new LinkedHashMap<>();
            scene.events.forEach(event -> told.computeIfAbsent(session(event), name -> new ArrayList<>())
                    .add(new Told(
                            RoomScene.words(event, all.toArray(SimulatedClient[]::new)),
                            event.stamp().timestamp())));
            return told;
        }

        private String session(RoomEvent event) {
            String id =
                    switch (event) {
                        case RoomEvent.Entered e -> e.sessionId();
                        case RoomEvent.Exited e -> e.sessionId();
                        case RoomEvent.ConnectionLost e -> e.sessionId();
                        case RoomEvent.ConnectionRecovered e -> e.sessionId();
                        case RoomEvent.Published e -> e.sessionId();
                        case RoomEvent.Unpublished e -> e.sessionId();
                        case RoomEvent.ResolutionChanged e -> e.sessionId();
                        case RoomEvent.Subscribed e -> e.sessionId();
                        case RoomEvent.Unsubscribed e -> e.sessionId();
                        case RoomEvent.FlowChanged e -> e.sessionId();
                        case RoomEvent.RoleChanged e -> e.sessionId();
                    };
            return names.getOrDefault(id, "?");
        }

        /** Half a second, from one act to when the next may be. */
        private void letPass() {
            scene.worker.run(SLOT_MILLIS - ACT_MILLIS);
            for (int slot = 0; slot < 5; slot++) {
                comeBack();
                for (String user : PUBLISHERS) {
                    SimulatedClient publisher = present.get(user);
                    if (publisher != null) {
                        publisher.sendPicture(slot == 0, user.equals("anna") ? 640 : 1920, 360);
                    }
                }
                scene.worker.run(slot < 4 ? SLOT_MILLIS : ACT_MILLIS);
            }
            present.values().removeIf(client -> !scene.rooms.isPresent(client.sessionId()));
            away = Math.max(away, scene.worker.openTransports() - scene.home().ownTransports());
        }

        private void comeBack() {
            long now = scene.worker.now();
            for (String user : new TreeSet<>(silentUntil.keySet())) {
                if (silentUntil.getOrDefault(user, Long.MAX_VALUE) <= now) {
                    silentUntil.remove(user);
                    SimulatedClient client = present.get(user);
                    if (client != null) {
                        client.comeBack();
                    }
                }
            }
        }

        private void act() {
            String publisher = PUBLISHERS[random.nextInt(PUBLISHERS.length)];
            String player = PLAYERS[random.nextInt(PLAYERS.length)];
            int dice = random.nextInt(12);
            int which = random.nextInt(12);
            switch (dice) {
                case 0 -> enter(publisher, null);
                case 1, 2, 3, 4, 5 -> enter(player, publisher);
                case 6 -> fallSilent(player, SILENCES[which % 3]);
                case 7 -> fallSilent(publisher, PUBLISHER_SILENCES[which % 4]);
                case 8 -> leave(player);
                case 9 -> leave(publisher);
                case 10 -> scene.worker.answer(scene.rooms.setBlocked(RoomScene.KEY, publisher, false, true));
                default -> scene.worker.answer(scene.rooms.setBlocked(RoomScene.KEY, publisher, false, false));
            }
        }

        private void enter(String user, @Nullable String publisher) {
            if (publisher != null && !present.containsKey(publisher)) {
                return;
            }
            SimulatedClient client = publisher == null ? scene.publish(user) : scene.play(user, publisher);
            names.put(client.sessionId(), user + "#" + all.size());
            all.add(client);
            present.put(user, client);
            silentUntil.remove(user);
            client.connect();
        }

        private void fallSilent(String user, long millis) {
            SimulatedClient client = present.get(user);
            if (client != null && !silentUntil.containsKey(user)) {
                client.fallSilent();
                silentUntil.put(user, scene.worker.now() + millis);
            }
        }

        /** By its own will or by an order from outside. */
        private void leave(String user) {
            SimulatedClient client = present.remove(user);
            if (client != null && random.nextBoolean()) {
                scene.leave(client);
            } else if (client != null) {
                scene.worker.answer(scene.rooms.removeUsers(RoomScene.KEY, Set.of(user)));
            }
        }
    }
}
