package dev.parley.media.rtcp;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.parley.media.rtp.BigEndian;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Any compound packet: refused without a word, or told in facts that are bounded and lie within it. */
class RtcpReaderFuzz {

    private static final int BEFORE = 7;
    /** A generic NACK's entry of four bytes names 17 packets. */
    private static final int MOST_FACTS_PER_WORD = 17;

    @FuzzTest
    void readsAnyCompound(byte[] packet) {
        byte[] among = new byte[packet.length + 2 * BEFORE];
        Arrays.fill(among, (byte) 0x81);
        System.arraycopy(packet, 0, among, BEFORE, packet.length);
        Bounds here = new Bounds(packet, 0, packet.length);
        Bounds there = new Bounds(among, BEFORE, BEFORE + packet.length);

        boolean whole = RtcpReader.read(packet, 0, packet.length, here);
        assertThat(RtcpReader.read(among, BEFORE, packet.length, there)).isEqualTo(whole);
        assertThat(here.lines).isEqualTo(there.lines);
        assertThat(here.lines.size()).isLessThanOrEqualTo(MOST_FACTS_PER_WORD * packet.length / 4);
        if (!whole) {
            assertThat(here.lines).isEmpty();
        }
        readsTheSameWhenWrittenAgain(packet, whole);
    }

    /** Facts with the places they were read from checked. */
    private static final class Bounds implements RtcpVisitor {
        private final Facts facts = new Facts();
        private final List<String> lines = facts.lines;
        private final byte[] array;
        private final int start;
        private final int end;

        Bounds(byte[] array, int start, int end) {
            this.array = array;
            this.start = start;
            this.end = end;
        }

        private void within(byte[] packet, int offset, int length) {
            assertThat(packet).isSameAs(array);
            assertThat(offset).isGreaterThanOrEqualTo(start);
            assertThat(length).isGreaterThanOrEqualTo(0);
            assertThat(offset + length).isLessThanOrEqualTo(end);
        }

        @Override
        public void senderReport(long ssrc, long ntpTime, long rtpTimestamp, long packets, long octets) {
            facts.senderReport(ssrc, ntpTime, rtpTimestamp, packets, octets);
            NtpTime.toEpochMillis(ntpTime);
        }

        @Override
        public void reportBlock(
                long reporter, long source, int fraction, int lost, long highest, long jitter, long last, long delay) {
            facts.reportBlock(reporter, source, fraction, lost, highest, jitter, last, delay);
            assertThat(fraction).isBetween(0, 255);
            assertThat(lost).isBetween(-0x80_0000, 0x7F_FFFF);
            assertThat(NtpTime.roundTripMillis(highest << 16, last, delay)).isBetween(-1L, 32_768_000L);
        }

        @Override
        public void canonicalName(long ssrc, byte[] packet, int offset, int length) {
            within(packet, offset, length);
            facts.canonicalName(ssrc, packet, offset, length);
        }

        @Override
        public void bye(long ssrc) {
            facts.bye(ssrc);
        }

        @Override
        public void nack(long senderSsrc, long mediaSsrc, int sequence) {
            assertThat(sequence).isBetween(0, 65_535);
            facts.nack(senderSsrc, mediaSsrc, sequence);
        }

        @Override
        public void pli(long mediaSsrc) {
            facts.pli(mediaSsrc);
        }

        @Override
        public void fir(long mediaSsrc, int sequenceNumber) {
            facts.fir(mediaSsrc, sequenceNumber);
        }

        @Override
        public void remb(long bitsPerSecond, byte[] packet, int ssrcListOffset, int ssrcCount) {
            assertThat(bitsPerSecond).isGreaterThanOrEqualTo(0);
            within(packet, ssrcListOffset, 4 * ssrcCount);
            facts.remb(bitsPerSecond, packet, ssrcListOffset, ssrcCount);
        }

        @Override
        public void transportFeedback(long senderSsrc, long mediaSsrc, TransportFeedback feedback) {
            int packets = 0;
            while (feedback.next()) {
                assertThat(feedback.sequence()).isEqualTo((feedback.baseSequence() + packets) & 0xFFFF);
                packets++;
            }
            assertThat(packets).isEqualTo(feedback.statusCount());
            feedback.rewind();
            facts.transportFeedback(senderSsrc, mediaSsrc, feedback);
        }
    }

    /** Every fact of one packet each, in the order they came. */
    private static void readsTheSameWhenWrittenAgain(byte[] packet, boolean whole) {
        byte[] target = new byte[64 * packet.length + 64];
        RtcpWriter writer = new RtcpWriter(target, 0, target.length);
        RtcpReader.read(packet, 0, packet.length, new Again(writer));
        if (!whole || writer.length() == 0) {
            return;
        }
        byte[] once = Arrays.copyOf(target, writer.length());
        List<String> first = Facts.of(once, once.length);
        assertThat(first).doesNotContain("malformed");
        assertThat(first).containsAll(written(packet));
    }

    private static List<String> written(byte[] packet) {
        List<String> kept = new ArrayList<>();
        for (String line : Facts.of(packet, packet.length)) {
            boolean rewritten = line.startsWith("sr ") || line.startsWith("block ") || line.startsWith("bye ");
            if (rewritten || line.startsWith("pli ") || line.startsWith("nack ")) {
                kept.add(line);
            }
        }
        return kept;
    }

    private record Again(RtcpWriter writer) implements RtcpVisitor {
        @Override
        public void senderReport(long ssrc, long ntpTime, long rtpTimestamp, long packets, long octets) {
            assertThat(writer.senderReport(ssrc, ntpTime, rtpTimestamp, packets, octets, List.of()))
                    .isTrue();
        }

        @Override
        public void reportBlock(
                long reporter, long source, int fraction, int lost, long highest, long jitter, long last, long delay) {
            ReportBlock block = new ReportBlock(source, fraction, lost, highest, jitter, last, delay);
            assertThat(writer.receiverReport(reporter, List.of(block))).isTrue();
        }

        @Override
        public void bye(long ssrc) {
            assertThat(writer.bye(ssrc)).isTrue();
        }

        @Override
        public void nack(long senderSsrc, long mediaSsrc, int sequence) {
            assertThat(writer.nack(senderSsrc, mediaSsrc, new int[] {sequence}, 1))
                    .isTrue();
        }

        @Override
        public void pli(long mediaSsrc) {
            assertThat(writer.pli(0, mediaSsrc)).isTrue();
        }

        @Override
        public void remb(long bitsPerSecond, byte[] packet, int ssrcListOffset, int ssrcCount) {
            assertThat(writer.remb(0, bitsPerSecond, List.of())).isTrue();
        }
    }

    /** Any arrivals, of which as many as fit are told, read as they were written. */
    @FuzzTest
    void readsTheFeedbackThatIsWritten(byte[] bytes) {
        int[] deltas = new int[bytes.length / 2];
        for (int i = 0; i < deltas.length; i++) {
            int value = (short) BigEndian.unsigned16(bytes, 2 * i);
            boolean lost = (value & 3) == 0;
            deltas[i] = lost ? RtcpWriter.NOT_RECEIVED : (value & 3) == 1 ? value : value & 0xFF;
        }
        if (deltas.length == 0) {
            return;
        }
        byte[] packet = new byte[20 + deltas.length];
        RtcpWriter writer = new RtcpWriter(packet, 0, packet.length);
        int told = writer.transportFeedback(1, 2, 300, 65_530, 0xFF_FFFF, deltas, deltas.length);
        assertThat(told).isBetween(0, deltas.length);
        assertThat(writer.length()).isLessThanOrEqualTo(packet.length);
        StringBuilder arrivals = new StringBuilder();
        int ticks = 0;
        for (int i = 0; i < told; i++) {
            boolean lost = deltas[i] == RtcpWriter.NOT_RECEIVED;
            ticks += lost ? 0 : deltas[i];
            arrivals.append(lost ? " -" : " " + ticks);
        }
        assertThat(told == 0 ? List.of() : Facts.of(packet, writer.length()))
                .isEqualTo(
                        told == 0
                                ? List.of()
                                : List.of("twcc 1 2 #44 base 65530 of %d at 16777215:%s".formatted(told, arrivals)));
    }

    /** Any packets at any times: the block they make fits its fields, and so does the round trip of its echo. */
    @FuzzTest
    void countsAnyStream(byte[] bytes) {
        ReceptionStatistics statistics = new ReceptionStatistics(1, 90_000);
        long now = 1_700_000_000_000L;
        for (int position = 0; position + 8 <= bytes.length; position += 8) {
            now += bytes[position] & 0xFF;
            statistics.onPacket(
                    BigEndian.unsigned16(bytes, position + 2), BigEndian.unsigned32(bytes, position + 4), now);
            if ((bytes[position + 1] & 1) != 0) {
                statistics.onSenderReport(BigEndian.bits64(bytes, position), now);
            }
            if ((bytes[position + 1] & 2) != 0) {
                fits(statistics.takeReportBlock(now));
            }
            assertThat(statistics.totalExpected()).isGreaterThanOrEqualTo(0);
            assertThat(statistics.totalReceived()).isBetween(0L, position / 8 + 1L);
            assertThat(statistics.jitterMillis()).isGreaterThanOrEqualTo(0);
        }
    }

    private static void fits(ReportBlock block) {
        assertThat(block.fractionLost()).isBetween(0, 255);
        assertThat(block.cumulativeLost()).isBetween(-0x80_0000, 0x7F_FFFF);
        assertThat(block.extendedHighestSequence()).isBetween(0L, 0xFFFF_FFFFL);
        assertThat(block.jitter()).isBetween(0L, 0xFFFF_FFFFL);
        assertThat(block.delaySinceLastSenderReport()).isBetween(0L, 0xFFFF_FFFFL);
        byte[] packet = new byte[32];
        assertThat(new RtcpWriter(packet, 0, 32).receiverReport(7, List.of(block)))
                .isTrue();
        assertThat(Facts.of(packet, 32)).containsExactly("block 7 " + block);
    }
}
