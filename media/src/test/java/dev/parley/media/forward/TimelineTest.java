package dev.parley.media.forward;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.media.rtcp.NtpTime;
import dev.parley.media.session.Codec;
import dev.parley.media.session.HeaderExtensions;
import dev.parley.media.session.MediaKind;
import dev.parley.media.session.TrackDescription;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TimelineTest {

    private static final int RATE = 90_000;
    private static final Codec VP8 = new Codec("VP8", 96, RATE, 1, "", 97, Set.of());
    private static final TrackDescription VIDEO =
            new TrackDescription(MediaKind.VIDEO, "0", List.of(VP8), HeaderExtensions.NONE, List.of());

    /** The publisher's wall clock is a day behind ours. */
    private static final long BEHIND = 86_400_000;

    private final SilentUpstream publisher = new SilentUpstream();
    private final IncomingTrack big = new IncomingTrack(VIDEO, "h", publisher);
    private final IncomingTrack small = new IncomingTrack(VIDEO, "l", publisher);
    private final Timeline timeline = new Timeline(0xFFFF_FF00L);
    private final long start = 1_800_000_000_000L;

    private static long ntp(long millis) {
        return NtpTime.fromEpochMillis(millis - BEHIND);
    }

    private long playBig() {
        big.onSenderReport(ntp(start), 5_000_000, start + 20);
        long offset = timeline.join(big, 5_000_000, RATE, start + 20);
        timeline.onForwarded((5_000_000 + 90 * 1_000 + offset) & 0xFFFF_FFFFL, start + 1_020);
        return offset;
    }

    @Test
    void goesFromLayerToLayerByThePublishersClock() {
        long bigOffset = playBig();
        small.onSenderReport(ntp(start + 500), 70_000, start + 520);
        // captured 1,100 ms after the start, and for its size 300 ms under way
        long captured = 70_000 + 600 * 90;
        long offset = timeline.join(small, captured, RATE, start + 1_400);

        assertThat((captured + offset - (5_000_000 + 1_100 * 90 + bigOffset)) & 0xFFFF_FFFFL)
                .isZero();
        assertThat(timeline.reportNtpTime(start + 1_520)).isEqualTo(ntp(start + 1_500));
        assertThat(timeline.reportTimestamp(start + 1_520))
                .isEqualTo((5_000_000 + 1_500 * 90 + bigOffset) & 0xFFFF_FFFFL);
    }

    @Test
    void neverGoesBack() {
        playBig();
        long last = timeline.lastTimestamp();
        small.onSenderReport(ntp(start + 500), 70_000, start + 520);
        long captured = 70_000 + 300 * 90; // before the last packet of the other layer
        long offset = timeline.join(small, captured, RATE, start + 1_100);
        assertThat((captured + offset) & 0xFFFF_FFFFL).isEqualTo((last + 1) & 0xFFFF_FFFFL);
    }

    @Test
    void doesNotBelieveAClockThatIsFarOff() {
        playBig();
        long last = timeline.lastTimestamp();
        small.onSenderReport(ntp(start + 50_000), 70_000, start + 520);
        long offset = timeline.join(small, 70_000, RATE, start + 1_120);
        assertThat((70_000 + offset - last) & 0xFFFF_FFFFL).isEqualTo(100 * 90);
    }

    @Test
    void reportsByTheClockOfTheLayerBeforeUntilTheNewOneIsKnown() {
        long bigOffset = playBig();
        timeline.join(small, 70_000, RATE, start + 1_120);
        assertThat(timeline.reportNtpTime(start + 2_020)).isEqualTo(ntp(start + 2_000));
        assertThat(timeline.reportTimestamp(start + 2_020))
                .isEqualTo((5_000_000 + 2_000 * 90 + bigOffset) & 0xFFFF_FFFFL);
    }

    @Test
    void goesFromPublisherToPublisherByTheTimeOfArrival() {
        playBig();
        long last = timeline.lastTimestamp();
        IncomingTrack other = new IncomingTrack(VIDEO, "", new SilentUpstream());
        other.onSenderReport(NtpTime.fromEpochMillis(start + 77), 1, start + 500);
        long offset = timeline.join(other, 1_000, RATE, start + 1_520);
        assertThat((1_000 + offset - last) & 0xFFFF_FFFFL).isEqualTo(500 * 90);

        IncomingTrack silent = new IncomingTrack(VIDEO, "", new SilentUpstream());
        timeline.join(silent, 1_000, RATE, start + 1_620);
        assertThat(timeline.reportNtpTime(start + 2_000)).isEqualTo(NtpTime.fromEpochMillis(start + 2_000));
    }
}
