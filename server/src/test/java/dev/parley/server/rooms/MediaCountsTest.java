package dev.parley.server.rooms;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class MediaCountsTest {

    private static final MediaCounts SOME = new MediaCounts(1, 2, 12, 3, 4, 5, 6, 7, 8, 9, 10, 11);
    private static final MediaCounts MORE = new MediaCounts(100, 90, 17, 80, 70, 60, 50, 40, 30, 20, 19, 18);

    @Test
    void addsEachToItsOwn() {
        assertThat(SOME.plus(MORE)).isEqualTo(new MediaCounts(101, 92, 29, 83, 74, 65, 56, 47, 38, 29, 29, 29));
        assertThat(SOME.plus(MORE).since(MORE)).isEqualTo(SOME);
        assertThat(SOME.withLost(0)).isEqualTo(new MediaCounts(1, 0, 12, 3, 4, 5, 6, 7, 8, 9, 10, 11));
    }

    @Test
    void tellsHowFastMediaWent() {
        MediaCounts counts = new MediaCounts(90, 10, 0, 0, 0, 300, 50_000, 0, 0, 0, 0, 0);
        assertThat(MediaRates.of(counts, 500, 77_000)).isEqualTo(new MediaRates(180, 77_000, 600, 800_000, 10));
    }

    @Test
    void knowsNoRateWithoutTime() {
        assertThat(MediaRates.of(SOME, 0, 1)).isEqualTo(MediaRates.NONE);
    }

    @Test
    void packetsThatCameLateAreNoNegativeLoss() {
        MediaCounts late = new MediaCounts(10, -3, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
        assertThat(MediaRates.of(late, 1_000, 0).lostPercent()).isZero();
    }

    @Test
    void countsEachEstimateUnderTheBoundItDoesNotExceed() {
        EstimateHistogram histogram = new EstimateHistogram();
        histogram.note(-1);
        histogram.note(0);
        histogram.note(50_000);
        histogram.note(50_001);
        histogram.note(2_000_000);
        histogram.note(1_000_000_000);

        EstimateFigures figures = histogram.figures();

        assertThat(figures.counts()).isEqualTo(List.of(2L, 1L, 0L, 0L, 0L, 1L, 0L, 0L, 0L, 1L));
        assertThat(figures.sum()).isEqualTo(1_002_100_001.0);
    }

    @Test
    void forgetsTracksThatAreGone() {
        TrackRates rates = new TrackRates();
        String camera = "0";
        String screen = "1";
        look(rates, 0, camera, 1_000);
        assertThat(rates.perSecond(camera)).as("nobody knows yet").isZero();
        look(rates, 500, camera, 4_000);
        assertThat(rates.perSecond(camera)).isEqualTo(6_000);
        look(rates, 1_000, camera, 100);
        assertThat(rates.perSecond(camera)).as("it has started anew").isZero();
        look(rates, 1_000, screen, 5);
        assertThat(rates.perSecond(camera)).isZero();
        look(rates, 1_000, camera, 900);
        assertThat(rates.perSecond(camera)).as("begins again").isZero();
    }

    private static void look(TrackRates rates, long passed, String mid, long total) {
        rates.begin(passed);
        rates.note(mid, total);
        rates.end();
    }
}
