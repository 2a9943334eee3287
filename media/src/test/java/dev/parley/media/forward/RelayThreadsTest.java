package dev.parley.media.forward;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.media.rtp.RtpHeader;
import dev.parley.media.session.Codec;
import dev.parley.media.session.HeaderExtensions;
import dev.parley.media.session.MediaKind;
import dev.parley.media.session.TrackDescription;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** A relay between two real threads. */
class RelayThreadsTest {

    private static final int BURSTS = 5_000;
    private static final int MOST_SPINS = 2_000;
    private static final Codec OPUS = new Codec("opus", 111, 48_000, 2, "", -1, Set.of());
    private static final TrackDescription SOUND =
            new TrackDescription(MediaKind.AUDIO, "0", List.of(OPUS), HeaderExtensions.NONE, List.of());

    /** Counts on the players' thread; how many may be read on any. */
    private static final class Counter implements PacketSink {
        private final AtomicLong taken = new AtomicLong();
        private long last = -1;
        private boolean ordered = true;
        private boolean lost;

        @Override
        public void take(IncomingTrack from, MediaPacket packet, long now) {
            taken.incrementAndGet();
            ordered &= packet.sequence() > last;
            last = packet.sequence();
        }

        @Override
        public void lose(IncomingTrack source) {
            lost = true;
        }
    }

    @Test
    void everyPacketIsDeliveredOrCountedAsDropped() throws Exception {
        long seed = SimulatedNetwork.seed();
        try (ExecutorService home = Executors.newSingleThreadExecutor();
                ExecutorService other = Executors.newSingleThreadExecutor()) {
            TrackRelay relay = new TrackRelay(home, other, () -> 1, 32);
            IncomingTrack source = new IncomingTrack(SOUND, "", new NoUpstream());
            Counter counter = new Counter();
            on(home, () -> {
                RelayedTrack carried = relay.carry(source);
                other.execute(() -> relay.mirrors().mirrorOf(carried).attach(counter));
                return 0L;
            });
            on(other, () -> 0L);
            long sent = on(home, () -> send(source, relay, counter, new Random(seed)));

            assertThat(counter.taken.get() + relay.dropped()).isEqualTo(sent);
            assertThat(counter.taken.get()).isPositive();
            assertThat(on(other, () -> counter.ordered ? 1L : 0L)).isEqualTo(1);

            on(home, () -> {
                source.end();
                return 0L;
            });
            assertThat(on(other, () -> counter.lost ? 1L : 0L)).isEqualTo(1);
        }
    }

    private static long on(ExecutorService thread, Callable<Long> task) throws Exception {
        return thread.submit(task).get(60, TimeUnit.SECONDS);
    }

    /** Sends bursts; each must arrive before the next, by which a thread left asleep would be woken all the same. */
    private static long send(IncomingTrack source, TrackRelay relay, Counter counter, Random random) {
        byte[] packet = new byte[RtpHeader.FIXED_LENGTH + 20];
        packet[0] = (byte) 0x80;
        RtpHeader.setPayloadType(packet, 0, OPUS.payloadType());
        RtpHeader.setSsrc(packet, 0, 5);
        int sent = 0;
        for (int burst = 0; burst < BURSTS; burst++) {
            for (int left = random.nextInt(4); left >= 0; left--) {
                RtpHeader.setSequence(packet, 0, sent & 0xFFFF);
                source.receive(packet, packet.length, 1);
                sent++;
                spin(random.nextInt(MOST_SPINS)); // about as long as the other thread takes to wake up
            }
            awaitTaken(counter, sent, relay);
        }
        return sent;
    }

    private static void spin(int times) {
        for (int left = times; left > 0; left--) {
            Thread.onSpinWait();
        }
    }

    private static void awaitTaken(Counter counter, long sent, TrackRelay relay) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (counter.taken.get() + relay.dropped() < sent) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("the other thread sleeps while packets wait");
            }
            Thread.onSpinWait();
        }
    }
}
