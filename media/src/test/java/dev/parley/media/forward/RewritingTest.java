package dev.parley.media.forward;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.media.codec.Vp8;
import dev.parley.media.forward.RecordingEgress.Sent;
import dev.parley.media.rtp.BigEndian;
import dev.parley.media.rtp.RtpHeader;
import dev.parley.media.rtp.Seed;
import dev.parley.media.session.Codec;
import dev.parley.media.session.HeaderExtensions;
import dev.parley.media.session.MediaKind;
import dev.parley.media.session.TrackDescription;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What one player gets of layered streams: over switches, dropped layers, and a network that loses and mixes up. */
class RewritingTest {

    private static final Codec VP8 = new Codec("VP8", 96, 90_000, 1, "", 97, Set.of("nack", "nack pli"));
    private static final TrackDescription VIDEO =
            new TrackDescription(MediaKind.VIDEO, "0", List.of(VP8), HeaderExtensions.NONE, List.of());
    private static final long SLOT = 4_242;
    private static final long SLOT_RTX = 4_243;
    private static final int HEADER = RtpHeader.FIXED_LENGTH;
    private static final int FRAME_MILLIS = 33;

    private record Arrival(long at, int order, int layer, byte[] packet) {}

    private final RecordingEgress egress = new RecordingEgress();
    private final OutgoingTrack slot =
            new OutgoingTrack(VIDEO, egress, new ScratchPackets(), new Unheard(), 5_000, SLOT, SLOT_RTX, 65_000);
    private final List<IncomingTrack> layers = List.of(incoming(), incoming());
    private long now = 1_000;

    private static final class Unheard implements FlowListener {
        @Override
        public void onFlowOn(OutgoingTrack track, long at) {}

        @Override
        public void onFlowOff(OutgoingTrack track, long at) {}
    }

    private static IncomingTrack incoming() {
        return new IncomingTrack(VIDEO, "", new SilentUpstream());
    }

    private static List<LayeredVideo> videos(Random random, boolean shortIds) {
        return List.of(new LayeredVideo(random, 11, shortIds), new LayeredVideo(random, 22, shortIds));
    }

    private void deliver(int layer, byte[] packet) {
        layers.get(layer).receive(packet, packet.length, now);
    }

    private void frame(List<LayeredVideo> videos, int parts) {
        now += FRAME_MILLIS;
        for (int layer = 0; layer < videos.size(); layer++) {
            for (byte[] packet : videos.get(layer).frame(parts)) {
                deliver(layer, packet);
            }
        }
    }

    @Test
    void leavesNoGapsOverSwitchesAndDroppedLayers() {
        Random random = Seed.random("RewritingTest.leavesNoGapsOverSwitchesAndDroppedLayers");
        List<LayeredVideo> videos = videos(random, random.nextBoolean());
        slot.play(layers.get(0));
        for (int count = 0; count < 3_000; count++) {
            frame(videos, 1 + random.nextInt(3));
            act(random, videos, 30);
        }
        List<Sent> sent = egress.of(SLOT);
        assertThat(sent).hasSizeGreaterThan(2_000);
        for (int index = 1; index < sent.size(); index++) {
            assertFollows(sent.get(index - 1).packet(), sent.get(index).packet());
            assertThat(sent.get(index).sequence()).isEqualTo(sent.get(index - 1).sequence() + 1);
        }
    }

    private static void assertFollows(byte[] before, byte[] packet) {
        boolean sameFrame = LayeredVideo.frameOf(before, before.length) == LayeredVideo.frameOf(packet, packet.length);
        boolean base = LayeredVideo.layerOf(packet, packet.length) == 0;
        int payload = packet.length - HEADER;
        int idStep = Vp8.pictureId(packet, HEADER, payload) - Vp8.pictureId(before, HEADER, before.length - HEADER);
        int idModulo = Vp8.isLongPictureId(packet, HEADER + 2) ? 0x7FFF : 0x7F;
        assertThat(idStep & idModulo).isEqualTo(sameFrame ? 0 : 1);
        assertThat((tl0(packet) - tl0(before)) & 0xFF).isEqualTo(sameFrame || !base ? 0 : 1);
        boolean key = Vp8.isKeyFrameStart(packet, HEADER, payload);
        assertThat((keyIndex(packet) - keyIndex(before)) & 0x1F).isEqualTo(key ? 1 : 0);
        long ticks = (RtpHeader.timestamp(packet, 0) - RtpHeader.timestamp(before, 0)) & 0xFFFF_FFFFL;
        assertThat(ticks).isBetween(sameFrame ? 0L : 1L, sameFrame ? 0L : 90_000L * 4);
    }

    private static int tl0(byte[] packet) {
        return BigEndian.unsigned8(packet, Vp8.tl0PicIdxPosition(packet, HEADER, packet.length - HEADER));
    }

    private static int keyIndex(byte[] packet) {
        return packet[Vp8.keyIndexPosition(packet, HEADER, packet.length - HEADER)] & 0x1F;
    }

    /** Now and then changes what the player gets. */
    private void act(Random random, List<LayeredVideo> videos, int oneOf) {
        if (random.nextInt(oneOf) != 0) {
            return;
        }
        int layer = random.nextInt(2);
        switch (random.nextInt(4)) {
            case 0 -> {
                slot.switchTo(layers.get(layer));
                videos.get(layer).keyFrameWanted = random.nextBoolean();
            }
            case 1, 2 -> slot.limitTemporalLayer(random.nextInt(3));
            default -> {
                if (random.nextInt(4) == 0) {
                    slot.play(layers.get(layer));
                    videos.get(layer).keyFrameWanted = true;
                }
            }
        }
    }

    @Test
    void goesDownAtOnceAndUpAtSwitchPoints() {
        List<LayeredVideo> videos = videos(Seed.random("RewritingTest.goesDownAtOnceAndUpAtSwitchPoints"), false);
        slot.play(layers.get(0));
        frames(videos, 4);
        slot.limitTemporalLayer(0);
        frames(videos, 4);
        slot.limitTemporalLayer(2);
        frames(videos, 8);
        slot.limitTemporalLayer(1);
        frames(videos, 4);

        assertThat(egress.of(SLOT))
                .extracting(sent -> LayeredVideo.layerOf(sent.packet(), sent.packet().length))
                .containsExactly(0, 2, 1, 2, 0, 0, 1, 2, 0, 2, 1, 2, 0, 1);
    }

    private void frames(List<LayeredVideo> videos, int count) {
        for (int index = 0; index < count; index++) {
            frame(videos, 1);
        }
    }

    @Test
    void spendsEachNumberOnceAndRestoresWhatThePlayerMissed() {
        Random random = Seed.random("RewritingTest.spendsEachNumberOnceAndRestoresWhatThePlayerMissed");
        long blanks = 0;
        for (int round = 0; round < 8; round++) {
            blanks += new RewritingTest().playOverABadNetwork(random);
        }
        assertThat(blanks).as("numbers spent on padding").isPositive();
    }

    private long playOverABadNetwork(Random random) {
        List<LayeredVideo> videos = videos(random, random.nextBoolean());
        PriorityQueue<Arrival> network = new PriorityQueue<>(
                (one, other) -> one.at != other.at ? Long.compare(one.at, other.at) : one.order - other.order);
        LossyPlayer player = new LossyPlayer(random);
        slot.play(layers.get(0));
        int order = 0;
        for (int count = 0; count < 1_500; count++) {
            long sentAt = now + FRAME_MILLIS;
            for (int layer = 0; layer < 2; layer++) {
                for (byte[] packet : videos.get(layer).frame(1 + random.nextInt(4))) {
                    for (long delay : delays(random)) {
                        network.add(new Arrival(sentAt + delay, order++, layer, packet));
                    }
                }
            }
            while (!network.isEmpty() && network.element().at <= sentAt) {
                Arrival arrival = network.remove();
                now = arrival.at;
                deliver(arrival.layer, arrival.packet);
            }
            now = sentAt;
            act(random, videos, 20);
            player.step();
        }
        assertFramesKeepTheirNumbers();
        assertThat(player.restored).isGreaterThan(20);
        return egress.of(SLOT).stream().filter(sent -> isBlank(sent.packet())).count();
    }

    private static boolean isBlank(byte[] packet) {
        return RtpHeader.payloadLength(packet, 0, packet.length) == 0;
    }

    /** Of one packet: lost, lost and repaired late, or sent once or twice, with jitter. */
    private static List<Long> delays(Random random) {
        int chance = random.nextInt(100);
        long jitter = random.nextInt(10) == 0 ? random.nextInt(80) : 0;
        if (chance < 2) {
            return List.of();
        }
        if (chance < 8) {
            return List.of(50L + random.nextInt(400));
        }
        return chance < 12 ? List.of(jitter, jitter + random.nextInt(100)) : List.of(jitter);
    }

    /** Packets of a frame share a picture id and a timestamp, which are no other frame's. */
    private void assertFramesKeepTheirNumbers() {
        Map<Long, List<Long>> idsByFrame = new HashMap<>();
        Map<List<Long>, Long> framesById = new HashMap<>();
        for (Sent sent : egress.of(SLOT)) {
            byte[] packet = sent.packet();
            if (isBlank(packet)) {
                continue;
            }
            long frame = LayeredVideo.frameOf(packet, packet.length);
            List<Long> ids = List.of(
                    RtpHeader.timestamp(packet, 0), (long) Vp8.pictureId(packet, HEADER, packet.length - HEADER));
            assertThat(idsByFrame.computeIfAbsent(frame, _ -> ids)).isEqualTo(ids);
            assertThat(framesById.computeIfAbsent(ids, _ -> frame)).isEqualTo(frame);
        }
    }

    /** Loses a tenth, asks for what it misses, and compares what it gets with what had been sent. */
    private final class LossyPlayer {
        private final Random random;
        private final Map<Long, byte[]> lost = new HashMap<>();
        private int taken;
        private int restored;

        LossyPlayer(Random random) {
            this.random = random;
        }

        void step() {
            for (; taken < egress.sent.size(); taken++) {
                take(egress.sent.get(taken));
            }
            for (long number : new ArrayList<>(lost.keySet())) {
                if (random.nextInt(3) == 0) {
                    slot.repeat((int) number & 0xFFFF, now);
                }
            }
        }

        private void take(Sent sent) {
            if (sent.ssrc() == SLOT_RTX) {
                restore(sent.packet());
            } else if (random.nextInt(10) == 0) {
                lost.put(sent.sequence(), sent.packet());
            }
        }

        private void restore(byte[] repeated) {
            byte[] packet = new byte[repeated.length];
            int length = Retransmission.unwrap(repeated, repeated.length, 96, SLOT, packet);
            for (Map.Entry<Long, byte[]> one : Map.copyOf(lost).entrySet()) {
                if (((int) (long) one.getKey() & 0xFFFF) == RtpHeader.sequence(packet, 0)) {
                    assertThat(packet).startsWith(one.getValue());
                    assertThat(length).isEqualTo(one.getValue().length);
                    lost.remove(one.getKey());
                    restored++;
                }
            }
        }
    }
}
