package dev.parley.media.forward;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.media.codec.VideoSizes;
import dev.parley.media.rtp.BigEndian;
import dev.parley.media.rtp.RtpHeader;
import dev.parley.media.session.Codec;
import dev.parley.media.session.HeaderExtensions;
import dev.parley.media.session.MediaKind;
import dev.parley.media.session.TrackDescription;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A VP9 stream with three spatial layers in it, to a player that gets some of them. */
class SpatialLayersTest {

    private static final Codec VP9 = new Codec("VP9", 98, 90_000, 1, "profile-id=0", 99, Set.of("nack", "nack pli"));
    private static final TrackDescription VIDEO =
            new TrackDescription(MediaKind.VIDEO, "0", List.of(VP9), HeaderExtensions.NONE, List.of());
    private static final int HEADER = RtpHeader.FIXED_LENGTH;
    private static final long SLOT = 5;

    private final SilentUpstream upstream = new SilentUpstream();
    private final IncomingTrack source = new IncomingTrack(VIDEO, "", upstream);
    private final RecordingEgress egress = new RecordingEgress();
    private final OutgoingTrack slot = new OutgoingTrack(
            VIDEO,
            egress,
            new ScratchPackets(),
            new FlowListener() {
                @Override
                public void onFlowOn(OutgoingTrack track, long at) {}

                @Override
                public void onFlowOff(OutgoingTrack track, long at) {}
            },
            5_000,
            SLOT,
            6,
            9);
    private int pictures;
    private int sequence;
    private long now;

    /** One packet for each layer; the picture's number is in the last two bytes. */
    private void picture(boolean key) {
        for (int layer = 0; layer < 3; layer++) {
            byte[] packet = new byte[HEADER + 20];
            packet[0] = (byte) 0x80;
            RtpHeader.setPayloadType(packet, 0, 98);
            RtpHeader.setMarker(packet, 0, layer == 2);
            RtpHeader.setSequence(packet, 0, sequence++);
            RtpHeader.setTimestamp(packet, 0, pictures * 3_000L);
            RtpHeader.setSsrc(packet, 0, 1);
            packet[HEADER] = (byte) (key ? 0xAC : 0xEC); // I, L, B, E, and P but in key pictures
            BigEndian.put16(packet, HEADER + 1, 0x8000 | ((32_760 + pictures) & 0x7FFF));
            packet[HEADER + 3] = (byte) ((layer << 1) | (layer > 0 ? 1 : 0));
            packet[HEADER + 4] = (byte) (250 + pictures);
            packet[packet.length - 2] = (byte) pictures;
            packet[packet.length - 1] = (byte) layer;
            source.receive(packet, packet.length, now);
        }
        pictures++;
        now += 33;
    }

    private List<String> shown() {
        List<String> shown = new ArrayList<>();
        for (RecordingEgress.Sent sent : egress.of(SLOT)) {
            byte[] packet = sent.packet();
            shown.add(packet[packet.length - 2] + "." + packet[packet.length - 1]
                    + (RtpHeader.marker(packet, 0) ? "!" : ""));
            assertThat(BigEndian.unsigned16(packet, HEADER + 1) & 0x7FFF)
                    .isEqualTo((32_760 + packet[packet.length - 2]) & 0x7FFF);
        }
        return shown;
    }

    @Test
    void endsThePictureWithTheHighestLayerItKeeps() {
        slot.play(source);
        picture(true);
        slot.limitSpatialLayer(1);
        picture(false);
        slot.limitSpatialLayer(0);
        picture(false);
        assertThat(shown()).containsExactly("0.0", "0.1", "0.2!", "1.0", "1.1!", "2.0!");
        assertThat(egress.of(SLOT))
                .extracting(RecordingEgress.Sent::sequence)
                .containsExactly(10L, 11L, 12L, 13L, 14L, 15L);
    }

    @Test
    void goesUpWithTheNextKeyPictureWhichItAsksFor() {
        slot.limitSpatialLayer(0);
        slot.play(source);
        picture(true);
        source.tick(now);
        int before = upstream.keyFrameRequests;
        now += 1_000;
        slot.limitSpatialLayer(2);
        source.tick(now);
        assertThat(upstream.keyFrameRequests).isEqualTo(before + 1);

        picture(false);
        picture(true);
        assertThat(shown()).containsExactly("0.0!", "1.0!", "2.0", "2.1", "2.2!");
    }

    @Test
    void repeatsPacketsWithTheMarkerThatTheyHad() {
        slot.limitSpatialLayer(1);
        slot.play(source);
        picture(true);
        picture(false);
        slot.repeat(11, now);
        byte[] repeated = egress.of(6).getFirst().packet();
        assertThat(RtpHeader.marker(repeated, 0)).isTrue();
        assertThat(repeated).endsWith(0, 1);
        assertThat(shown()).containsExactly("0.0", "0.1!", "1.0", "1.1!");
        assertThat(source.pictureSize()).isEqualTo(VideoSizes.UNKNOWN);
    }
}
