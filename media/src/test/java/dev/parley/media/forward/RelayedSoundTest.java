package dev.parley.media.forward;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.media.rtp.RtpWriter;
import dev.parley.media.session.Codec;
import dev.parley.media.session.HeaderExtensions;
import dev.parley.media.session.MediaKind;
import dev.parley.media.session.TrackDescription;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Sound on its way to another thread: browsers send it redundant (RFC 2198), from the first packet on. */
class RelayedSoundTest {

    private static final int OPUS = 111;
    private static final int RED = 63;
    private static final TrackDescription SOUND = new TrackDescription(
            MediaKind.AUDIO,
            "0",
            List.of(new Codec("opus", OPUS, 48_000, 2, "", -1, RED, Set.of())),
            HeaderExtensions.NONE,
            List.of());

    private final Queue<Runnable> tasks = new ArrayDeque<>();
    private final TrackRelay relay = new TrackRelay(tasks::add, tasks::add, () -> 1_000);
    private final List<Boolean> redundant = new ArrayList<>();

    @Test
    void redundantSoundArrivesFromItsFirstPacketOn() {
        PublishedMedia publisher = new PublishedMedia(new Silent());
        IncomingTrack source = publisher.receive(SOUND).getFirst();
        RelayedTrack carried = relay.carry(source);
        relay.mirrors().mirrorOf(carried).attach(new Ear());

        for (int number = 0; number < 3; number++) {
            byte[] packet = new byte[40];
            byte[] payload = {(byte) (0x80 | OPUS), 3, (byte) 0xC0, 2, OPUS, 1, 2, 3, 4};
            RtpWriter writer =
                    new RtpWriter().start(packet, 0, number == 1 ? OPUS : RED, false, number, 960L * number, 7);
            publisher.onRtp(packet, writer.payload(payload, 0, payload.length).finish(), 1_000);
            for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
                task.run();
            }
        }

        assertThat(redundant).containsExactly(true, false, true);
    }

    private final class Ear implements PacketSink {
        @Override
        public void take(IncomingTrack from, MediaPacket packet, long now) {
            redundant.add(packet.isRedundant());
        }

        @Override
        public void lose(IncomingTrack source) {}
    }

    private static final class Silent implements PeerMedia.Listener {
        @Override
        public void onConnected(long now) {}

        @Override
        public void onClosed(@Nullable Exception failure) {}

        @Override
        public void onPictureSize(IncomingTrack track, int width, int height, long now) {}

        @Override
        public void onFlowOn(OutgoingTrack track, long now) {}

        @Override
        public void onFlowOff(OutgoingTrack track, long at) {}
    }
}
