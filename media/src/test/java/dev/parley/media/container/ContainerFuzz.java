package dev.parley.media.container;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.DictionaryEntries;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.List;

/** Any file: refused in one line, or read in parts that are no larger than it. */
class ContainerFuzz {

    private static final int PAGE_HEAD = 27;

    @FuzzTest
    @DictionaryEntries({"DKIF", "VP80"})
    void readsAnyIvfFile(byte[] file) {
        IvfReader ivf;
        try {
            ivf = new IvfReader(file);
        } catch (MalformedContainerException refused) {
            assertThat(refused).hasMessageNotContainingAny("\n", "\r");
            return;
        }
        int left = file.length - 32;
        long last = Long.MIN_VALUE;
        boolean first = true;
        for (IvfReader.Frame frame : ivf.frames()) {
            left -= 12 + frame.data().length;
            assertThat(frame.data()).isNotEmpty();
            assertThat(first || frame.timestamp() > last).isTrue();
            assertThat(ivf.seconds(frame.timestamp())).isFinite();
            last = frame.timestamp();
            first = false;
        }
        assertThat(left).isGreaterThanOrEqualTo(0);
        assertThat(ivf.frames()).isNotEmpty();
        assertThat(ivf.fourCc()).hasSize(4);
        assertThat(ivf.width()).isBetween(0, 65_535);
        assertThat(ivf.height()).isBetween(0, 65_535);
    }

    /** Checksums are put right first, so that what is behind them is reached. */
    @FuzzTest
    @DictionaryEntries({"OggS", "OpusHead", "OpusTags"})
    void readsAnyOggFile(byte[] bytes) {
        reads(bytes);
        byte[] file = bytes.clone();
        putChecksumsRight(file);
        reads(file);
    }

    private static void reads(byte[] file) {
        OggOpusReader ogg;
        try {
            ogg = new OggOpusReader(file);
        } catch (MalformedContainerException refused) {
            assertThat(refused).hasMessageNotContainingAny("\n", "\r");
            return;
        }
        List<OggOpusReader.Packet> packets = ogg.packets();
        assertThat(ogg.channels()).isBetween(1, 2);
        assertThat(ogg.preSkip()).isBetween(0, 65_535);
        assertThat(packets).isNotEmpty();
        assertThat(packets).allMatch(packet -> packet.durationSamples() >= 120 && packet.durationSamples() <= 5_760);
        assertThat(packets.stream().mapToInt(packet -> packet.data().length).sum())
                .isLessThan(file.length);
        assertThat(ogg.durationSamples()).isBetween(120L * packets.size(), 5_760L * packets.size());
    }

    private static void putChecksumsRight(byte[] file) {
        int start = 0;
        while (start + PAGE_HEAD <= file.length) {
            int segments = file[start + 26] & 0xFF;
            int end = start + PAGE_HEAD + segments;
            for (int i = 0; i < segments && start + PAGE_HEAD + i < file.length; i++) {
                end += file[start + PAGE_HEAD + i] & 0xFF;
            }
            if (end > file.length) {
                return;
            }
            for (int i = 0; i < 4; i++) {
                file[start + 22 + i] = 0;
            }
            int checksum = checksum(file, start, end);
            for (int i = 0; i < 4; i++) {
                file[start + 22 + i] = (byte) (checksum >> (8 * i));
            }
            start = end;
        }
    }

    /** Bit by bit (RFC 3533 section 6). */
    private static int checksum(byte[] file, int start, int end) {
        int crc = 0;
        for (int i = start; i < end; i++) {
            crc ^= file[i] << 24;
            for (int bit = 0; bit < 8; bit++) {
                crc = (crc << 1) ^ (crc < 0 ? 0x04C1_1DB7 : 0);
            }
        }
        return crc;
    }
}
