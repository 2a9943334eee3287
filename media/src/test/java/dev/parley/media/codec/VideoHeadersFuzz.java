package dev.parley.media.codec;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.parley.media.rtp.FuzzCommands;
import java.util.Arrays;

/**
 * Any payload for each codec's headers: an answer within its bounds, the same wherever the payload lies and whatever is
 * around it, so that nothing outside it was read.
 */
class VideoHeadersFuzz {

    private static final int BEFORE = 9;
    private static final int AFTER = 24;
    private static final String[] CODECS = {"VP8", "VP9", "AV1", "H264", "opus"};

    @FuzzTest
    void readsAnyVp8Payload(byte[] payload) {
        readsWithin("VP8", payload);
        int descriptor = Vp8.descriptorLength(payload, 0, payload.length);
        assertThat(descriptor).isBetween(-1, 6);
        if (descriptor > 0) {
            assertThat(descriptor).isLessThan(payload.length);
            keepsOtherBytes(payload, descriptor);
        }
    }

    /** A picture id that is written is read again, in the same form, and nothing else changes. */
    private static void keepsOtherBytes(byte[] payload, int descriptor) {
        int position = Vp8.pictureIdPosition(payload, 0, payload.length);
        int layer = Vp8.tl0PicIdxPosition(payload, 0, payload.length);
        assertThat(layer).isBetween(-1, descriptor - 1);
        assertThat(Vp8.temporalId(payload, 0, payload.length)).isBetween(-1, 3);
        Vp8.isLayerSync(payload, 0, payload.length);
        if (position < 0) {
            assertThat(Vp8.pictureId(payload, 0, payload.length)).isEqualTo(-1);
            return;
        }
        byte[] changed = payload.clone();
        int value = Math.floorMod(Arrays.hashCode(payload), Vp8.PICTURE_ID_MODULO);
        Vp8.setPictureId(changed, position, value);
        int mask = Vp8.isLongPictureId(payload, position) ? Vp8.PICTURE_ID_MODULO - 1 : 0x7F;
        assertThat(Vp8.pictureId(changed, 0, changed.length)).isEqualTo(value & mask);
        int rest = position + (mask > 0x7F ? 2 : 1);
        assertThat(Vp8.descriptorLength(changed, 0, changed.length)).isEqualTo(descriptor);
        assertThat(Arrays.copyOfRange(changed, rest, changed.length))
                .isEqualTo(Arrays.copyOfRange(payload, rest, payload.length));
    }

    @FuzzTest
    void readsAnyH264Payload(byte[] payload) {
        readsWithin("H264", payload);
        if (VideoSizes.keyFrameSize("H264", payload, 0, payload.length) != VideoSizes.UNKNOWN) {
            assertThat(VideoSizes.startsKeyFrame("H264", payload, 0, payload.length))
                    .isTrue();
        }
    }

    @FuzzTest
    void readsAnyVp9Payload(byte[] payload) {
        readsWithin("VP9", payload);
    }

    @FuzzTest
    void readsAnyAv1Payload(byte[] payload) {
        readsWithin("AV1", payload);
    }

    /** Packets of one stream, of which each tells something of those after it: a descriptor and a payload in turn. */
    @FuzzTest
    void describesAnyStream(byte[] script) {
        String codec = CODECS[script.length == 0 ? 0 : Math.floorMod(script[0], CODECS.length)];
        PayloadReader reader = PayloadReader.of(codec);
        PayloadReader other = PayloadReader.of(codec);
        PayloadDescription told = new PayloadDescription();
        PayloadDescription toldToo = new PayloadDescription();
        for (FuzzCommands command : FuzzCommands.of(script, 100)) {
            byte[] content = command.content();
            byte[] among = among(content, (byte) 0xEB);
            if ((command.what() & 0x80) != 0) {
                reader.readDependencies(content, 0, content.length);
                other.readDependencies(among, BEFORE, content.length);
                continue;
            }
            boolean marker = command.number() >= 0x80;
            reader.read(content, 0, content.length, marker, told);
            other.read(among, BEFORE, content.length, marker, toldToo);
            assertThat(toldToo).usingRecursiveComparison().isEqualTo(told);
            assertThat(told.temporalLayer()).isBetween(0, PayloadDescription.EVERY_LAYER);
            assertThat(told.spatialLayer()).isBetween(0, PayloadDescription.EVERY_LAYER);
            assertThat(told.opensUpTo()).isBetween(-1, PayloadDescription.EVERY_LAYER);
            assertThat(told.pictureSize() == VideoSizes.UNKNOWN || told.startsKeyFrame())
                    .isTrue();
        }
    }

    /** The primary block lies within, or there is none. */
    @FuzzTest
    void readsAnyRedundantPayload(byte[] payload) {
        int primary = Red.primaryBlock(payload, 0, payload.length);
        int there = Red.primaryBlock(among(payload, (byte) 0x80), BEFORE, payload.length);
        assertThat(there).isEqualTo(primary < 0 ? -1 : primary + BEFORE);
        assertThat(primary == -1 || (primary >= 1 && primary <= payload.length)).isTrue();
    }

    @FuzzTest
    void readsAnyOpusPacket(byte[] packet) {
        int duration = Opus.durationSamples(packet, 0, packet.length);
        assertThat(duration == -1 || (duration >= 120 && duration <= 5_760)).isTrue();
        assertThat(Opus.durationSamples(among(packet, (byte) 0xFF), BEFORE, packet.length))
                .isEqualTo(duration);
    }

    private static void readsWithin(String codec, byte[] payload) {
        long size = VideoSizes.keyFrameSize(codec, payload, 0, payload.length);
        boolean start = VideoSizes.startsKeyFrame(codec, payload, 0, payload.length);
        if (size != VideoSizes.UNKNOWN) {
            assertThat(VideoSizes.width(size)).isBetween(1, VideoSizes.LONGEST_SIDE);
            assertThat(VideoSizes.height(size)).isBetween(1, VideoSizes.LONGEST_SIDE);
        }
        for (byte around : new byte[] {0, (byte) 0xFF, 0x55}) {
            byte[] among = among(payload, around);
            assertThat(VideoSizes.keyFrameSize(codec, among, BEFORE, payload.length))
                    .isEqualTo(size);
            assertThat(VideoSizes.startsKeyFrame(codec, among, BEFORE, payload.length))
                    .isEqualTo(start);
        }
    }

    private static byte[] among(byte[] payload, byte around) {
        byte[] among = new byte[BEFORE + payload.length + AFTER];
        Arrays.fill(among, around);
        System.arraycopy(payload, 0, among, BEFORE, payload.length);
        return among;
    }
}
