package dev.parley.media.rtcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.media.rtp.Seed;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ReceptionStatisticsTest {
    private static final long SSRC = 0xFFFF_0001L;

    private final ReceptionStatistics statistics = new ReceptionStatistics(SSRC, 8000);

    /** The round trip of RFC 3550 section 6.4.1, figure 2. */
    @Test
    void computesTheRoundTripOfTheRfc() {
        long sent = NtpTime.fromEpochMillis(
                Instant.parse("1995-11-10T11:33:25.125Z").toEpochMilli());
        long arrival = NtpTime.fromEpochMillis(
                Instant.parse("1995-11-10T11:33:36.500Z").toEpochMilli());

        assertThat(sent).isEqualTo(0xB44D_B705_2000_0000L);
        assertThat(NtpTime.middle32(sent)).isEqualTo(0xB705_2000L);
        assertThat(NtpTime.middle32(arrival)).isEqualTo(0xB710_8000L);
        assertThat(NtpTime.shortFromMillis(5250)).isEqualTo(0x0005_4000L);
        assertThat(NtpTime.roundTripMillis(arrival, 0xB705_2000L, 0x0005_4000L)).isEqualTo(6125);
    }

    @Test
    void tellsNoRoundTripWithoutASenderReport() {
        assertThat(NtpTime.roundTripMillis(NtpTime.fromEpochMillis(0), 0, 0)).isEqualTo(-1);
        assertThat(NtpTime.roundTripMillis(5L << 32, 5L << 16, 1)).isZero();
        assertThat(NtpTime.roundTripMillis(5L << 32, 5L << 16, 1L << 16)).isEqualTo(-1);
        // The middle 32 bits wrap every 18 hours.
        assertThat(NtpTime.roundTripMillis(0x0001_0000_8000_0000L, 0xFFFF_8000L, 0))
                .isEqualTo(1000);
    }

    @Test
    void convertsTimesBothWays() {
        Random random = Seed.random("ReceptionStatisticsTest.convertsTimesBothWays");
        for (int i = 0; i < 10_000; i++) {
            long millis = random.nextLong(0, 2_000_000_000_000L);
            assertThat(NtpTime.toEpochMillis(NtpTime.fromEpochMillis(millis))).isEqualTo(millis);
        }
        assertThat(NtpTime.shortFromMillis(-5)).isZero();
        assertThat(NtpTime.shortFromMillis(Long.MAX_VALUE)).isEqualTo(0xFFFF_0000L);
    }

    @Test
    void reportsNoLossOfAPerfectStream() {
        for (int i = 0; i < 100; i++) {
            statistics.onPacket((65_500 + i) & 0xFFFF, i * 160L, i * 20L);
        }

        ReportBlock block = statistics.takeReportBlock(2000);
        assertThat(block).isEqualTo(new ReportBlock(SSRC, 0, 0, 65_599, 0, 0, 0));
        assertThat(statistics.packetsReceived()).isEqualTo(100);
    }

    /** Appendix A.3: the fraction is the interval's loss divided by what the interval should have brought. */
    @Test
    void reportsLossPerIntervalAndInTotal() {
        packets(0, 10);
        assertThat(statistics.takeReportBlock(0).fractionLost()).isZero();
        packets(15, 20);
        ReportBlock second = statistics.takeReportBlock(0);
        assertThat(second.fractionLost()).isEqualTo(128);
        assertThat(second.cumulativeLost()).isEqualTo(5);
        packets(20, 30);
        ReportBlock third = statistics.takeReportBlock(0);
        assertThat(third.fractionLost()).isZero();
        assertThat(third.cumulativeLost()).isEqualTo(5);
        assertThat(statistics.takeReportBlock(0).fractionLost()).isZero();
    }

    @Test
    void countsALatePacketAndADuplicateAsReceived() {
        packets(0, 5);
        packets(6, 10);
        assertThat(statistics.cumulativeLost()).isEqualTo(1);
        packets(5, 6);
        assertThat(statistics.cumulativeLost()).isZero();
        packets(5, 6);
        ReportBlock block = statistics.takeReportBlock(0);
        assertThat(block.cumulativeLost()).isEqualTo(-1);
        assertThat(block.fractionLost()).isZero();
        assertThat(block.extendedHighestSequence()).isEqualTo(9);
    }

    @Test
    void startsAgainWhenTheSequenceRestarts() {
        packets(0, 100);
        statistics.onPacket(40_000, 0, 0);
        assertThat(statistics.extendedHighestSequence()).isEqualTo(99);
        statistics.onPacket(40_001, 0, 0);
        assertThat(statistics.extendedHighestSequence()).isEqualTo(40_001);
        assertThat(statistics.packetsReceived()).isEqualTo(1);
        assertThat(statistics.cumulativeLost()).isZero();
    }

    @Test
    void ignoresASingleStrayNumber() {
        packets(0, 100);
        statistics.onPacket(40_000, 0, 0);
        packets(100, 110);
        assertThat(statistics.extendedHighestSequence()).isEqualTo(109);
        assertThat(statistics.cumulativeLost()).isZero();
    }

    /** The recursion of section 6.4.1, J += (|D| - J) / 16, computed here in floating point. */
    @Test
    void followsTheJitterFormulaOfTheRfc() {
        Random random = Seed.random("ReceptionStatisticsTest.followsTheJitterFormulaOfTheRfc");
        double expected = 0;
        long previousDelay = 0;
        for (int i = 0; i < 1000; i++) {
            long delayMillis = random.nextInt(30);
            statistics.onPacket(i, 0xFFFF_F000L + (i * 160L), 5_000_000L + (i * 20L) + delayMillis);
            if (i > 0) {
                expected += (Math.abs(delayMillis - previousDelay) * 8.0 - expected) / 16;
            }
            previousDelay = delayMillis;
            assertThat((double) statistics.jitter()).isBetween(expected - 2, expected + 2);
        }
        assertThat(statistics.jitter()).isGreaterThan(20);
        assertThat(statistics.jitterMillis()).isEqualTo(statistics.jitter() / 8);
    }

    @Test
    void takesNeitherResendsNorANewTimestampOriginForJitter() {
        packets(0, 50);
        statistics.onPacket(20, 20 * 160L, 5000);
        statistics.onPacket(50, 3_000_000_000L, 1000);
        statistics.onPacket(51, 3_000_000_160L, 1020);
        assertThat(statistics.jitter()).isZero();
    }

    @Test
    void saysHowLongAgoTheLastSenderReportCame() {
        packets(0, 1);
        statistics.onSenderReport(0xB44D_B705_2000_0000L, 10_000);

        ReportBlock block = statistics.takeReportBlock(15_250);
        assertThat(block.lastSenderReport()).isEqualTo(0xB705_2000L);
        assertThat(block.delaySinceLastSenderReport()).isEqualTo(0x0005_4000L);
    }

    @Test
    void hasNothingToReportBeforeTheFirstPacket() {
        assertThat(statistics.started()).isFalse();
        assertThat(statistics.takeReportBlock(5)).isEqualTo(new ReportBlock(SSRC, 0, 0, 0, 0, 0, 0));
        assertThatThrownBy(() -> new ReceptionStatistics(1, 0)).hasMessageContaining("clock rate");
    }

    @Test
    void keepsItsFieldsInRangeWhateverArrives() {
        Random random = Seed.random("ReceptionStatisticsTest.keepsItsFieldsInRangeWhateverArrives");
        for (int i = 0; i < 200_000; i++) {
            statistics.onPacket(random.nextInt(65_536), random.nextLong(1L << 32), i);
            if (i % 10 == 0) {
                ReportBlock block = statistics.takeReportBlock(i);
                assertThat(block.fractionLost()).isBetween(0, 255);
                assertThat(block.cumulativeLost()).isBetween(-0x80_0000, 0x7F_FFFF);
                assertThat(block.jitter()).isBetween(0L, 0xFFFF_FFFFL);
                assertThat(block.extendedHighestSequence()).isBetween(0L, 0xFFFF_FFFFL);
            }
        }
    }

    private void packets(int from, int to) {
        for (int i = from; i < to; i++) {
            statistics.onPacket(i, i * 160L, i * 20L);
        }
    }
}
