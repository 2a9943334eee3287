package dev.parley.media.codec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.media.rtp.Seed;
import java.util.ArrayList;
import java.util.HexFormat;
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

    /** A key frame's first packet as FFmpeg 5.1 sends it from libvpx: without picture ids and layers. */
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
                .bits(2, 0b10)
                .bits(2, 0)
                .bits(2, 0b10)
                .bits(24, 0x498342)
                .bits(3, 2)
                .bits(4, 0)
                .bits(16, 639)
                .bits(16, 479)
                .toBytes();
        assertThat(size(Vp9.frameSize(frame, 0, frame.length))).isEqualTo("640x480");
        assertThat(Vp9.frameSize(frame, 0, 7)).isEqualTo(VideoSizes.UNKNOWN);
    }

    /** Sequence headers as libaom 3.6 (320x180) and SVT-AV1 1.4 (1280x720) write them. */
    @Test
    void readsAv1() {
        PayloadReader reader = PayloadReader.of("AV1");
        read(reader, "28 0E 08 200000043cfeccdaf92021a004 3010");
        assertThat(seen.startsKeyFrame()).isTrue();
        assertThat(seen.startsFrame()).isTrue();
        assertThat(size(seen.pictureSize())).isEqualTo("320x180");
        read(reader, "90 3D10", true);
        assertThat(seen.startsKeyFrame()).isFalse();
        assertThat(seen.startsFrame()).isFalse();
        assertThat(seen.endsFrame()).isTrue();
        read(reader, "10 3210", true);
        assertThat(seen.startsFrame()).isTrue();

        read(reader, "08 0D 0a0b0000002d4cffb3cfbf9004 03 321000");
        assertThat(size(seen.pictureSize())).isEqualTo("1280x720");
        read(reader, "08 7F 0a0b0000002d4cffb3cfbf9004 03 321000"); // longer than the packet
        assertThat(seen.startsKeyFrame()).isTrue();
        assertThat(seen.pictureSize()).isEqualTo(VideoSizes.UNKNOWN);
        assertThat(VideoSizes.startsKeyFrame("AV1", Seed.hex("0832"), 0, 2)).isTrue();
        assertThat(VideoSizes.startsKeyFrame("AV1", Seed.hex("8832"), 0, 2)).isFalse();
    }

    /** One spatial layer and three temporal ones, by the structure that libwebrtc calls L1T3. */
    private static BitWriter threeTemporalLayers(int firstTemplate) {
        BitWriter bits = new BitWriter().bits(2, 3).bits(6, firstTemplate).bits(16, 1);
        bits.bits(5, 0b10000).bits(6, firstTemplate).bits(5, 2);
        for (int next : new int[] {0, 1, 1, 0, 3}) {
            bits.bits(2, next);
        }
        for (String targets : List.of("SSS", "SSS", "-DS", "--D", "--D")) {
            targets.chars().forEach(target -> bits.bits(2, "-DSR".indexOf(target)));
        }
        for (int difference : new int[] {0, 4, 2, 1, 1}) {
            bits.bits(difference == 0 ? 1 : 6, difference == 0 ? 0 : 0b100000 | ((difference - 1) << 1));
        }
        bits.bits(2, 1); // one chain, which protects every target
        for (int difference : new int[] {0, 4, 2, 1, 3}) {
            bits.bits(4, difference);
        }
        return bits.bits(1, 0);
    }

    private static boolean describe(DependencyDescriptor descriptor, String bytes) {
        byte[] packet = Seed.hex(bytes);
        return descriptor.parse(packet, 0, packet.length);
    }

    @Test
    void readsDependencyDescriptors() {
        DependencyDescriptor descriptor = new DependencyDescriptor();
        assertThat(describe(descriptor, "C00001")).isFalse();
        byte[] key = threeTemporalLayers(62).toBytes();
        assertThat(descriptor.parse(key, 0, key.length)).isTrue();
        assertThat(descriptor.startsFrame()).isTrue();
        assertThat(descriptor.endsFrame()).isTrue();
        assertThat(descriptor.temporalLayer()).isZero();
        assertThat(descriptor.opensUpTo()).isEqualTo(2);

        List<String> facts = new ArrayList<>();
        for (int template : new int[] {63, 0, 1, 2}) {
            assertThat(describe(descriptor, "%02X0002".formatted(0x80 | template)))
                    .isTrue();
            facts.add(descriptor.temporalLayer() + " opens " + descriptor.opensUpTo()
                    + (descriptor.isDiscardable() ? " discardable" : ""));
        }
        assertThat(facts).containsExactly("0 opens 2", "1 opens 2", "2 opens -1 discardable", "2 opens -1 discardable");
        assertThat(descriptor.endsFrame()).isFalse();
        assertThat(describe(descriptor, "830003")).isFalse();
        assertThat(describe(descriptor, "800003 28")).as("own indications").isFalse();
        assertThat(describe(descriptor, "800003 25 40"))
                .as("own indications, whole")
                .isTrue();
    }

    @Test
    void keepsTheStructureItHasWhenAnotherIsCut() {
        DependencyDescriptor descriptor = new DependencyDescriptor();
        byte[] key = threeTemporalLayers(0).toBytes();
        assertThat(descriptor.parse(key, 0, key.length)).isTrue();
        for (int length = 4; length < key.length - 1; length++) {
            assertThat(descriptor.parse(key, 0, length))
                    .as("of %s bytes", length)
                    .isFalse();
        }
        assertThat(describe(descriptor, "020002")).isTrue();
        assertThat(descriptor.temporalLayer()).isEqualTo(1);
    }

    @Test
    void describesAv1ByItsDependencies() {
        PayloadReader reader = PayloadReader.of("AV1");
        byte[] key = threeTemporalLayers(0).toBytes();
        reader.readDependencies(key, 0, key.length);
        read(reader, "18 0a0b0000002d4cffb3cfbf9004");
        assertThat(seen.opensUpTo()).isEqualTo(PayloadDescription.EVERY_LAYER);
        reader.readDependencies(Seed.hex("830002"), 0, 3);
        read(reader, "10 3210");
        assertThat(seen.temporalLayer()).isEqualTo(2);
        assertThat(seen.isDiscardable()).isTrue();
        assertThat(seen.startsFrame()).isTrue();
        read(reader, "10 3210");
        assertThat(seen.temporalLayer()).as("without a descriptor").isZero();
    }

    @Test
    void startsH264WithItsParameterSets() {
        PayloadReader reader = PayloadReader.of("H264");
        assertThat(read(reader, "65 88 84").startsKeyFrame()).as("none so far").isTrue();
        assertThat(read(reader, "78 0004 6742C01E 0002 68CE").startsKeyFrame()).isTrue();
        assertThat(read(reader, "65 88 84").startsKeyFrame()).as("announced").isFalse();
        assertThat(read(reader, "41 9A 00").startsKeyFrame()).isFalse();
        assertThat(seen.startsFrame()).isTrue();
        assertThat(read(reader, "41 01 00").startsFrame()).as("a second slice").isFalse();
        assertThat(read(reader, "7C 87 42C01E").startsKeyFrame())
                .as("in fragments")
                .isTrue();
        assertThat(read(reader, "7C 85 88").startsKeyFrame()).isFalse();
        assertThat(seen.startsFrame()).isTrue();
        assertThat(read(reader, "7C 45 88").startsFrame())
                .as("the last fragment")
                .isFalse();
        assertThat(read(reader, "65 88 84").startsKeyFrame())
                .as("its sets are lost")
                .isFalse();
        assertThat(read(reader, "65 88 84").startsKeyFrame())
                .as("it sends none")
                .isTrue();
    }

    @Test
    void findsThePrimaryBlockOfRedundantSound() {
        assertThat(Red.primaryBlock(Seed.hex("6F F8CC"), 0, 3)).isEqualTo(1);
        assertThat(Red.primaryBlock(Seed.hex("EF0F0002 EF078001 6F AABB CC F8DD"), 0, 14))
                .isEqualTo(12);
        assertThat(Red.primaryBlock(Seed.hex("EF0F0002 6F AA"), 0, 6)).isEqualTo(-1);
        assertThat(Red.primaryBlock(Seed.hex("EF0F0000"), 0, 4)).isEqualTo(-1);
        assertThat(Red.primaryBlock(Seed.hex("EF"), 0, 1)).isEqualTo(-1);
        assertThat(Red.primaryBlock(new byte[0], 0, 0)).isEqualTo(-1);
    }

    @Test
    void givesTheBlocksOfRedundantSoundAnotherNumber() {
        assertThat(renumbered("EF0F0002 ED078001 6F 6FEF CC EFDD")).isEqualTo("e00f0002ed078001606fefccefdd");
        assertThat(renumbered("6F F8CC")).isEqualTo("60f8cc");
        assertThat(renumbered("EF0F")).as("cut").isEqualTo("e00f");
        assertThat(renumbered("")).isEmpty();
    }

    private static String renumbered(String payload) {
        byte[] bytes = Seed.hex(payload);
        Red.renumber(bytes, 0, bytes.length, 0x6F, 0x60);
        return HexFormat.of().formatHex(bytes);
    }

    @Test
    void survivesRandomBytes() {
        Random random = Seed.random("PayloadReaderTest.survivesRandomBytes");
        List<PayloadReader> readers = List.of(
                PayloadReader.of("VP8"),
                PayloadReader.of("VP9"),
                PayloadReader.of("AV1"),
                PayloadReader.of("H264"),
                PayloadReader.of("H265"));
        byte[] key = threeTemporalLayers(0).toBytes();
        for (int round = 0; round < 200_000; round++) {
            byte[] bytes = new byte[random.nextInt(40)];
            random.nextBytes(bytes);
            if (bytes.length >= key.length && random.nextBoolean()) {
                System.arraycopy(key, 0, bytes, 0, key.length);
                bytes[random.nextInt(key.length)] ^= (byte) (1 << random.nextInt(8));
            }
            PayloadReader reader = readers.get(random.nextInt(readers.size()));
            reader.readDependencies(bytes, 0, bytes.length);
            reader.read(bytes, 0, bytes.length, random.nextBoolean(), seen);
            assertThat(seen.temporalLayer()).isBetween(0, 7);
            assertThat(seen.spatialLayer()).isBetween(0, 7);
            assertThat(Red.primaryBlock(bytes, 0, bytes.length)).isLessThanOrEqualTo(bytes.length);
            assertThat(Vp9.tl0PicIdxPosition(bytes, 0, bytes.length)).isLessThan(Math.max(1, bytes.length));
        }
    }
}
