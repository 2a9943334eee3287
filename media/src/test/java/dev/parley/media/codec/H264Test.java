package dev.parley.media.codec;

import static dev.parley.media.rtp.Seed.hex;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.media.rtp.Seed;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class H264Test {
    private static final byte[] SPS_720P = hex("674d401feca02802dd80880000030008000003019078c18cb0");

    /**
     * Parameter sets libx264 wrote (ffmpeg 5.1.9, 23 November 2026): {@code ffmpeg -f lavfi -i
     * testsrc2=size=SIZE:rate=25 -frames:v 1 -pix_fmt FORMAT -c:v libx264 -profile:v PROFILE -bsf:v
     * filter_units=pass_types=7 -f h264 out.h264}, printed without the start code. The last one had {@code -vf
     * scale=321:241}, as the source makes even sizes only.
     */
    @Test
    void readsTheSizesOfRealParameterSets() {
        assertSize(1920, 1080, "67640028acd940780227e5c044000003000400000300c83c60c658"); // yuv420p, high
        assertSize(640, 360, "6742c01ed900a02ff97011000003000100000300320f162e48"); // yuv420p, baseline
        assertSize(1280, 720, "674d401feca02802dd80880000030008000003019078c18cb0"); // yuv420p, main
        assertSize(360, 640, "6742c01ed9017051e5f011000003000100000300320f162e48"); // yuv420p, baseline
        assertSize(1080, 1920, "674d4028eca02201e3cbe022000003000200000300641e30632c"); // yuv420p, main
        assertSize(3840, 2160, "67640033acd9403c0043ec0440000003004000000c83c60c6580"); // yuv420p, high
        assertSize(1920, 1080, "67640028acd94078044fde0220000003002000000643e2c5b2c0"); // high, interlaced
        assertSize(854, 480, "677a001ebcd940d83de6f011000003000100000300320f162d96"); // yuv422p, high422
        assertSize(322, 242, "67f4000d919b282a10f1f1f808800000030080000019078a14cb"); // yuv444p, high444
        assertSize(638, 358, "676e001ea6cd940a02fea6c044000003000400000300c83c58b658"); // yuv420p10le, high10
        assertSize(321, 241, "67f4000d919b282a10f08421ffcbc8cbdc880000030008000003019078a14cb0"); // scaled to odd
    }

    @Test
    void skipsScalingListsAndCyclesOfPictureOrder() {
        for (int chromaFormat = 0; chromaFormat <= 3; chromaFormat++) {
            BitWriter writer = new BitWriter().bits(8, 100).bits(16, 0x0028).unsignedExpGolomb(0, chromaFormat);
            if (chromaFormat == 3) {
                writer.bits(1, 0);
            }
            writer.unsignedExpGolomb(0, 0).bits(1, 0).bits(1, 1);
            scalingLists(writer, chromaFormat == 3 ? 12 : 8);
            writer.unsignedExpGolomb(4, 1).bits(1, 0).signedExpGolomb(-3, 70_000);
            writer.unsignedExpGolomb(3).signedExpGolomb(1, -1, 0);
            writer.unsignedExpGolomb(2).bits(1, 0).unsignedExpGolomb(19, 14).bits(3, 0b111);
            writer.unsignedExpGolomb(1, 2, 3, 4).bits(1, 0);
            int unitX = chromaFormat == 1 || chromaFormat == 2 ? 2 : 1;
            int unitY = chromaFormat == 1 ? 2 : 1;
            assertSize(320 - (3 * unitX), 240 - (7 * unitY), unit(writer.toBytes()));
        }
    }

    private static void scalingLists(BitWriter writer, int lists) {
        for (int list = 0; list < lists; list++) {
            switch (list % 3) {
                case 0 -> writer.bits(1, 0);
                case 1 -> writer.bits(1, 1).signedExpGolomb(2, -10);
                default -> {
                    writer.bits(1, 1);
                    for (int entry = 0; entry < (list < 6 ? 16 : 64); entry++) {
                        writer.signedExpGolomb(entry % 2 == 0 ? 1 : -1);
                    }
                }
            }
        }
    }

    @Test
    void readsSeparateColourPlanesInWholeSamples() {
        BitWriter writer = new BitWriter()
                .bits(8, 244)
                .bits(16, 0x0028)
                .unsignedExpGolomb(0, 3)
                .bits(1, 1);
        writer.unsignedExpGolomb(0, 0).bits(2, 0).unsignedExpGolomb(0, 2, 0).bits(1, 0);
        writer.unsignedExpGolomb(1, 1)
                .bits(3, 0b111)
                .unsignedExpGolomb(1, 0, 0, 1)
                .bits(1, 0);
        assertSize(31, 31, unit(writer.toBytes()));
    }

    @Test
    void readsThroughEmulationPreventionBytes() {
        BitWriter writer = new BitWriter().bits(8, 66).bits(8, 0).bits(8, 0).unsignedExpGolomb(0);
        writer.unsignedExpGolomb(0, 2, 0)
                .bits(1, 0)
                .unsignedExpGolomb(1023, 1023)
                .bits(3, 0b110)
                .bits(1, 0);
        byte[] plain = writer.toBytes();
        byte[] large = new BitWriter()
                .bits(24, 0x420000)
                .unsignedExpGolomb(511, 0, 2, 0)
                .bits(1, 0)
                .unsignedExpGolomb(9, 9)
                .bits(4, 0b1100)
                .toEscapedBytes();
        assertThat(large).containsSequence(0, 0, 3);
        assertSize(16_384, 16_384, unit(plain));
        assertSize(160, 160, unit(large));
    }

    @Test
    void refusesImpossibleSizes() {
        assertThat(size(parameterSet(1024, 9, 0, 0))).as("too wide").isEqualTo(-1);
        assertThat(size(parameterSet(9, Integer.MAX_VALUE / 2, 0, 0)))
                .as("too high")
                .isEqualTo(-1);
        assertThat(size(parameterSet(0, 0, 8, 0))).as("cropped to nothing").isEqualTo(-1);
        assertThat(size(parameterSet(0, 0, Integer.MAX_VALUE - 1, Integer.MAX_VALUE - 1)))
                .isEqualTo(-1);
        assertThat(size(parameterSet(0, 0, 7, 7))).isEqualTo((2L << 32) | 2);
    }

    private static byte[] parameterSet(int width, int height, int cropRight, int cropBottom) {
        BitWriter writer =
                new BitWriter().bits(24, 0x42C01E).unsignedExpGolomb(0, 0, 2, 0).bits(1, 0);
        writer.unsignedExpGolomb(width, height).bits(3, 0b111).unsignedExpGolomb(0, cropRight, 0, cropBottom);
        return unit(writer.bits(1, 0).toBytes());
    }

    @Test
    void refusesEveryTruncationBeforeTheCropping() {
        byte[] whole = parameterSet(100, 50, 3, 3);
        assertThat(size(whole)).isPositive();
        for (int length = 0; length < whole.length - 1; length++) {
            assertThat(size(Arrays.copyOf(whole, length)))
                    .as("length %d", length)
                    .isEqualTo(-1);
        }
    }

    @Test
    void findsKeyFramesInEveryPacketForm() {
        assertThat(starts("65 88 84")).as("first slice of an IDR picture").isTrue();
        assertThat(starts("65 0F 88")).as("second slice of it").isFalse();
        assertThat(starts("67 4D 40")).as("parameter set").isTrue();
        assertThat(starts("41 9A 38")).as("other slice").isFalse();
        assertThat(starts("68 CB 80")).as("picture parameter set alone").isFalse();
        assertThat(starts("7C 85 88 84")).as("FU-A, start of IDR").isTrue();
        assertThat(starts("7C 85 0F 88")).as("FU-A, start of a second slice").isFalse();
        assertThat(starts("7C 05 88 84")).as("FU-A, middle of IDR").isFalse();
        assertThat(starts("5C 81 9A 38")).as("FU-A, start of another slice").isFalse();
        assertThat(starts("78 0002 68CB 0003 658884")).as("STAP-A with IDR").isTrue();
        assertThat(starts("78 0002 68CB 0002 419A")).as("STAP-A without").isFalse();
        assertThat(starts("78 0002 68CB 0004 658884")).as("STAP-A cut").isFalse();
        assertThat(starts("7C 85")).isFalse();
        assertThat(starts("65")).isFalse();
        assertThat(starts("")).isFalse();
    }

    @Test
    void readsTheSizeFromAnAggregate() {
        byte[] payload = H264PacketizerTest.joined(hex("78 0002 0930 0019"), SPS_720P, hex("0002 68CB"));
        assertThat(VideoSizes.keyFrameSize("h264", payload, 0, payload.length)).isEqualTo((1280L << 32) | 720);
        assertThat(VideoSizes.startsKeyFrame("H264", payload, 0, payload.length))
                .isTrue();
        assertThat(H264.keyFrameSize(payload, 0, 20)).isEqualTo(-1);
        assertThat(H264.keyFrameSize(hex("658884"), 0, 3)).isEqualTo(-1);
    }

    @Test
    void knowsNothingOfOtherCodecs() {
        byte[] payload = hex("658884");
        assertThat(VideoSizes.understands("H265")).isFalse();
        assertThat(VideoSizes.understands("h264")).isTrue();
        assertThat(VideoSizes.understands("vp8")).isTrue();
        assertThat(VideoSizes.keyFrameSize("AV1", payload, 0, 3)).isEqualTo(-1);
        assertThat(VideoSizes.startsKeyFrame("opus", payload, 0, 3)).isFalse();
        long size = (1920L << 32) | 1080;
        assertThat(VideoSizes.width(size)).isEqualTo(1920);
        assertThat(VideoSizes.height(size)).isEqualTo(1080);
    }

    @Test
    void survivesRandomBytesAndMutations() {
        Random random = Seed.random("H264Test.survivesRandomBytesAndMutations");
        for (int round = 0; round < 300_000; round++) {
            byte[] bytes = round % 2 == 0 ? SPS_720P.clone() : new byte[random.nextInt(60)];
            if (round % 2 == 1) {
                random.nextBytes(bytes);
            }
            for (int i = random.nextInt(4); i > 0 && bytes.length > 1; i--) {
                bytes[1 + random.nextInt(bytes.length - 1)] = (byte) random.nextInt();
            }
            if (bytes.length > 0 && random.nextBoolean()) {
                bytes[0] = (byte) new int[] {0x67, 0x78, 0x7C, 0x65}[random.nextInt(4)];
            }
            long size = H264.keyFrameSize(bytes, 0, bytes.length);
            if (size != -1) {
                assertThat(VideoSizes.width(size)).isBetween(1, 16_384);
                assertThat(VideoSizes.height(size)).isBetween(1, 16_384);
                assertThat(H264.isKeyFrameStart(bytes, 0, bytes.length)).isTrue();
            }
            H264.isKeyFrameStart(bytes, 0, bytes.length);
        }
    }

    private static boolean starts(String digits) {
        byte[] payload = hex(digits);
        return H264.isKeyFrameStart(payload, 0, payload.length);
    }

    private static byte[] unit(byte[] parameterSet) {
        return H264PacketizerTest.joined(hex("67"), parameterSet);
    }

    private static long size(byte[] unit) {
        return H264.keyFrameSize(unit, 0, unit.length);
    }

    private static void assertSize(int width, int height, String unit) {
        assertSize(width, height, hex(unit));
    }

    private static void assertSize(int width, int height, byte[] unit) {
        long size = size(unit);
        assertThat(List.of(VideoSizes.width(size), VideoSizes.height(size))).containsExactly(width, height);
    }
}
