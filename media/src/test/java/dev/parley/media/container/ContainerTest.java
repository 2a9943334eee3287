package dev.parley.media.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.media.codec.Vp8;
import dev.parley.media.rtp.BigEndian;
import dev.parley.media.rtp.Seed;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class ContainerTest {
    @Test
    void readsARealIvfFile() throws IOException {
        IvfReader file = new IvfReader(Samples.read(Samples.IVF));

        assertThat(file.fourCc()).isEqualTo("VP80");
        assertThat(file.width()).isEqualTo(176);
        assertThat(file.height()).isEqualTo(98);
        assertThat(file.frames()).extracting(IvfReader.Frame::timestamp).containsExactly(0L, 1L, 2L, 3L, 4L, 5L);
        // As ffprobe lists them.
        assertThat(file.frames())
                .extracting(frame -> frame.data().length)
                .containsExactly(3797, 378, 383, 2385, 256, 343);
        assertThat(file.seconds(5)).isEqualTo(0.5);
        byte[] fourth = file.frames().get(3).data();
        assertThat(Vp8.frameSize(fourth, 0, fourth.length)).isEqualTo((176 << 16) | 98);
    }

    @Test
    void refusesDamagedIvfFiles() throws IOException {
        byte[] good = Samples.read(Samples.IVF);
        assertIvfRefused(new byte[31], "not 31");
        assertIvfRefused(changed(good, 0, 'X'), "not an IVF file");
        assertIvfRefused(changed(good, 4, 1), "version 0");
        assertIvfRefused(changed(good, 6, 31), "31 bytes");
        assertIvfRefused(changed(good, 16, 0), "time base");
        assertIvfRefused(Arrays.copyOf(good, 32), "no frames");
        assertIvfRefused(Arrays.copyOf(good, good.length - 1), "no whole IVF frame");
        assertIvfRefused(Arrays.copyOf(good, 32 + 12 + 3797 + 11), "no whole IVF frame");
        assertIvfRefused(changed(good, 35, 0xFF), "no whole IVF frame at byte 32");
        assertIvfRefused(changed(good, 32 + 4, 1), "do not increase");
    }

    @Test
    void readsARealOggOpusFile() throws IOException {
        OggOpusReader file = new OggOpusReader(Samples.read(Samples.OPUS));

        assertThat(file.channels()).isEqualTo(1);
        assertThat(file.preSkip()).isEqualTo(312);
        // As ffprobe lists them.
        assertThat(file.packets())
                .extracting(packet -> packet.data().length)
                .containsExactly(69, 55, 54, 62, 54, 54, 52, 53, 57, 53, 48, 42, 46);
        assertThat(file.packets())
                .extracting(OggOpusReader.Packet::durationSamples)
                .containsOnly(960);
        assertThat(file.durationSamples()).isEqualTo(13 * 960);
    }

    @Test
    void putsPacketsTogetherThatSpanPagesAndSegments() throws IOException {
        byte[] longPacket = new byte[600];
        Arrays.fill(longPacket, (byte) 7);
        longPacket[0] = (byte) 0xF8;
        byte[] exact = new byte[255];
        exact[0] = (byte) 0xF8;
        byte[] file = joined(
                page(0, 2, head(1), new int[] {19}),
                page(1, 0, tags(), new int[] {16}),
                page(2, 0, Arrays.copyOf(longPacket, 510), new int[] {255, 255}),
                page(3, 1, joined(new byte[90], exact), new int[] {90, 255}),
                page(4, 1 | 4, new byte[0], new int[] {0}));
        System.arraycopy(longPacket, 510, file, file.length - (27 + 1) - 255 - 90, 90);
        restamp(file, file.length - (27 + 1) - 255 - 90 - 29, 27 + 2 + 345);

        OggOpusReader reader = new OggOpusReader(file);
        assertThat(reader.packets()).extracting(OggOpusReader.Packet::data).containsExactly(longPacket, exact);
    }

    @Test
    void refusesDamagedOggFiles() throws IOException {
        byte[] good = Samples.read(Samples.OPUS);
        assertOggRefused(new byte[0], "no end");
        assertOggRefused(page(0, 2 | 4, head(1), new int[] {19}), "two header packets");
        assertOggRefused(changed(good, 0, 'X'), "no Ogg page at byte 0");
        assertOggRefused(changed(good, 40, 9), "wrong Ogg checksum");
        assertOggRefused(Arrays.copyOf(good, good.length - 1), "is cut");
        assertOggRefused(Arrays.copyOf(good, 47 + 20), "no Ogg page at byte 47");
        byte[] audio = {(byte) 0xF8, 1};
        assertOggRefused(stream(head(1), tags(), audio, 0), "no end");
        assertOggRefused(stream(head(3), tags(), audio, 4), "one or two channels");
        assertOggRefused(stream(tags(), head(1), audio, 4), "no OpusHead");
        assertOggRefused(stream(head(1), head(1), audio, 4), "no OpusTags");
        assertOggRefused(stream(head(1), tags(), new byte[] {(byte) 0xFB}, 4), "not Opus");
        assertOggRefused(stream(head(1), tags(), audio, 4 | 1), "not the next");
        assertOggRefused(joined(stream(head(1), tags(), audio, 4), page(3, 4, audio, new int[] {2})), "not the next");
        assertThat(new OggOpusReader(stream(head(2), tags(), audio, 4)).channels())
                .isEqualTo(2);
    }

    @Test
    void answersRandomDamageWithOneTypeOfException() throws IOException {
        Random random = Seed.random("ContainerTest.answersRandomDamageWithOneTypeOfException");
        byte[] ivf = Samples.read(Samples.IVF);
        byte[] ogg = Samples.read(Samples.OPUS);
        int refused = 0;
        for (int round = 0; round < 20_000; round++) {
            byte[] damaged = (round % 2 == 0 ? ivf : ogg).clone();
            for (int i = random.nextInt(5); i >= 0; i--) {
                damaged[random.nextInt(round % 4 < 2 ? 120 : damaged.length)] = (byte) random.nextInt();
            }
            damaged = Arrays.copyOf(damaged, damaged.length - (random.nextInt(4) == 0 ? random.nextInt(800) : 0));
            try {
                if (round % 2 == 0) {
                    Clip.ofVp8(new IvfReader(damaged));
                } else {
                    Clip.ofOpus(new OggOpusReader(damaged));
                }
            } catch (MalformedContainerException expected) {
                refused++;
            }
        }
        assertThat(refused).isGreaterThan(5000);
    }

    private static byte[] stream(byte[] first, byte[] second, byte[] audio, int lastFlags) {
        return joined(
                page(0, 2, first, new int[] {first.length}),
                page(1, 0, second, new int[] {second.length}),
                page(2, lastFlags, audio, new int[] {audio.length}));
    }

    private static byte[] head(int channels) {
        byte[] head = Arrays.copyOf("OpusHead".getBytes(StandardCharsets.US_ASCII), 19);
        head[8] = 1;
        head[9] = (byte) channels;
        return head;
    }

    private static byte[] tags() {
        return Arrays.copyOf("OpusTags".getBytes(StandardCharsets.US_ASCII), 16);
    }

    private static byte[] page(int number, int flags, byte[] data, int[] segments) {
        byte[] page = new byte[27 + segments.length + data.length];
        System.arraycopy("OggS".getBytes(StandardCharsets.US_ASCII), 0, page, 0, 4);
        page[5] = (byte) flags;
        page[18] = (byte) number;
        page[26] = (byte) segments.length;
        for (int i = 0; i < segments.length; i++) {
            page[27 + i] = (byte) segments[i];
        }
        System.arraycopy(data, 0, page, 27 + segments.length, data.length);
        restamp(page, 0, page.length);
        return page;
    }

    /** Computes the checksum bit by bit, unlike the reader. */
    private static void restamp(byte[] bytes, int start, int length) {
        BigEndian.put32(bytes, start + 22, 0);
        int crc = 0;
        for (int bit = 0; bit < length * 8; bit++) {
            int next = (bytes[start + (bit / 8)] >> (7 - (bit % 8))) & 1;
            crc = (crc << 1) ^ ((crc >>> 31) == next ? 0 : 0x04C11DB7);
        }
        BigEndian.put32(bytes, start + 22, Integer.reverseBytes(crc));
    }

    private static byte[] changed(byte[] bytes, int position, int value) {
        byte[] changed = bytes.clone();
        changed[position] = (byte) value;
        return changed;
    }

    private static byte[] joined(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    private static void assertIvfRefused(byte[] file, String message) {
        assertRefused(() -> new IvfReader(file), message);
    }

    private static void assertOggRefused(byte[] file, String message) {
        assertRefused(() -> new OggOpusReader(file), message);
    }

    private static void assertRefused(ThrowingCallable reading, String message) {
        assertThatThrownBy(reading)
                .isInstanceOf(MalformedContainerException.class)
                .hasMessageContaining(message);
    }
}
