package dev.parley.server.rooms;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.media.forward.IncomingTrack;
import dev.parley.media.session.MediaKind;
import dev.parley.media.session.TrackDescription;
import dev.parley.server.config.RoomsSettings;
import dev.parley.server.config.Settings;
import dev.parley.server.metering.Tier;
import dev.parley.server.metering.TierRule;
import dev.parley.server.metering.UsageFold;
import dev.parley.server.rooms.RoomEvent.FlowChanged;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Players of a layered picture who are on another worker than its room get the layers that their way carries. */
class SpreadLayersTest {

    private static final RoomsSettings ONE_EACH =
            Settings.defaultsBut(Map.of("rooms.players-per-worker", "1")).rooms();
    private static final List<TrackDescription> SECTIONS =
            List.of(Tracks.played(MediaKind.AUDIO, "0"), Tracks.played(MediaKind.VIDEO, "1"));

    /** Enough for the best layer, for the middle one, and for the lowest. */
    private static final long WIDE = 300_000;

    private static final long MIDDLING = 80_000;
    private static final long NARROW = 38_000;

    /** The first estimate is believed after two seconds, and a better layer fits for one before it comes. */
    private static final long SETTLING_MILLIS = 5_000;

    private static final long LINGER_MILLIS = 2_100;

    private final RoomScene scene = new RoomScene(() -> ONE_EACH, new Random(1), 2);

    private SimulatedClient play(String user, long capacity) {
        SimulatedClient player = scene.play(user, "anna", SECTIONS).connect();
        player.tellCapacity(capacity);
        return player;
    }

    private static List<Integer> takers(LayeredCamera camera) {
        return camera.tracks().stream()
                .map(IncomingTrack::sinks)
                .map(List::size)
                .toList();
    }

    /** What was told of a player's picture. */
    private List<String> flows(SimulatedClient player) {
        return scene.told(FlowChanged.class).stream()
                .filter(flow -> flow.sessionId().equals(player.sessionId()))
                .map(flow -> flow.layer() == null ? "off" : (flow.layer().wireName() + " " + flow.rid()).strip())
                .toList();
    }

    @Test
    void eachGetsTheLayerThatItsWayCarriesWhereverItIs() {
        LayeredCamera anna = new LayeredCamera(scene, "anna", LayeredCamera.THREE);
        anna.send(1_000);
        SimulatedClient home = play("p0", NARROW);
        SimulatedClient away = play("p1", NARROW);
        SimulatedClient alsoHome = play("p2", MIDDLING);
        SimulatedClient alsoAway = play("p3", WIDE);
        anna.send(SETTLING_MILLIS);
        List.of(home, away, alsoHome, alsoAway).forEach(anna::takeRids);
        scene.told();
        anna.send(1_000);

        assertThat(scene.home().ownTransports()).isEqualTo(3);
        assertThat(anna.takeRids(home)).hasSize(10).containsOnly("q");
        assertThat(anna.takeRids(away)).hasSize(10).containsOnly("q");
        assertThat(anna.takeRids(alsoHome)).hasSize(10).containsOnly("h");
        assertThat(anna.takeRids(alsoAway)).hasSize(10).containsOnly("f");
        assertThat(scene.told(FlowChanged.class)).isEmpty();
    }

    @Test
    void aWayThatNarrowsAndWidensIsFollowedAndToldOf() {
        LayeredCamera anna = new LayeredCamera(scene, "anna", LayeredCamera.THREE);
        play("p0", WIDE);
        SimulatedClient away = play("p1", WIDE);
        anna.send(SETTLING_MILLIS);
        anna.takeRids(away);
        scene.told();
        away.tellCapacity(NARROW);
        anna.send(3_000);
        assertThat(anna.takeRids(away)).startsWith("f").endsWith("q");
        assertThat(flows(away)).containsExactly("small q");

        scene.told();
        away.tellCapacity(WIDE);
        anna.send(8_000);
        assertThat(anna.takeRids(away)).startsWith("q").endsWith("f");
        assertThat(flows(away)).endsWith("big f");
    }

    @Test
    void allLayersAreCarriedAsLongAsSomebodyThereLeavesTheChoiceToUs() {
        LayeredCamera anna = new LayeredCamera(scene, "anna", LayeredCamera.THREE);
        play("p0", WIDE);
        assertThat(takers(anna)).containsExactlyInAnyOrder(1, 0, 0);
        SimulatedClient away = play("p1", WIDE);
        anna.send(SETTLING_MILLIS);
        assertThat(takers(anna)).containsExactlyInAnyOrder(2, 1, 1);
        play("p2", WIDE);
        SimulatedClient alsoAway = play("p3", NARROW);
        anna.send(SETTLING_MILLIS);
        scene.leave(away);
        anna.send(LINGER_MILLIS);
        assertThat(takers(anna)).containsExactlyInAnyOrder(3, 1, 1);

        scene.leave(alsoAway);
        anna.send(LINGER_MILLIS);
        assertThat(takers(anna)).containsExactlyInAnyOrder(2, 0, 0);
    }

    @Test
    void nothingIsCarriedOfAPictureThatIsStopped() {
        LayeredCamera anna = new LayeredCamera(scene, "anna", LayeredCamera.THREE);
        play("p0", WIDE);
        SimulatedClient away = play("p1", NARROW);
        anna.send(SETTLING_MILLIS);
        scene.worker.answer(scene.rooms.setBlocked(RoomScene.KEY, "anna", false, true));
        anna.takeRids(away);
        anna.send(LINGER_MILLIS);
        assertThat(anna.takeRids(away)).isEmpty();
        assertThat(takers(anna)).containsOnly(0);

        scene.told();
        scene.worker.answer(scene.rooms.setBlocked(RoomScene.KEY, "anna", false, false));
        anna.send(1_000);
        assertThat(takers(anna)).containsExactlyInAnyOrder(2, 1, 1);
        assertThat(anna.takeRids(away)).hasSizeGreaterThan(3).endsWith("q");
        assertThat(flows(away)).endsWith("small q");
    }

    @Test
    void whoComesToAnotherLayerAsksItsPublisherForAKeyFrameOfIt() {
        LayeredCamera anna = new LayeredCamera(scene, "anna", LayeredCamera.THREE);
        play("p0", WIDE);
        SimulatedClient away = play("p1", WIDE);
        anna.send(SETTLING_MILLIS);
        anna.client.keyFrameRequests.clear();
        anna.takeRids(away);
        away.tellCapacity(NARROW);
        for (int picture = 0; picture < 20; picture++) {
            anna.picture(false);
            scene.worker.run(100);
        }
        assertThat(anna.client.keyFrameRequests).isNotEmpty().hasSizeLessThan(4);
        assertThat(anna.takeRids(away)).containsOnly("f");
        anna.send(1_000);
        assertThat(anna.takeRids(away)).endsWith("q", "q", "q");
    }

    @Test
    void aPictureGoesOnWhereNothingCouldFindOutThatItFitsAgain() {
        LayeredCamera anna = new LayeredCamera(scene, "anna", List.of());
        play("p0", WIDE);
        SimulatedClient away = play("p1", WIDE);
        anna.send(SETTLING_MILLIS);
        away.tellCapacity(NARROW);
        anna.send(2_000);
        anna.takeRids(away);
        anna.send(RoomScene.STALL_MILLIS);
        assertThat(anna.takeRids(away)).isNotEmpty();
        assertThat(flows(away)).containsExactly("big");
    }

    @Test
    void aLayerIsCalledSmallOnceABetterOneHasCome() {
        LayeredCamera anna = new LayeredCamera(scene, "anna", LayeredCamera.THREE);
        anna.active.retainAll(Set.of("q"));
        List<SimulatedClient> players = List.of(play("p0", NARROW), play("p1", NARROW));
        anna.send(SETTLING_MILLIS);
        players.forEach(player -> assertThat(flows(player)).containsExactly("big q"));
        anna.active.addAll(LayeredCamera.THREE);
        anna.send(SETTLING_MILLIS);
        players.forEach(player -> {
            assertThat(anna.takeRids(player)).endsWith("q", "q", "q");
            assertThat(flows(player)).startsWith("big q", "small q").endsWith("small q");
        });
    }

    @Test
    void whoDoesNotTellWhatItCanTakeGetsTheBest() {
        LayeredCamera anna = new LayeredCamera(scene, "anna", LayeredCamera.THREE);
        play("p0", WIDE);
        SimulatedClient away = scene.play("p1", "anna", SECTIONS).connect();
        anna.send(SETTLING_MILLIS);

        assertThat(anna.takeRids(away)).endsWith("f", "f", "f");
        assertThat(flows(away)).endsWith("big f");
    }

    /** MET-6: the middle of three layers has a size of its own. */
    @Test
    void everySecondCountsWithTheSizeOfTheLayerThatFlowed() {
        LayeredCamera anna = new LayeredCamera(scene, "anna", LayeredCamera.THREE);
        play("p0", WIDE);
        SimulatedClient away = play("p1", WIDE);
        Map<Tier, Long> counted = new EnumMap<>(Tier.class);
        UsageFold fold = new UsageFold(
                new TierRule(false, true), (minute, robot, tier, seconds) -> counted.merge(tier, seconds, Long::sum));
        for (long capacity : new long[] {MIDDLING, NARROW, WIDE}) {
            away.tellCapacity(capacity);
            anna.send(20_000);
            count(fold);
            counted.clear();
            anna.send(10_000);
            count(fold);
            Tier expected = capacity == MIDDLING ? Tier.HD : capacity == NARROW ? Tier.SD : Tier.FULL_HD;
            Map<Tier, Long> tenSeconds = new EnumMap<>(Map.of(Tier.AUDIO, 10L, Tier.FULL_HD, 10L));
            tenSeconds.merge(expected, 10L, Long::sum);
            assertThat(counted).isEqualTo(tenSeconds);
        }
    }

    private void count(UsageFold fold) {
        scene.told().forEach(fold::apply);
        fold.advance(scene.worker.now() / 1_000);
    }
}
