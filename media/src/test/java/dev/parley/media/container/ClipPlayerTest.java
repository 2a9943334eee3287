package dev.parley.media.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.media.codec.VideoSizes;
import dev.parley.media.codec.Vp8;
import dev.parley.media.rtcp.NtpTime;
import dev.parley.media.rtcp.RtcpReader;
import dev.parley.media.rtcp.RtcpVisitor;
import dev.parley.media.rtcp.RtcpWriter;
import dev.parley.media.rtp.RtpHeader;
import dev.parley.media.rtp.SequenceNumbers;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ClipPlayerTest {
    private static final long START = 1_000_000;

    @Test
    void playsFramesWhenTheyAreDue() throws IOException {
        ClipPlayer player = video();
        assertThat(player.nextDeadline()).isEqualTo(START);
        assertThat(player.poll(START - 1)).isEmpty();

        List<byte[]> first = player.poll(START);
        assertThat(first).hasSize(4);
        assertThat(first).allMatch(packet -> RtpHeader.isValid(packet, 0, packet.length));
        assertThat(first).allMatch(packet -> RtpHeader.ssrc(packet, 0) == 77 && RtpHeader.payloadType(packet, 0) == 96);
        assertThat(first).extracting(packet -> RtpHeader.marker(packet, 0)).containsExactly(false, false, false, true);
        assertThat(VideoSizes.keyFrameSize("VP8", first.getFirst(), 12, first.getFirst().length - 12))
                .isEqualTo((176L << 32) | 98);
        assertThat(player.nextDeadline()).isEqualTo(START + 100);
        assertThat(player.poll(START + 99)).isEmpty();
        assertThat(player.poll(START + 200)).hasSize(2);
        assertThat(player.packetsSent()).isEqualTo(6);
        assertThat(player.octetsSent()).isEqualTo(3797 + 378 + 383 + (6 * 4));
    }

    @Test
    void goesOnWithoutASeamWhenTheClipStartsAgain() throws IOException {
        ClipPlayer player = video();
        List<byte[]> packets = new ArrayList<>();
        for (int round = 0; round < 50; round++) {
            for (int i = 0; i < 6; i++) {
                packets.addAll(player.poll(player.nextDeadline()));
            }
        }
        assertThat(packets).hasSize(50 * (4 + 1 + 1 + 3 + 1 + 1));
        assertThat(player.nextDeadline()).isEqualTo(START + (50 * 600));
        for (int i = 1; i < packets.size(); i++) {
            byte[] before = packets.get(i - 1);
            byte[] packet = packets.get(i);
            int step = RtpHeader.marker(before, 0) ? 1 : 0;
            assertThat(SequenceNumbers.distance(RtpHeader.sequence(before, 0), RtpHeader.sequence(packet, 0)))
                    .isEqualTo(1);
            assertThat((RtpHeader.timestamp(packet, 0) - RtpHeader.timestamp(before, 0)) & 0xFFFF_FFFFL)
                    .isEqualTo(9000L * step);
            assertThat((pictureId(packet) - pictureId(before)) & 0x7FFF).isEqualTo(step);
        }
    }

    @Test
    void answersARequestWithTheNextKeyFrameInTime() throws IOException {
        ClipPlayer player = video();
        player.poll(START);
        player.requestKeyFrame();

        List<byte[]> next = player.poll(START + 100);
        assertThat(next).hasSize(3);
        assertThat(Vp8.isKeyFrameStart(next.getFirst(), 12, next.getFirst().length - 12))
                .isTrue();
        player.requestKeyFrame();
        List<byte[]> wrapped = player.poll(START + 200);
        assertThat(wrapped).hasSize(4);
        assertThat(Vp8.isKeyFrameStart(wrapped.getFirst(), 12, wrapped.getFirst().length - 12))
                .isTrue();
        assertThat(player.poll(START + 300)).hasSize(1);
    }

    @Test
    void leavesMissedTimeOutInsteadOfSendingItAtOnce() throws IOException {
        ClipPlayer player = video();
        byte[] first = player.poll(START).getFirst();

        List<byte[]> late = player.poll(START + 60_000);
        assertThat(late).hasSize(1);
        assertThat(RtpHeader.timestamp(late.getFirst(), 0) - RtpHeader.timestamp(first, 0))
                .isEqualTo(60 * 90_000L);
        assertThat(player.nextDeadline()).isEqualTo(START + 60_100);
    }

    @Test
    void playsAudioOnePacketATime() throws IOException {
        Clip clip = Clip.ofOpus(new OggOpusReader(Samples.read(Samples.OPUS)));
        ClipPlayer player = new ClipPlayer(clip, 78, 111, START, new Random(5));
        assertThat(clip.durationTicks()).isEqualTo(13 * 960);

        List<byte[]> packets = new ArrayList<>();
        for (long now = START; now < START + 520; now += 5) {
            packets.addAll(player.poll(now));
        }
        player.requestKeyFrame();
        assertThat(packets).hasSize(26);
        assertThat(packets.stream().filter(packet -> RtpHeader.marker(packet, 0)))
                .hasSize(1);
        assertThat(RtpHeader.marker(packets.getFirst(), 0)).isTrue();
        assertThat(packets.get(13).length).isEqualTo(packets.get(0).length);
        assertThat((RtpHeader.timestamp(packets.get(25), 0) - RtpHeader.timestamp(packets.get(0), 0)) & 0xFFFF_FFFFL)
                .isEqualTo(25 * 960);
    }

    @Test
    void reportsTheTimestampOfTheSameInstant() throws IOException {
        ClipPlayer player = video();
        long firstTimestamp = RtpHeader.timestamp(player.poll(START).getFirst(), 0);
        byte[] buffer = new byte[100];
        RtcpWriter writer = new RtcpWriter(buffer, 0, 100);
        long ntpTime = NtpTime.fromEpochMillis(1_700_000_000_000L);

        assertThat(player.writeSenderReport(writer, START + 50, ntpTime)).isTrue();
        List<Long> seen = new ArrayList<>();
        RtcpReader.read(buffer, 0, writer.length(), new RtcpVisitor() {
            @Override
            public void senderReport(long ssrc, long ntp, long rtpTimestamp, long packets, long octets) {
                seen.addAll(List.of(ssrc, ntp, rtpTimestamp, packets, octets));
            }
        });
        assertThat(seen).containsExactly(77L, ntpTime, (firstTimestamp + 4500) & 0xFFFF_FFFFL, 4L, 3797L + 16);
        assertThat(player.writeSenderReport(new RtcpWriter(buffer, 0, 27), START, ntpTime))
                .isFalse();
    }

    @Test
    void refusesAClipThatCannotStart() throws IOException {
        byte[] file = Samples.read(Samples.IVF);
        byte[] wrongCodec = file.clone();
        wrongCodec[11] = '9';
        assertThatThrownBy(() -> Clip.ofVp8(new IvfReader(wrongCodec))).hasMessageContaining("VP89");
        byte[] noKeyFrame = file.clone();
        noKeyFrame[32 + 12] |= 1;
        assertThatThrownBy(() -> Clip.ofVp8(new IvfReader(noKeyFrame))).hasMessageContaining("key frame");
        byte[] farApart = file.clone();
        farApart[32 + 12 + 3797 + 6] = 1;
        assertThatThrownBy(() -> Clip.ofVp8(new IvfReader(farApart))).isInstanceOf(MalformedContainerException.class);
    }

    private static ClipPlayer video() throws IOException {
        Clip clip = Clip.ofVp8(new IvfReader(Samples.read(Samples.IVF)));
        return new ClipPlayer(clip, 77, 96, START, new Random(99));
    }

    private static int pictureId(byte[] packet) {
        return Vp8.pictureId(packet, 12, packet.length - 12);
    }
}
