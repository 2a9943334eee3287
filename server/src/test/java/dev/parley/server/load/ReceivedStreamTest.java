package dev.parley.server.load;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What a subscriber counts of a scripted stream. */
class ReceivedStreamTest {

    private static final StreamFormat VIDEO = new StreamFormat(true, 0, 96, 97, 0);

    private final Counters counters = new Counters();
    private final ReceivedStream stream = new ReceivedStream(VIDEO, 0x8000_0001, true, counters);

    private void arrived(int sequence, long millis) {
        stream.arrived(sequence, 3_000L * sequence, 1_216, millis);
    }

    @Test
    void accountsForLossReorderingAndRepetition() {
        arrived(1, 0);
        arrived(2, 1);
        arrived(5, 2);
        arrived(4, 3);
        arrived(4, 4);
        arrived(6, 5);

        assertThat(counters.delivered).isEqualTo(5);
        assertThat(counters.deliveredBytes).isEqualTo(5 * 1_216);
        assertThat(counters.missing).isOne();
        assertThat(counters.late).isOne();
        assertThat(counters.duplicates).isOne();
    }

    @Test
    void aStreamThatBeginsAnewHasLostNothing() {
        arrived(1, 0);
        arrived(2, 1);
        arrived(30_000, 2);

        assertThat(counters.restarts).isOne();
        assertThat(counters.delivered).isEqualTo(3);
        assertThat(counters.missing).isZero();
    }

    @Test
    void asksForWhatIsMissingUntilARetransmissionFillsTheHole() {
        arrived(1, 0);
        arrived(4, 1);
        assertThat(stream.wanted(2)).as("it may be on its way").isEmpty();
        assertThat(stream.wanted(20)).containsExactly(2, 3);

        stream.recovered(2, 1_218, 30);
        assertThat(stream.wanted(200)).containsExactly(3);
        stream.recovered(3, 1_218, 210);
        stream.recovered(3, 1_218, 211);

        assertThat(stream.wanted(1_000)).isEmpty();
        assertThat(counters.recovered).isEqualTo(2);
        assertThat(counters.missing).isZero();
        assertThat(counters.delivered).isEqualTo(4);
        assertThat(counters.duplicates)
                .as("a repeated repair is no media packet")
                .isZero();
    }

    @Test
    void wantsAKeyFrameOnceWhenAHoleStays() {
        arrived(1, 0);
        arrived(3, 1);
        stream.wanted(5_000);

        assertThat(stream.needsKeyFrame()).isTrue();
        assertThat(stream.needsKeyFrame()).isFalse();
    }

    @Test
    void asksForNothingWhenItIsNotToAsk() {
        ReceivedStream silent = new ReceivedStream(VIDEO, 1, false, counters);
        silent.arrived(1, 0, 100, 0);
        silent.arrived(9, 0, 100, 1);

        assertThat(silent.wanted(500)).isEmpty();
        assertThat(silent.needsKeyFrame()).isFalse();
        assertThat(counters.missing).isEqualTo(7);
    }
}
