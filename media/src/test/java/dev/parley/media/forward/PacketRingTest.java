package dev.parley.media.forward;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.media.session.Codec;
import dev.parley.media.session.HeaderExtensions;
import dev.parley.media.session.MediaKind;
import dev.parley.media.session.TrackDescription;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class PacketRingTest {

    private static final int STRESS_PACKETS = 200_000;

    private final RelayedTrack track = relayed();

    private static RelayedTrack relayed() {
        Codec opus = new Codec("opus", 111, 48_000, 2, "", -1, Set.of());
        return new RelayedTrack(new IncomingTrack(
                new TrackDescription(MediaKind.AUDIO, "0", List.of(opus), HeaderExtensions.NONE, List.of()),
                "",
                new NoUpstream()));
    }

    @Test
    void givesPacketsInTheOrderTheyCame() {
        PacketRing ring = new PacketRing(4);
        RelayedTrack other = relayed();
        for (int round = 0; round < 10; round++) {
            assertThat(ring.offer(track, round, new byte[] {(byte) round, 9}, 1))
                    .isTrue();
            assertThat(ring.offer(other, 7, new byte[] {1, 2, 3}, 3)).isTrue();
            assertThat(ring.size()).isEqualTo(2);

            assertThat(ring.track()).isSameAs(track);
            assertThat(ring.stream()).isEqualTo(round);
            assertThat(ring.length()).isEqualTo(1);
            assertThat(ring.bytes()[0]).isEqualTo((byte) round);
            ring.free();
            assertThat(ring.track()).isSameAs(other);
            assertThat(ring.length()).isEqualTo(3);
            ring.free();
            assertThat(ring.size()).isZero();
        }
    }

    @Test
    void refusesWhatHasNoRoomAndKeepsWhatItHas() {
        PacketRing ring = new PacketRing(2);
        assertThat(ring.offer(track, 1, new byte[] {1}, 1)).isTrue();
        assertThat(ring.offer(track, 1, new byte[] {2}, 1)).isTrue();
        assertThat(ring.offer(track, 1, new byte[] {3}, 1)).isFalse();

        assertThat(ring.bytes()[0]).isEqualTo((byte) 1);
        ring.free();
        assertThat(ring.offer(track, 1, new byte[] {4}, 1)).isTrue();
        assertThat(ring.bytes()[0]).isEqualTo((byte) 2);
        ring.free();
        assertThat(ring.bytes()[0]).isEqualTo((byte) 4);
    }

    @Test
    void refusesWhatNoSlotCanHold() {
        PacketRing ring = new PacketRing(2);
        assertThat(ring.offer(track, 1, new byte[PacketRing.MOST_BYTES + 1], PacketRing.MOST_BYTES + 1))
                .isFalse();
        assertThat(ring.offer(track, 1, new byte[PacketRing.MOST_BYTES], PacketRing.MOST_BYTES))
                .isTrue();
        assertThat(ring.size()).isEqualTo(1);
    }

    @Test
    void holdsNoTrackWhosePacketsAreRead() {
        PacketRing ring = new PacketRing(2);
        ring.offer(track, 1, new byte[1], 1);
        ring.free();

        assertThatThrownBy(ring::track).isInstanceOf(IllegalStateException.class);
    }

    /** One thread writes packets of random lengths whose bytes all follow from their number, another reads them. */
    @Test
    void losesAndMixesNothingBetweenTwoThreads() throws Exception {
        PacketRing ring = new PacketRing(256);
        long seed = SimulatedNetwork.seed();
        try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
            Future<Long> writer = threads.submit(() -> write(ring, new Random(seed)));
            Future<Long> reader = threads.submit(() -> read(ring, new Random(seed)));
            try {
                assertThat(reader.get(60, TimeUnit.SECONDS)).isEqualTo(STRESS_PACKETS);
                assertThat(writer.get(60, TimeUnit.SECONDS)).isNotNegative();
            } finally {
                threads.shutdownNow();
            }
        }
    }

    /** @return how often the ring was full, on which the writer insists here */
    private long write(PacketRing ring, Random random) {
        byte[] packet = new byte[64];
        long refused = 0;
        for (int number = 0; number < STRESS_PACKETS; number++) {
            int length = 4 + random.nextInt(60);
            for (int index = 0; index < length; index++) {
                packet[index] = (byte) (number * 31 + index);
            }
            ByteBuffer.wrap(packet).putInt(number);
            while (!ring.offer(track, number, packet, length)) {
                refused++;
                giveWay();
            }
        }
        return refused;
    }

    private static void giveWay() {
        Thread.onSpinWait();
        if (Thread.interrupted()) {
            throw new IllegalStateException("the other side has failed");
        }
    }

    private static long read(PacketRing ring, Random random) {
        int number = 0;
        while (number < STRESS_PACKETS) {
            int size = ring.size();
            assertThat(size).isBetween(0, 256);
            for (int left = size; left > 0; left--, number++) {
                requireWhole(ring, number, 4 + random.nextInt(60));
                ring.free();
            }
            if (size == 0) {
                giveWay();
            }
        }
        return number;
    }

    private static void requireWhole(PacketRing ring, int number, int length) {
        byte[] bytes = ring.bytes();
        boolean whole = ring.stream() == number
                && ring.length() == length
                && ByteBuffer.wrap(bytes).getInt() == number;
        for (int index = 4; index < length; index++) {
            whole &= bytes[index] == (byte) (number * 31 + index);
        }
        if (!whole) {
            throw new AssertionError("packet " + number + " is not what was written");
        }
    }
}
