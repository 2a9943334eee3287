package dev.parley.server.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.media.codec.Opus;
import dev.parley.media.codec.Vp8;
import dev.parley.media.rtp.BigEndian;
import dev.parley.media.rtp.RtpHeader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** What publishers send, as the engine reads it. */
class SentStreamTest {

    private static final long SECOND = 1_000_000_000L;
    private static final VideoShape SHAPE = new VideoShape(1_280, 720, 30, 4, 1_200, 1);

    private final Counters counters = new Counters();
    private final Wire wire = new Wire();
    private long now = 5 * SECOND;

    /** Keeps what is sent. */
    private static final class Wire implements SentStream.Output {
        private final List<byte[]> packets = new ArrayList<>();
        private int transportSequence = 65_534;

        @Override
        public boolean send(byte[] packet, int length) {
            packets.add(Arrays.copyOf(packet, length));
            return true;
        }

        @Override
        public int nextTransportSequence() {
            return transportSequence++;
        }
    }

    private SentStream video(int transportSequenceId) {
        StreamFormat format = new StreamFormat(true, 0xFFFF_0001L, 96, -1, transportSequenceId);
        SentStream stream = SentStream.video(format, SHAPE, () -> now, counters, new SplittableRandom(1));
        stream.start(now);
        return stream;
    }

    private List<byte[]> run(SentStream stream, long nanos) {
        for (long end = now + nanos; now < end; now += 1_000_000) {
            stream.sendDue(now, wire);
        }
        return wire.packets;
    }

    @Test
    void sendsEachFrameAsOneBurstOfEqualPackets() {
        List<byte[]> packets = run(video(0), SECOND);

        assertThat(packets).hasSize(120).allSatisfy(packet -> {
            assertThat(packet).hasSize(1_200);
            assertThat(RtpHeader.isValid(packet, 0, packet.length)).isTrue();
            assertThat(RtpHeader.payloadType(packet, 0)).isEqualTo(96);
            assertThat(RtpHeader.ssrc(packet, 0)).isEqualTo(0xFFFF_0001L);
        });
        for (int index = 1; index < packets.size(); index++) {
            byte[] packet = packets.get(index);
            byte[] before = packets.get(index - 1);
            assertThat(RtpHeader.sequence(packet, 0)).isEqualTo((RtpHeader.sequence(before, 0) + 1) & 0xFFFF);
            assertThat((RtpHeader.timestamp(packet, 0) - RtpHeader.timestamp(before, 0)) & 0xFFFF_FFFFL)
                    .isEqualTo(index % 4 == 0 ? 3_000 : 0);
            assertThat(RtpHeader.marker(packet, 0)).isEqualTo(index % 4 == 3);
        }
    }

    @Test
    void sendsAKeyFrameOfItsSizeFirstAndEachSecondAndWhenAsked() {
        SentStream stream = video(0);
        run(stream, SECOND / 2);
        stream.keyFrameWanted();
        List<byte[]> packets = run(stream, 2 * SECOND);

        List<Integer> keyFrames = new ArrayList<>();
        for (int index = 0; index < packets.size(); index++) {
            byte[] packet = packets.get(index);
            int size = Vp8.keyFrameSize(packet, RtpHeader.FIXED_LENGTH, packet.length - RtpHeader.FIXED_LENGTH);
            assertThat(Vp8.isFrameStart(packet, RtpHeader.FIXED_LENGTH, packet.length - RtpHeader.FIXED_LENGTH))
                    .isEqualTo(index % 4 == 0);
            if (size >= 0) {
                assertThat(size).isEqualTo(1_280 << 16 | 720);
                keyFrames.add(index / 4);
            }
        }
        assertThat(keyFrames).containsExactly(0, 15, 45);
    }

    @Test
    void stampsEachPacketWithItsTime() {
        List<byte[]> packets = run(video(0), SECOND / 30);

        byte[] packet = packets.getFirst();
        assertThat(PayloadStamp.read(packet, RtpHeader.FIXED_LENGTH, packet.length - RtpHeader.FIXED_LENGTH))
                .isEqualTo(5 * SECOND);
        assertThat(PayloadStamp.read(packet, RtpHeader.FIXED_LENGTH, packet.length - RtpHeader.FIXED_LENGTH - 1))
                .isEqualTo(PayloadStamp.NONE);
        assertThat(PayloadStamp.read(packet, RtpHeader.FIXED_LENGTH, 3)).isEqualTo(PayloadStamp.NONE);
    }

    @Test
    void numbersPacketsAcrossTheTransportWhenThatIsAgreed() {
        List<byte[]> packets = run(video(3), SECOND / 30);

        assertThat(packets).hasSize(4);
        for (int index = 0; index < packets.size(); index++) {
            byte[] packet = packets.get(index);
            int position = RtpHeader.findExtension(packet, 0, packet.length, 3);
            assertThat(BigEndian.unsigned16(packet, position)).isEqualTo((65_534 + index) & 0xFFFF);
            assertThat(packet).hasSize(1_200);
        }
    }

    @Test
    void sendsSoundFiftyTimesASecond() {
        StreamFormat format = new StreamFormat(false, 7, 111, -1, 0);
        SentStream stream = SentStream.audio(format, () -> now, counters, new SplittableRandom(1));
        stream.start(now);
        List<byte[]> packets = run(stream, SECOND);

        assertThat(packets).hasSize(50).allSatisfy(packet -> {
            int payload = packet.length - RtpHeader.FIXED_LENGTH;
            assertThat(Opus.durationSamples(packet, RtpHeader.FIXED_LENGTH, payload))
                    .isEqualTo(960);
            assertThat(RtpHeader.marker(packet, 0)).isFalse();
        });
    }

    @Test
    void leavesOutWhatIsLongOverdueAndSaysSo() {
        SentStream stream = video(0);
        run(stream, SECOND / 30);
        now += SECOND;
        int sent = stream.sendDue(now, wire);

        assertThat(counters.skippedFrames).isBetween(28L, 31L);
        assertThat(sent).isBetween(0, 8);
        assertThat(stream.nextDue()).isBetween(now + 1, now + SECOND / 30 + 1);
    }
}
