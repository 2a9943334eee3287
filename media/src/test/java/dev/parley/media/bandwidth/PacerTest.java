package dev.parley.media.bandwidth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.media.rtp.Seed;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PacerTest {

    private static final int PACKET = 1_000;

    /** 2.5 times that is 250 bytes a millisecond. */
    private static final long TARGET = 800_000;

    private final Pacer pacer = new Pacer(TARGET);
    private final byte[] packet = new byte[PACKET];
    private final Outlet outlet = new Outlet();

    private static final class Outlet implements Pacer.Sink {
        final List<String> sent = new ArrayList<>();
        final List<String> dropped = new ArrayList<>();

        @Override
        public void send(byte[] bytesOfPacket, int length, Urgency urgency, @Nullable Object token) {
            sent.add(urgency + " " + token);
        }

        @Override
        public void onDropped(byte[] bytes, Urgency urgency, @Nullable Object token) {
            dropped.add(urgency + " " + token);
        }
    }

    @Test
    void letsABurstPassAtOnce() {
        int passed = 0;
        while (pacer.passes(PACKET, Urgency.VIDEO, 0)) {
            passed++;
        }
        assertThat(passed).as("ten milliseconds of 250 bytes").isEqualTo(3);
        pacer.setTarget(20_000_000, false);
        assertThat(pacer.passes(PACKET, Urgency.VIDEO, 100)).isTrue();
        passed = 1;
        while (pacer.passes(1_200, Urgency.VIDEO, 100)) {
            passed++;
        }
        assertThat(passed).as("no more than one large send").isBetween(16, 17);
    }

    @Test
    void keepsToItsRateForAWhileAndToTheTargetInTheLongRun() {
        assertThat(passing(Urgency.VIDEO, 0, 400)).isBetween(100_000, 103_500);
        assertThat(passing(Urgency.VIDEO, 400, 5_000)).isGreaterThan(100_000);
        assertThat(passing(Urgency.VIDEO, 5_000, 15_000))
                .as("a tenth above the target")
                .isBetween(1_090_000, 1_110_000);
    }

    @Test
    void keepsCloseToTheTargetAtOnceWhileAQueueHasToEmpty() {
        pacer.setTarget(TARGET, true);
        assertThat(passing(Urgency.VIDEO, 0, 400)).isBetween(48_000, 52_000);
        assertThat(passing(Urgency.VIDEO, 400, 800)).isBetween(47_000, 49_000);
    }

    @Test
    void leavesRoomForTheMediaWhenMuchHasToBeRepaired() {
        passing(Urgency.REPAIR, 0, 5_000);
        assertThat(passing(Urgency.REPAIR, 5_000, 6_000)).isLessThan(115_000);
        assertThat(passing(Urgency.VIDEO, 6_000, 6_100)).as("at the full pace").isGreaterThan(24_000);
    }

    private int passing(Urgency urgency, long from, long to) {
        int bytes = 0;
        for (long now = from; now < to; now++) {
            while (pacer.passes(PACKET, urgency, now)) {
                bytes += PACKET;
            }
        }
        return bytes;
    }

    @Test
    void neverHoldsAudioBackButCountsIt() {
        for (int number = 0; number < 50; number++) {
            assertThat(pacer.passes(200, Urgency.AUDIO, 0)).isTrue();
        }
        assertThat(pacer.passes(PACKET, Urgency.VIDEO, 0)).isFalse();
        assertThat(pacer.passes(PACKET, Urgency.VIDEO, 29)).isFalse();
        assertThat(pacer.passes(PACKET, Urgency.VIDEO, 31)).isTrue();
        assertThatThrownBy(() -> pacer.enqueue(packet, PACKET, Urgency.AUDIO, null, 0))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void letsNobodyOvertakeWhatWaits() {
        fill();
        pacer.enqueue(packet, PACKET, Urgency.VIDEO, "first", 0);

        assertThat(pacer.passes(PACKET, Urgency.VIDEO, 50)).isFalse();
        assertThat(pacer.passes(PACKET, Urgency.PADDING, 50)).isFalse();
        assertThat(pacer.passes(PACKET, Urgency.REPAIR, 50)).as("more urgent").isTrue();
        assertThat(pacer.passes(PACKET, Urgency.AUDIO, 50)).isTrue();
    }

    @Test
    void sendsTheMostUrgentFirst() {
        fill();
        pacer.enqueue(packet, PACKET, Urgency.PADDING, 1, 0);
        pacer.enqueue(packet, PACKET, Urgency.VIDEO, 2, 0);
        pacer.enqueue(packet, PACKET, Urgency.VIDEO, 3, 0);
        pacer.enqueue(packet, PACKET, Urgency.REPAIR, 4, 0);
        for (long now = 1; now < 100; now++) {
            pacer.drain(now, outlet);
        }

        assertThat(outlet.sent).containsExactly("REPAIR 4", "VIDEO 2", "VIDEO 3", "PADDING 1");
        assertThat(pacer.isEmpty()).isTrue();
    }

    @Test
    void dropsWhatWaitedTooLongAndSaysSo() {
        fill();
        pacer.enqueue(packet, PACKET, Urgency.VIDEO, "old", 0);
        pacer.enqueue(packet, PACKET, Urgency.VIDEO, "young", 300);
        pacer.drain(Pacer.OLDEST_MILLIS + 1, outlet);

        assertThat(outlet.dropped).containsExactly("VIDEO old");
        assertThat(outlet.sent).containsExactly("VIDEO young");
    }

    @Test
    void forgetsWhatIsNotWorthSendingAnyMore() {
        fill();
        for (int number = 0; number < 40; number++) {
            packet[0] = (byte) number;
            pacer.enqueue(packet, PACKET, number % 3 == 0 ? Urgency.REPAIR : Urgency.VIDEO, number, 0);
        }
        assertThat(pacer.discard(waiting -> waiting[0] < 36 && waiting[0] != 7)).isEqualTo(35);
        assertThat(pacer.discard(waiting -> waiting[0] == 37)).isEqualTo(1);
        packet[0] = 99;
        pacer.enqueue(packet, PACKET, Urgency.VIDEO, 99, 0);
        for (long now = 1; now < 100; now++) {
            pacer.drain(now, outlet);
        }
        assertThat(outlet.sent).containsExactly("REPAIR 36", "REPAIR 39", "VIDEO 7", "VIDEO 38", "VIDEO 99");
        assertThat(outlet.dropped).as("whoever discards knows").isEmpty();
    }

    @Test
    void refusesMoreThanItHolds() {
        for (int number = 0; number < Pacer.MOST_PACKETS; number++) {
            assertThat(pacer.enqueue(packet, PACKET, Urgency.VIDEO, null, 0)).isTrue();
        }
        assertThat(pacer.enqueue(packet, PACKET, Urgency.REPAIR, null, 0)).isFalse();
        assertThat(pacer.size()).isEqualTo(Pacer.MOST_PACKETS);
    }

    @Test
    void paddingThatWaitsKeepsNothingElseOut() {
        for (int number = 0; number < Pacer.MOST_PACKETS; number++) {
            assertThat(pacer.enqueue(packet, PACKET, Urgency.PADDING, number, 0))
                    .isTrue();
        }
        assertThat(pacer.enqueue(packet, PACKET, Urgency.PADDING, null, 0)).isFalse();
        for (int number = 0; number < Pacer.MOST_PACKETS; number++) {
            assertThat(pacer.enqueue(packet, PACKET, Urgency.VIDEO, number, 0)).isTrue();
        }
        assertThat(pacer.enqueue(packet, PACKET, Urgency.VIDEO, null, 0)).isFalse();
        assertThat(pacer.size()).isEqualTo(Pacer.MOST_PACKETS);
        pacer.drain(100, outlet);
        assertThat(outlet.sent).startsWith("VIDEO 0", "VIDEO 1").doesNotContain("PADDING 0");
    }

    @Test
    void keepsPacketsWholeAndInOrder() {
        Random random = Seed.random("PacerTest.keepsPacketsWholeAndInOrder");
        List<byte[]> offered = new ArrayList<>();
        List<byte[]> sent = new ArrayList<>();
        Pacer.Sink sink = new Pacer.Sink() {
            @Override
            public void send(byte[] bytes, int length, Urgency urgency, @Nullable Object token) {
                sent.add(java.util.Arrays.copyOf(bytes, length));
            }

            @Override
            public void onDropped(byte[] bytes, Urgency urgency, @Nullable Object token) {
                throw new AssertionError("nothing is that old");
            }
        };
        pacer.setTarget(10_000_000, false);
        long now = 0;
        while (offered.size() < 5_000) {
            now += random.nextInt(20);
            pacer.drain(now, sink);
            for (int burst = random.nextInt(10); burst > 0; burst--) {
                byte[] bytes = new byte[1 + random.nextInt(1_400)];
                random.nextBytes(bytes);
                offered.add(bytes);
                if (pacer.passes(bytes.length, Urgency.VIDEO, now)) {
                    sent.add(bytes);
                } else {
                    assertThat(pacer.enqueue(bytes, bytes.length, Urgency.VIDEO, null, now))
                            .isTrue();
                }
            }
            while (pacer.size() > 50) {
                now++;
                pacer.drain(now, sink);
            }
        }
        while (!pacer.isEmpty()) {
            now++;
            pacer.drain(now, sink);
        }
        assertThat(sent).hasSameSizeAs(offered);
        for (int number = 0; number < sent.size(); number++) {
            assertThat(sent.get(number)).isEqualTo(offered.get(number));
        }
    }

    private void fill() {
        while (pacer.passes(PACKET, Urgency.VIDEO, 0)) {
            assertThat(pacer.isEmpty()).isTrue();
        }
    }
}
