package dev.parley.media.codec;

import static dev.parley.media.rtp.Seed.hex;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.media.rtp.BigEndian;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;

class H264PacketizerTest {
    private final H264Packetizer packetizer = new H264Packetizer();

    /** What libx264 wrote, see make-samples.sh. */
    @Test
    void packetizesARealStream() throws IOException {
        byte[] stream = sample();
        List<byte[]> payloads = packetizer.packetize(stream, 0, stream.length);

        // Key picture, other picture, key picture; two slices each; parameter sets together before each key picture.
        assertThat(payloads).extracting(payload -> payload[0] & 0x1F).containsExactly(24, 5, 5, 1, 1, 24, 5, 5);
        assertThat(payloads)
                .extracting(payload -> H264.isKeyFrameStart(payload, 0, payload.length))
                .containsExactly(true, true, false, false, false, true, true, false);
        assertThat(payloads)
                .extracting(payload -> H264.keyFrameSize(payload, 0, payload.length))
                .containsExactly((160L << 32) | 96, -1L, -1L, -1L, -1L, (160L << 32) | 96, -1L, -1L);
        assertThat(unitsOf(payloads).stream().mapToInt(unit -> unit.length).sum())
                .isEqualTo(stream.length - (10 * 3) - fourByteStartCodes(stream));
    }

    private static int fourByteStartCodes(byte[] stream) {
        int count = 0;
        for (int i = 0; i + 4 <= stream.length; i++) {
            count += BigEndian.unsigned32(stream, i) == 1 ? 1 : 0;
        }
        return count;
    }

    @Test
    void fragmentsLongUnitsAndPutsThemBackTogether() {
        Random random = new Random(4);
        for (int length : new int[] {1160, 1161, 2317, 2318, 50_000}) {
            byte[] unit = new byte[length];
            random.nextBytes(unit);
            unit[0] = 0x65;
            unit[1] = (byte) 0x88;
            byte[] frame = joined(hex("00000020"), new byte[] {0x67}, new byte[31], lengthPrefix(length), unit);
            List<byte[]> payloads = packetizer.packetizeLengthPrefixed(frame, 0, frame.length);

            assertThat(payloads).allMatch(payload -> payload.length <= Packetizer.LARGEST_PAYLOAD);
            assertThat(payloads).hasSize(length == 1160 ? 2 : 1 + Math.ceilDiv(length - 1, 1158));
            assertThat(unitsOf(payloads)).hasSize(2);
            assertThat(unitsOf(payloads).get(1)).isEqualTo(unit);
            assertThat(payloads.stream().filter(payload -> H264.isKeyFrameStart(payload, 0, payload.length)))
                    .hasSize(2);
        }
    }

    private static byte[] lengthPrefix(int length) {
        byte[] prefix = new byte[4];
        BigEndian.put32(prefix, 0, length);
        return prefix;
    }

    @Test
    void aggregatesOnlyParameterSetsThatFitOnePayload() {
        byte[] frame = joined(
                hex("000001 67"),
                filled(1000),
                hex("000001 68"),
                filled(200),
                hex("00000001 68 01 02 0000"),
                hex("000001 65 88"));
        List<byte[]> payloads = packetizer.packetize(frame, 0, frame.length);

        assertThat(payloads).extracting(payload -> payload[0] & 0xFF).containsExactly(0x67, 0x78, 0x65);
        assertThat(unitsOf(payloads).get(2)).isEqualTo(hex("680102"));
    }

    private static byte[] filled(int length) {
        byte[] bytes = new byte[length];
        Arrays.fill(bytes, (byte) 0xAA);
        return bytes;
    }

    @Test
    void refusesWhatIsNoAccessUnit() {
        assertRefused("", "not 0");
        assertRefused("010203", "no NAL unit");
        assertRefused("000001", "type 0");
        assertRefused("000001 7C 85", "type 28");
        assertThatThrownBy(() -> packetizer.packetizeLengthPrefixed(hex("00000005 6588"), 0, 6))
                .hasMessageContaining("runs past");
        assertThatThrownBy(() -> packetizer.packetizeLengthPrefixed(hex("FFFFFFFF 6588"), 0, 6))
                .hasMessageContaining("runs past");
        assertThatThrownBy(() -> packetizer.packetizeLengthPrefixed(hex("00000002 6588 0000"), 0, 8))
                .hasMessageContaining("runs past");
    }

    private void assertRefused(String digits, String message) {
        byte[] frame = hex(digits);
        assertThatThrownBy(() -> packetizer.packetize(frame, 0, frame.length))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }

    @Test
    void tellsHowLongAnOpusPacketLasts() {
        assertThat(duration("00")).as("SILK 10 ms").isEqualTo(480);
        assertThat(duration("18")).as("SILK 60 ms").isEqualTo(2880);
        assertThat(duration("45")).as("SILK wide band 10 ms, two frames").isEqualTo(960);
        assertThat(duration("68")).as("hybrid 20 ms").isEqualTo(960);
        assertThat(duration("80")).as("CELT 2.5 ms").isEqualTo(120);
        assertThat(duration("F8")).as("CELT 20 ms").isEqualTo(960);
        assertThat(duration("FB 06")).as("six frames").isEqualTo(5760);
        assertThat(duration("FB 07")).as("more than 120 ms").isEqualTo(-1);
        assertThat(duration("FB 80")).as("no frames").isEqualTo(-1);
        assertThat(duration("FB")).as("cut").isEqualTo(-1);
        assertThat(duration("")).isEqualTo(-1);
    }

    @Test
    void sendsOpusPacketsAsTheyAre() {
        OpusPacketizer opus = new OpusPacketizer();
        assertThat(opus.packetize(hex("00F80102"), 1, 3)).containsExactly(hex("F80102"));
        assertThatThrownBy(() -> opus.packetize(new byte[2000], 0, 1161)).hasMessageContaining("1161");
        assertThatThrownBy(() -> opus.packetize(hex("FB"), 0, 1)).hasMessageContaining("Opus");
    }

    private static int duration(String digits) {
        byte[] packet = hex(digits);
        return Opus.durationSamples(packet, 0, packet.length);
    }

    /** Undoes RFC 6184, for comparison. */
    private static List<byte[]> unitsOf(List<byte[]> payloads) {
        List<byte[]> units = new ArrayList<>();
        ByteArrayOutputStream fragments = new ByteArrayOutputStream();
        for (byte[] payload : payloads) {
            switch (payload[0] & 0x1F) {
                case 24 -> {
                    for (int at = 1; at < payload.length; at += 2 + BigEndian.unsigned16(payload, at)) {
                        int start = at + 2;
                        units.add(Arrays.copyOfRange(payload, start, start + BigEndian.unsigned16(payload, at)));
                    }
                }
                case 28 -> {
                    if ((payload[1] & 0x80) != 0) {
                        assertThat(fragments.size()).isZero();
                        fragments.write((payload[0] & 0xE0) | (payload[1] & 0x1F));
                    }
                    fragments.write(payload, 2, payload.length - 2);
                    if ((payload[1] & 0x40) != 0) {
                        units.add(fragments.toByteArray());
                        fragments.reset();
                    }
                }
                default -> units.add(payload);
            }
        }
        return units;
    }

    static byte[] joined(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    private static byte[] sample() throws IOException {
        try (InputStream stream = H264PacketizerTest.class.getResourceAsStream("two-slices-160x96.h264")) {
            return Objects.requireNonNull(stream).readAllBytes();
        }
    }
}
