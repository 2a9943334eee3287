package dev.parley.media.codec;

import static dev.parley.media.rtp.Seed.hex;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.media.rtp.Seed;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class Vp8Test {
    /** The head of the first frame libvpx made of 176x98 pixels (six-frames-176x98.ivf, see make-samples.sh). */
    private static final String KEY_FRAME = "1044009D012AB00062000047088585888584";

    @Test
    void measuresEveryShapeOfDescriptor() {
        assertThat(descriptor("10 00")).isEqualTo(1);
        assertThat(descriptor("90 80 11 00")).isEqualTo(3);
        assertThat(descriptor("90 80 9234 00")).isEqualTo(4);
        assertThat(descriptor("90 40 07 00")).isEqualTo(3);
        assertThat(descriptor("90 20 C0 00")).isEqualTo(3);
        assertThat(descriptor("90 10 1F 00")).isEqualTo(3);
        assertThat(descriptor("90 30 DF 00")).isEqualTo(3);
        assertThat(descriptor("90 F0 9234 07 DF 00")).isEqualTo(6);
        assertThat(descriptor("90 00 00")).isEqualTo(2);
    }

    @Test
    void refusesADescriptorWithoutData() {
        for (String cut : List.of("", "10", "90", "90 80", "90 80 92", "90 80 9234", "90 40 07", "90 F0 9234 07 DF")) {
            assertThat(descriptor(cut)).as(cut).isEqualTo(-1);
        }
    }

    @Test
    void readsPictureNumbersAndLayers() {
        byte[] payload = hex("FFFF 90 F0 9234 07 DF 00");
        assertThat(Vp8.pictureIdPosition(payload, 2, 7)).isEqualTo(4);
        assertThat(Vp8.isLongPictureId(payload, 4)).isTrue();
        assertThat(Vp8.pictureId(payload, 2, 7)).isEqualTo(0x1234);
        assertThat(Vp8.tl0PicIdxPosition(payload, 2, 7)).isEqualTo(6);
        assertThat(Vp8.temporalId(payload, 2, 7)).isEqualTo(3);
        assertThat(Vp8.isLayerSync(payload, 2, 7)).isFalse();

        byte[] shortId = hex("90 A0 7F 60 00");
        assertThat(Vp8.pictureId(shortId, 0, 5)).isEqualTo(127);
        assertThat(Vp8.isLongPictureId(shortId, 2)).isFalse();
        assertThat(Vp8.tl0PicIdxPosition(shortId, 0, 5)).isEqualTo(-1);
        assertThat(Vp8.temporalId(shortId, 0, 5)).isEqualTo(1);
        assertThat(Vp8.isLayerSync(shortId, 0, 5)).isTrue();
    }

    @Test
    void findsNoNumbersWhereThereAreNone() {
        byte[] plain = hex("10 00 FF FF FF");
        assertThat(Vp8.pictureId(plain, 0, 5)).isEqualTo(-1);
        assertThat(Vp8.tl0PicIdxPosition(plain, 0, 5)).isEqualTo(-1);
        assertThat(Vp8.temporalId(plain, 0, 5)).isEqualTo(-1);
        assertThat(Vp8.isLayerSync(plain, 0, 5)).isFalse();
        assertThat(Vp8.temporalId(hex("90 10 DF 00"), 0, 4)).isEqualTo(-1);
    }

    @Test
    void rewritesThePictureIdInItsOwnForm() {
        byte[] payload = hex("90 80 9234 AA");
        Vp8.setPictureId(payload, 2, 0x8005);
        assertThat(payload).isEqualTo(hex("90 80 8005 AA"));
        byte[] shortId = hex("90 80 11 AA");
        Vp8.setPictureId(shortId, 2, 0x1FF);
        assertThat(shortId).isEqualTo(hex("90 80 7F AA"));
    }

    @Test
    void readsTheSizeOfARealKeyFrame() {
        byte[] payload = hex("90 80 9234" + KEY_FRAME);
        assertThat(Vp8.isKeyFrameStart(payload, 0, payload.length)).isTrue();
        assertThat(Vp8.keyFrameSize(payload, 0, payload.length)).isEqualTo((176 << 16) | 98);
        assertThat(VideoSizes.keyFrameSize("vp8", payload, 0, payload.length)).isEqualTo((176L << 32) | 98);
        assertThat(VideoSizes.startsKeyFrame("VP8", payload, 0, payload.length)).isTrue();
    }

    @Test
    void ignoresTheUpscalingHintAboveTheSize() {
        byte[] payload = hex("10 104400 9D012A 0045 38C4 0000");
        assertThat(Vp8.keyFrameSize(payload, 0, payload.length)).isEqualTo((1280 << 16) | 1080);
    }

    @Test
    void showsNoSizeAnywhereElse() {
        assertThat(sizeOf("10 114400 9D012A B000 6200")).as("an inter frame").isEqualTo(-1);
        assertThat(sizeOf("00 104400 9D012A B000 6200")).as("a later fragment").isEqualTo(-1);
        assertThat(sizeOf("11 104400 9D012A B000 6200")).as("another partition").isEqualTo(-1);
        assertThat(sizeOf("10 104400 9D012B B000 6200"))
                .as("a wrong start code")
                .isEqualTo(-1);
        assertThat(sizeOf("10 104400 9D012A 0000 6200")).as("no width").isEqualTo(-1);
        assertThat(sizeOf("10 104400 9D012A B000 00C0")).as("no height").isEqualTo(-1);
        assertThat(sizeOf("10 104400 9D012A B000 62")).as("a cut header").isEqualTo(-1);
        assertThat(sizeOf("10 104400 9D012A B000 6200")).as("the same, whole").isEqualTo((176 << 16) | 98);
    }

    @Test
    void cutsAFrameIntoNearlyEqualPayloadsWithOnePictureId() {
        Vp8Packetizer packetizer = new Vp8Packetizer(32_767);
        byte[] frame = new byte[3000];
        new Random(1).nextBytes(frame);
        System.arraycopy(hex(KEY_FRAME), 0, frame, 0, 18);

        List<byte[]> payloads = packetizer.packetize(frame, 0, frame.length);
        assertThat(payloads).extracting(payload -> payload.length).containsExactly(1004, 1004, 1004);
        for (int i = 0; i < 3; i++) {
            byte[] payload = payloads.get(i);
            assertThat(Vp8.pictureId(payload, 0, payload.length)).isEqualTo(32_767);
            assertThat(Vp8.isFrameStart(payload, 0, payload.length)).isEqualTo(i == 0);
        }
        assertThat(join(payloads, 4)).isEqualTo(frame);
        byte[] next = packetizer.packetize(frame, 10, 1).getFirst();
        assertThat(Vp8.pictureId(next, 0, next.length)).isZero();
        assertThat(next).hasSize(5);
    }

    @Test
    void keepsEveryPayloadWithinTheLimit() {
        Vp8Packetizer packetizer = new Vp8Packetizer(0);
        for (int length : new int[] {1, 1155, 1156, 1157, 2312, 2313, 100_000}) {
            byte[] frame = new byte[length];
            List<byte[]> payloads = packetizer.packetize(frame, 0, length);
            assertThat(payloads).hasSize(Math.ceilDiv(length, 1156));
            assertThat(payloads).allMatch(payload -> payload.length <= Packetizer.LARGEST_PAYLOAD);
            assertThat(join(payloads, 4)).isEqualTo(frame);
        }
    }

    @Test
    void survivesRandomBytes() {
        Random random = Seed.random("Vp8Test.survivesRandomBytes");
        int keyFrames = 0;
        for (int round = 0; round < 300_000; round++) {
            byte[] bytes = new byte[random.nextInt(24)];
            random.nextBytes(bytes);
            int length = bytes.length;
            int descriptor = Vp8.descriptorLength(bytes, 0, length);
            assertThat(descriptor).isBetween(-1, Math.min(6, Math.max(-1, length - 1)));
            assertThat(Vp8.pictureId(bytes, 0, length)).isBetween(-1, 32_767);
            assertThat(Vp8.tl0PicIdxPosition(bytes, 0, length)).isLessThan(length);
            assertThat(Vp8.temporalId(bytes, 0, length)).isBetween(-1, 3);
            keyFrames += Vp8.isKeyFrameStart(bytes, 0, length) ? 1 : 0;
            assertThat(Vp8.keyFrameSize(bytes, 0, length)).isGreaterThanOrEqualTo(-1);
        }
        assertThat(keyFrames).isPositive();
    }

    static byte[] join(List<byte[]> payloads, int skip) {
        byte[] joined = new byte
                [payloads.stream().mapToInt(payload -> payload.length - skip).sum()];
        int position = 0;
        for (byte[] payload : payloads) {
            System.arraycopy(payload, skip, joined, position, payload.length - skip);
            position += payload.length - skip;
        }
        assertThat(position).isEqualTo(joined.length);
        return Arrays.copyOf(joined, position);
    }

    private static int descriptor(String digits) {
        byte[] payload = hex(digits);
        return Vp8.descriptorLength(payload, 0, payload.length);
    }

    private static int sizeOf(String digits) {
        byte[] payload = hex(digits);
        return Vp8.keyFrameSize(payload, 0, payload.length);
    }
}
