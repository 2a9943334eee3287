package dev.parley.media.codec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.media.rtp.Seed;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What payloads say of their pictures, in every codec that has layers. */
class PayloadReaderTest {

    private final PayloadDescription seen = new PayloadDescription();

    private PayloadDescription read(PayloadReader reader, String payload) {
        return read(reader, payload, false);
    }

    private PayloadDescription read(PayloadReader reader, String payload, boolean marker) {
        byte[] bytes = Seed.hex("FFFF" + payload + "FF");
        reader.read(bytes, 2, bytes.length - 3, marker, seen);
        return seen;
    }

    private static String size(long size) {
        return VideoSizes.width(size) + "x" + VideoSizes.height(size);
    }

    @Test
    void readsVp8() {
        PayloadReader reader = PayloadReader.of("vp8");
        read(reader, "90 F0 8001 07 00  3055009d012a4001b400");
        assertThat(seen.startsKeyFrame()).isTrue();
        assertThat(seen.startsFrame()).isTrue();
        assertThat(seen.opensUpTo()).isEqualTo(PayloadDescription.EVERY_LAYER);
        assertThat(size(seen.pictureSize())).isEqualTo("320x180");

        read(reader, "B0 F0 8001 07 A0  31", true); // N, temporal layer 2, Y
        assertThat(seen.startsKeyFrame()).isFalse();
        assertThat(seen.isDiscardable()).isTrue();
        assertThat(seen.temporalLayer()).isEqualTo(2);
        assertThat(seen.isTemporalSwitch()).isTrue();
        assertThat(seen.endsFrame()).isTrue();
        assertThat(seen.opensUpTo()).isEqualTo(-1);

        read(reader, "80 F0 8001 07 A0  31"); // the same frame goes on
        assertThat(seen.startsFrame()).isFalse();
        assertThat(seen.isTemporalSwitch()).isFalse();
        assertThat(seen.temporalLayer()).isEqualTo(2);
    }

    /** The first packets of FFmpeg 5.1's VP9, libvpx: no picture ids, no layers; and the same with a structure. */
    @Test
    void readsVp9() {
        PayloadReader reader = PayloadReader.of("VP9");
        read(reader, "08 a2498342e013f00b361038241c1842");
        assertThat(seen.startsKeyFrame()).isTrue();
        assertThat(size(seen.pictureSize())).isEqualTo("320x180");
        read(reader, "44 860040926164");
        assertThat(seen.startsKeyFrame()).isFalse();
        assertThat(seen.endsFrame()).isTrue();
    }

    @Test
    void readsLayersOfVp9() {
        PayloadReader reader = PayloadReader.of("VP9");
        // I, L, B, V; id 0x1234; T0 U S0; TL0PICIDX; three sizes; a group of two pictures
        read(reader, "AA 9234 10 05  58 0140 00B4 0280 0168 0500 02D0 02 14 01 34 01  A2");
        assertThat(seen.startsKeyFrame()).isTrue();
        assertThat(size(seen.pictureSize())).isEqualTo("1280x720");
        assertThat(seen.opensUpTo()).isEqualTo(PayloadDescription.EVERY_LAYER);

        read(reader, "AC 9234 13 05  00"); // the next spatial layer of the same picture, by D alone
        assertThat(seen.startsKeyFrame()).isFalse();
        assertThat(seen.spatialLayer()).isEqualTo(1);
        assertThat(seen.isSpatialSwitch()).isTrue();

        read(reader, "F8 35 44 03 02  00"); // flexible, two references, temporal layer 2, spatial layer 2
        assertThat(seen.temporalLayer()).isEqualTo(2);
        assertThat(seen.spatialLayer()).isEqualTo(2);
        assertThat(seen.isSpatialSwitch()).isFalse();
        assertThat(seen.opensUpTo()).isEqualTo(-1);
        assertThat(seen.startsFrame()).isTrue();

        read(reader, "F8 35 44 03 03 03  00"); // more references than there may be
        assertThat(seen.temporalLayer()).isZero();
        assertThat(seen.startsFrame()).isFalse();
    }

    @Test
    void findsTheNumbersOfVp9() {
        byte[] payload = Seed.hex("AA 9234 10 05 00");
        assertThat(Vp9.pictureIdPosition(payload, 0, 6)).isEqualTo(1);
        assertThat(Vp9.tl0PicIdxPosition(payload, 0, 6)).isEqualTo(4);
        assertThat(Vp9.tl0PicIdxPosition(Seed.hex("BA 9234 10 05 00"), 0, 6)).isEqualTo(-1);
        assertThat(Vp9.tl0PicIdxPosition(Seed.hex("A0 34 10 05 00"), 0, 5)).isEqualTo(3);
        assertThat(Vp9.pictureIdPosition(Seed.hex("2A 10 05 00"), 0, 4)).isEqualTo(-1);
        assertThat(Vp9.tl0PicIdxPosition(payload, 0, 4)).isEqualTo(-1);
    }

    @Test
    void readsSizesOfOtherVp9Profiles() {
        // profile 1, 4:4:4 in BT.709: the colour's four bits come before the size
        byte[] frame = new BitWriter()
                .bits(2, 2)
                .bits(0b10, 2)
                .bits(0, 1)
                .bits(0, 1)
                .bits(0b10, 2)
                .bits(0x498342, 24)
                .bits(2, 3)
                .bits(0, 4)
                .bits(639, 16)
                .bits(479, 16)
                .bytes();
        assertThat(size(Vp9.frameSize(frame, 0, frame.length))).isEqualTo("640x480");
        assertThat(Vp9.frameSize(frame, 0, 7)).isEqualTo(VideoSizes.UNKNOWN);
    }

    /** Sequence headers as libaom 3.6 (320x180) and SVT-AV1 1.4 (1280x720) write them, without temporal delimiters. */
    @Test
    void readsAv1() {
        PayloadReader reader = PayloadReader.of("AV1");
        read(reader, "28 0D 0a0b200000043cfeccdaf92021a004 3210", false);
        assertThat(seen.startsKeyFrame()).isFalse();
        read(reader, "18 0A 0a0b0000002d4cffb3cfbf9004 3210");
    }
}
