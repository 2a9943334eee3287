package dev.parley.media.rtp;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.Arrays;

/** Any packet: refused, or its parts lie within it, wherever in its array it lies and whatever is around it. */
class RtpHeaderFuzz {

    private static final int BEFORE = 5;

    @FuzzTest
    void readsAnyPacket(byte[] packet) {
        byte[] among = new byte[packet.length + 2 * BEFORE];
        Arrays.fill(among, (byte) 0x9F);
        System.arraycopy(packet, 0, among, BEFORE, packet.length);

        int header = RtpHeader.headerLength(packet, 0, packet.length);
        int payload = RtpHeader.payloadLength(packet, 0, packet.length);
        assertThat(RtpHeader.headerLength(among, BEFORE, packet.length)).isEqualTo(header);
        assertThat(RtpHeader.payloadLength(among, BEFORE, packet.length)).isEqualTo(payload);
        assertThat(RtpHeader.isRtcp(among, BEFORE, packet.length))
                .isEqualTo(RtpHeader.isRtcp(packet, 0, packet.length));
        assertThat(RtpHeader.isValid(packet, 0, packet.length)).isEqualTo(payload >= 0);
        assertThat(payload).isBetween(-1, packet.length - Math.min(packet.length, RtpHeader.FIXED_LENGTH));
        if (header >= 0) {
            assertThat(header).isBetween(RtpHeader.FIXED_LENGTH, packet.length);
            assertThat(payload).isLessThanOrEqualTo(packet.length - header);
        }
        for (int id = 0; id <= 256; id++) {
            findsWhatASlowReadingFinds(packet, among, header, id);
        }
    }

    private static void findsWhatASlowReadingFinds(byte[] packet, byte[] among, int header, int id) {
        int position = RtpHeader.findExtension(packet, 0, packet.length, id);
        int there = RtpHeader.findExtension(among, BEFORE, packet.length, id);
        assertThat(there).isEqualTo(position < 0 ? -1 : position + BEFORE);
        assertThat(position).isEqualTo(header < 0 || (packet[0] & 0x10) == 0 ? -1 : slowlyFound(packet, header, id));
        if (position >= 0) {
            int length = RtpHeader.extensionLength(packet, 0, position);
            assertThat(position).isGreaterThan(RtpHeader.FIXED_LENGTH + 4);
            assertThat(position + length).isLessThanOrEqualTo(header);
            assertThat(RtpHeader.extensionLength(among, BEFORE, there)).isEqualTo(length);
        }
    }

    /** Element by element, as RFC 8285 sections 4.2 and 4.3 tell it. */
    private static int slowlyFound(byte[] packet, int header, int id) {
        int block = 12 + 4 * (packet[0] & 15);
        int profile = (packet[block] & 0xFF) << 8 | (packet[block + 1] & 0xFF);
        boolean oneByte = profile == 0xBEDE;
        if (!oneByte && profile >> 4 != 0x100) {
            return -1;
        }
        int position = block + 4;
        while (position < header) {
            int first = packet[position] & 0xFF;
            if (first == 0) {
                position++;
                continue;
            }
            int head = oneByte ? 1 : 2;
            if (position + head > header || (oneByte && first >> 4 == 15)) {
                return -1;
            }
            int size = oneByte ? (first & 15) + 1 : packet[position + 1] & 0xFF;
            if (position + head + size > header) {
                return -1;
            }
            int found = oneByte ? first >> 4 : first;
            if (found == id && id != 0) {
                return position + head;
            }
            position += head + size;
        }
        return -1;
    }

    /** What is written reads as it was meant: the first bytes are the header's fields, the rest the payload. */
    @FuzzTest
    void readsWhatIsWritten(byte[] bytes) {
        if (bytes.length < 16) {
            return;
        }
        int type = bytes[0] & 0x7F;
        boolean marker = bytes[0] < 0;
        int sequence = BigEndian.unsigned16(bytes, 1);
        long timestamp = BigEndian.unsigned32(bytes, 3);
        long ssrc = BigEndian.unsigned32(bytes, 7);
        int id = 1 + (bytes[11] & 0xFF) % 14;
        int size = 1 + Math.min(bytes[12] & 15, bytes.length - 14);
        int padding = bytes[13] & 0xFF;
        byte[] target = new byte[bytes.length + 400];
        RtpWriter writer = new RtpWriter().start(target, 3, type, marker, sequence, timestamp, ssrc);
        writer.extension(id, bytes, 13, size).payload(bytes, 0, bytes.length);
        int length = padding == 0 ? writer.finish() : writer.finishPadded(padding);

        assertThat(RtpHeader.isValid(target, 3, length)).isTrue();
        assertThat(RtpHeader.payloadType(target, 3)).isEqualTo(type);
        assertThat(RtpHeader.marker(target, 3)).isEqualTo(marker);
        assertThat(RtpHeader.sequence(target, 3)).isEqualTo(sequence);
        assertThat(RtpHeader.timestamp(target, 3)).isEqualTo(timestamp);
        assertThat(RtpHeader.ssrc(target, 3)).isEqualTo(ssrc);
        int extension = RtpHeader.findExtension(target, 3, length, id);
        assertThat(RtpHeader.extensionLength(target, 3, extension)).isEqualTo(size);
        assertThat(Arrays.copyOfRange(target, extension, extension + size))
                .isEqualTo(Arrays.copyOfRange(bytes, 13, 13 + size));
        int payload = 3 + RtpHeader.headerLength(target, 3, length);
        assertThat(RtpHeader.payloadLength(target, 3, length)).isEqualTo(bytes.length);
        assertThat(Arrays.copyOfRange(target, payload, payload + bytes.length)).isEqualTo(bytes);
    }

    /** Any sequence numbers at any times: what is waited for is bounded, and asked for in order and not too often. */
    @FuzzTest
    void asksForLossesOfAnyStream(byte[] bytes) {
        NackGenerator losses = new NackGenerator();
        SequenceUnwrapper unwrapper = new SequenceUnwrapper();
        long now = 1_000;
        long highest = Long.MIN_VALUE;
        for (int position = 0; position + 4 <= bytes.length; position += 4) {
            now += bytes[position] & 0x3F;
            int sequence = BigEndian.unsigned16(bytes, position + 2);
            long unwrapped = unwrapper.unwrap(sequence);
            highest = Math.max(highest, unwrapped);
            assertThat(unwrapped & 0xFFFF).isEqualTo(sequence);
            assertThat(unwrapper.highest()).isEqualTo(highest);
            assertThat(highest - unwrapped).isBetween(0L, 32_768L);
            losses.onPacket(unwrapped, (unwrapped & 1) == 0, now);
            if ((bytes[position] & 0x40) != 0) {
                losses.forgetBefore(unwrapped);
            }
            int[] asked = losses.poll(now);
            assertThat(losses.outstanding()).isBetween(0, NackGenerator.MOST_OUTSTANDING);
            assertThat(asked.length).isLessThanOrEqualTo(losses.outstanding());
            assertThat(losses.nextDeadline()).isGreaterThan(now);
            for (int i = 1; i < asked.length; i++) {
                assertThat(SequenceNumbers.isNewer(asked[i], asked[i - 1])).isTrue();
            }
        }
    }
}
