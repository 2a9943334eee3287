package dev.parley.server.rooms;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.server.config.RoomsSettings;
import dev.parley.server.config.Settings;
import dev.parley.server.metering.Seeds;
import dev.parley.server.metering.Tier;
import dev.parley.server.metering.TierRule;
import dev.parley.server.metering.UsageFold;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.RepeatedTest;

/**
 * Random histories of a room with real transports and media, its players on one worker or spread over up to three. What
 * participants did is written down by the test, from what it made them do and what their clients received; what is
 * counted comes from the room's events through the fold (MET-10).
 */
class RandomHistoryTest {

    private static final String[] PUBLISHERS = {"anna", "bert"};
    private static final String[] PLAYERS = {"paul", "rosa", "tina"};
    private static final int ACTS = 40;

    /** With more than one worker, more than one player is spread over them. */
    private static final RoomsSettings ONE_PLAYER_EACH =
            Settings.defaultsBut(Map.of("rooms.players-per-worker", "1")).rooms();

    /** One session as its driver knows it. */
    private static final class Attendance {
        final SimulatedClient client;
        final @Nullable String plays;
        final long entered;
        long left = Long.MAX_VALUE;

        Attendance(SimulatedClient client, @Nullable String plays, long entered) {
            this.client = client;
            this.plays = plays;
            this.entered = entered;
        }
    }

    private final Random random = new Random(Seeds.next(getClass()));
    private final RoomScene scene = new RoomScene(() -> ONE_PLAYER_EACH, random, 1 + random.nextInt(3));
    private final List<Attendance> attendances = new ArrayList<>();
    private final long start = scene.worker.now();

    @RepeatedTest(8)
    void whatParticipantsDidIsWhatIsCounted() {
        for (int act = 0; act < ACTS; act++) {
            act();
            letTimePass(100 * random.nextInt(1, 40));
        }
        scene.rooms.stop();
        scene.worker.run(SimulatedWorker.STEP_MILLIS);

        takeTimesOfWhoWasSentHome();
        assertStreamIsInOrder();
        assertEveryEntryEndsOnce();
        assertCounted();
    }

    private void act() {
        switch (random.nextInt(6)) {
            case 0 -> enter(PUBLISHERS[random.nextInt(PUBLISHERS.length)], null);
            case 1, 2 -> {
                String publisher = PUBLISHERS[random.nextInt(PUBLISHERS.length)];
                if (present(publisher) != null) {
                    enter(PLAYERS[random.nextInt(PLAYERS.length)], publisher);
                }
            }
            case 3 -> anyone().ifPresentOrElse(this::leave, () -> {});
            case 4 -> anyone().ifPresentOrElse(attendance -> attendance.client.fallSilent(), () -> {});
            default -> anyone().ifPresentOrElse(attendance -> attendance.client.comeBack(), () -> {});
        }
    }

    private void enter(String user, @Nullable String publisher) {
        Attendance before = present(user);
        if (before != null) {
            before.left = scene.worker.now();
        }
        SimulatedClient client = publisher == null ? scene.publish(user) : scene.play(user, publisher);
        attendances.add(new Attendance(client.connect(), publisher, scene.worker.now()));
    }

    private void leave(Attendance attendance) {
        if (scene.leave(attendance.client)) {
            attendance.left = scene.worker.now();
        }
    }

    private @Nullable Attendance present(String user) {
        return attendances.stream()
                .filter(attendance ->
                        attendance.client.user.equals(user) && scene.rooms.isPresent(attendance.client.sessionId()))
                .findFirst()
                .orElse(null);
    }

    private Optional<Attendance> anyone() {
        List<Attendance> present = attendances.stream()
                .filter(attendance -> scene.rooms.isPresent(attendance.client.sessionId()))
                .toList();
        return present.isEmpty() ? Optional.empty() : Optional.of(present.get(random.nextInt(present.size())));
    }

    /** Publishers send a picture every 100 ms, a key frame every tenth time. */
    private void letTimePass(long millis) {
        for (long passed = 0; passed < millis; passed += 100) {
            boolean keyFrame = (scene.worker.now() - start) / 100 % 10 == 0;
            for (String user : PUBLISHERS) {
                Attendance publisher = present(user);
                if (publisher != null) {
                    publisher.client.sendPicture(
                            keyFrame, user.equals("anna") ? 640 : 1920, user.equals("anna") ? 360 : 1080);
                }
            }
            scene.worker.run(100);
        }
    }

    /** Those the room sent home by itself: their time is checked against the rules, then believed. */
    private void takeTimesOfWhoWasSentHome() {
        for (RoomEvent.Exited exit : scene.told(RoomEvent.Exited.class)) {
            Attendance attendance = attendances.stream()
                    .filter(candidate -> candidate.client.sessionId().equals(exit.sessionId()))
                    .findFirst()
                    .orElseThrow();
            long at = exit.stamp().timestamp();
            if (attendance.left == Long.MAX_VALUE) {
                attendance.left = at;
                assertThat(exit.reason()).isIn(ExitReason.TIMEOUT, ExitReason.NORMAL, ExitReason.SERVER_STOPPED);
            } else {
                assertThat(exit.reason()).isIn(ExitReason.NORMAL, ExitReason.REPLACED);
                assertThat(at).isEqualTo(attendance.left);
            }
        }
    }

    private void assertStreamIsInOrder() {
        long sequence = 0;
        long timestamp = 0;
        Set<String> ids = new HashSet<>();
        for (RoomEvent event : scene.events) {
            boolean newInstance = event.stamp().sequence() == 1;
            assertThat(event.stamp().sequence()).isEqualTo(newInstance ? 1 : sequence + 1);
            assertThat(event.stamp().timestamp()).isGreaterThanOrEqualTo(timestamp);
            assertThat(ids.add(event.stamp().eventId())).isTrue();
            sequence = event.stamp().sequence();
            timestamp = event.stamp().timestamp();
        }
    }

    private void assertEveryEntryEndsOnce() {
        List<String> entered = scene.told(RoomEvent.Entered.class).stream()
                .map(RoomEvent.Entered::sessionId)
                .toList();
        List<String> left = scene.told(RoomEvent.Exited.class).stream()
                .map(RoomEvent.Exited::sessionId)
                .toList();
        assertThat(left).containsExactlyInAnyOrderElementsOf(entered).doesNotHaveDuplicates();
        assertThat(scene.worker.openTransports()).isZero();
    }

    private void assertCounted() {
        Map<Tier, Long> counted = new EnumMap<>(Tier.class);
        UsageFold fold = new UsageFold(
                new TierRule(false, true), (minute, robot, tier, seconds) -> counted.merge(tier, seconds, Long::sum));
        scene.events.forEach(fold::apply);
        fold.advance(scene.worker.now() / 1_000 + 1);

        Map<Tier, Long> done = new EnumMap<>(Tier.class);
        for (Attendance attendance : attendances) {
            for (long second = attendance.entered / 1_000; second < attendance.left / 1_000; second++) {
                done.merge(tierOf(attendance, second), 1L, Long::sum);
            }
        }
        assertThat(counted).isEqualTo(done);
    }

    /** The picture a client had at the end of a second decides (MET-3 to MET-5). */
    private Tier tierOf(Attendance player, long second) {
        long end = second * 1_000 + 999;
        if (player.plays == null || !sees(player, end)) {
            return Tier.AUDIO;
        }
        return player.plays.equals("anna") ? Tier.SD : Tier.FULL_HD;
    }

    private boolean sees(Attendance player, long end) {
        long heardSince = heardSince(player, end);
        long lastPicture = player.client.pictures.stream()
                .filter(at -> at >= heardSince && at <= end)
                .mapToLong(Long::longValue)
                .max()
                .orElse(Long.MIN_VALUE / 2);
        boolean stalled = end >= lastPicture + RoomScene.STALL_MILLIS;
        boolean publisherLeftSince = attendances.stream()
                .anyMatch(other -> other.client.user.equals(player.plays)
                        && other.plays == null
                        && other.left >= lastPicture
                        && other.left <= end);
        return !stalled && !publisherLeftSince && !isLost(player, end);
    }

    /** When the player was last heard again after a loss: pictures from before do not count any more (MET-11). */
    private long heardSince(Attendance player, long end) {
        return scene.told(RoomEvent.ConnectionRecovered.class).stream()
                .filter(event -> event.sessionId().equals(player.client.sessionId()))
                .mapToLong(event -> event.stamp().timestamp())
                .filter(at -> at <= end)
                .max()
                .orElse(Long.MIN_VALUE);
    }

    /** By the room's own word, whose truth other tests check: a busy room stamps a loss a little late (MET-19). */
    private boolean isLost(Attendance player, long end) {
        boolean lost = false;
        for (RoomEvent event : scene.events) {
            if (event.stamp().timestamp() <= end) {
                if (event instanceof RoomEvent.ConnectionLost e && e.sessionId().equals(player.client.sessionId())) {
                    lost = true;
                } else if (event instanceof RoomEvent.ConnectionRecovered e
                        && e.sessionId().equals(player.client.sessionId())) {
                    lost = false;
                }
            }
        }
        return lost;
    }
}
