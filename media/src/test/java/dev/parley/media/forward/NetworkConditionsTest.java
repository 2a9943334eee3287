package dev.parley.media.forward;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Sound and picture on networks of every kind: the whole engine between a camera and somebody who watches. */
class NetworkConditionsTest {

    private static final long BITRATE = 1_000_000;

    /** Which share of the packets is lost, and how many of them together on average. */
    private static final String LOSSES = """
            0.01, 1
            0.05, 1
            0.1, 1
            0.2, 1
            0.3, 1
            0.05, 5
            0.1, 10
            """;

    private static EngineCall call() throws Exception {
        EngineCall call = new EngineCall(SimulatedNetwork.seed(), BITRATE);
        call.picture.play(call.layers.getFirst());
        call.run(2);
        call.viewer.forgetPast();
        return call;
    }

    private static void assertWell(EngineCall call) {
        assertThat(call.viewer.longestFreeze()).as("freeze after recovery").isLessThan(200);
        assertThat(call.viewer.longestSilence()).as("silence after recovery").isLessThan(100);
    }

    private static void recover(EngineCall call) {
        call.run(1);
        call.viewer.forgetPast();
        call.run(3);
        assertWell(call);
    }

    private static void repairsLossOf(SimulatedLink link, EngineCall call, double share, double burst) {
        link.loss = share;
        link.meanBurst = burst;
        call.run(10);

        assertThat(call.viewer.longestFreeze()).isLessThan(1_000);
        assertThat(call.viewer.longestSilence()).isLessThan(1_000);
        link.loss = 0;
        recover(call);
    }

    @ParameterizedTest
    @CsvSource(textBlock = LOSSES)
    void repairsWhatIsLostOnTheWayToAPlayer(double share, double burst) throws Exception {
        EngineCall call = call();
        repairsLossOf(call.downlink, call, share, burst);
        assertThat(call.downlink.lost).isPositive();
    }

    @ParameterizedTest
    @CsvSource(textBlock = LOSSES)
    void repairsWhatIsLostOnTheWayFromAPublisher(double share, double burst) throws Exception {
        EngineCall call = call();
        repairsLossOf(call.uplink, call, share, burst);
        assertThat(call.uplink.lost).isPositive();
    }

    @Test
    void takesDisorderAndDuplicatesAsTheyCome() throws Exception {
        EngineCall call = call();
        call.downlink.reordered = 0.2;
        call.downlink.duplicated = 0.1;
        call.uplink.reordered = 0.2;
        call.uplink.duplicated = 0.1;
        call.run(10);

        assertThat(call.viewer.longestFreeze()).isLessThan(400);
        assertThat(call.viewer.longestSilence()).isLessThan(150);
        assertThat(call.viewer.heardShare()).isGreaterThan(0.99);
    }

    /** What the way still carries, and how long a picture stood still at most with seeds 1 to 20, about. */
    @ParameterizedTest
    @CsvSource(textBlock = """
            800_000, 550
            400_000, 750
            250_000, 1_050
            """)
    void aWayThatSuddenlyBecomesNarrowFreezesThePictureForAboutASecondAtMost(long capacity, long freeze)
            throws Exception {
        EngineCall call = new EngineCall(SimulatedNetwork.seed(), 1_500_000, 500_000, 150_000);
        call.downlink.capacity = 4_000_000;
        call.picture.play(call.layers.getFirst());
        call.player.media.choose(call.picture, call.layers, 0);
        call.run(10);
        call.viewer.forgetPast();
        call.downlink.capacity = capacity;
        call.run(6);
        assertThat(call.viewer.longestFreeze()).isLessThan(freeze + 200);
        assertThat(call.viewer.longestSilence()).isLessThan(500);
        assertThat(call.picture.source()).isNotSameAs(call.layers.getFirst());
    }

    @Test
    void followsAWayThatBecomesNarrowAndWideAgain() throws Exception {
        EngineCall call = new EngineCall(SimulatedNetwork.seed(), 1_500_000, 500_000, 150_000);
        call.downlink.capacity = 4_000_000;
        call.picture.play(call.layers.getFirst());
        call.player.media.choose(call.picture, call.layers, 0);
        call.run(10);
        assertThat(call.picture.source()).isSameAs(call.layers.getFirst());

        call.downlink.capacity = 400_000;
        call.run(6);
        call.viewer.forgetPast();
        call.run(14);
        assertThat(call.picture.source()).isNotSameAs(call.layers.getFirst());
        assertThat(call.viewer.longestFreeze()).isLessThan(1_000);
        assertThat(call.viewer.longestSilence()).isLessThan(500);

        call.downlink.capacity = 4_000_000;
        call.run(30);
        assertThat(call.picture.source()).isSameAs(call.layers.getFirst());
    }
}
