package dev.parley.media.rtcp;

import dev.parley.media.rtp.BigEndian;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/**
 * Appends RTCP packets, one after the other, to an array the caller owns, so that they form a compound packet. Each
 * method writes its whole packet and answers true, or, when it does not fit, writes nothing and answers false. RFC 3550
 * section 6.1 wants an SR or RR first and an SDES with CNAME after it; reduced-size packets (RFC 5506) may leave them
 * out. One writer belongs to one thread and is reused.
 */
public final class RtcpWriter {
    /** The count field of a report has five bits. */
    public static final int MOST_REPORT_BLOCKS = 31;
    /** In place of a delta: the packet did not arrive. */
    public static final int NOT_RECEIVED = Integer.MIN_VALUE;

    private static final int REPORT_BLOCK = 24;
    private static final int REMB_MANTISSA_BITS = 18;
    /** All of a transport-wide feedback message before its chunks. */
    private static final int TRANSPORT_FEEDBACK = 12 + TransportFeedback.HEADER;

    private static final int NACK_SPAN = 16;

    private final byte[] target;
    private final int offset;
    private final int end;
    private int position;

    /** Writes into {@code capacity} bytes at {@code offset} of {@code target}. */
    public RtcpWriter(byte[] target, int offset, int capacity) {
        Objects.checkFromIndexSize(offset, capacity, target.length);
        this.target = target;
        this.offset = offset;
        this.end = offset + capacity;
        this.position = offset;
    }

    /** Bytes written so far. */
    public int length() {
        return position - offset;
    }

    /** Forgets what was written. */
    public void reset() {
        position = offset;
    }

    /**
     * Appends an SR; the parameters are those of {@link RtcpVisitor#senderReport}.
     *
     * @param blocks at most {@link #MOST_REPORT_BLOCKS}
     */
    public boolean senderReport(
            long ssrc, long ntpTime, long rtpTimestamp, long packets, long octets, List<ReportBlock> blocks) {
        if (!begin(RtcpType.SENDER_REPORT, reportCount(blocks), 28 + (REPORT_BLOCK * blocks.size()))) {
            return false;
        }
        put32(ssrc);
        put32(ntpTime >>> 32);
        put32(ntpTime);
        put32(rtpTimestamp);
        put32(packets);
        put32(octets);
        blocks.forEach(this::reportBlock);
        return true;
    }

    /**
     * Appends an RR.
     *
     * @param blocks at most {@link #MOST_REPORT_BLOCKS}; none is what a participant says that receives nothing
     */
    public boolean receiverReport(long ssrc, List<ReportBlock> blocks) {
        if (!begin(RtcpType.RECEIVER_REPORT, reportCount(blocks), 8 + (REPORT_BLOCK * blocks.size()))) {
            return false;
        }
        put32(ssrc);
        blocks.forEach(this::reportBlock);
        return true;
    }

    /**
     * Appends an SDES with one CNAME item.
     *
     * @param canonicalName at most 255 bytes of UTF-8
     */
    public boolean sourceDescription(long ssrc, String canonicalName) {
        byte[] text = canonicalName.getBytes(StandardCharsets.UTF_8);
        if (text.length > SourceDescription.LONGEST_TEXT) {
            throw new IllegalArgumentException("CNAME is longer than 255 bytes: " + text.length);
        }
        // Header, SSRC, item head, text, and at least one zero byte, up to a multiple of four.
        int length = (4 + 4 + 2 + text.length + 4) & ~3;
        if (!begin(RtcpType.SOURCE_DESCRIPTION, 1, length)) {
            return false;
        }
        int packetEnd = position - 4 + length;
        put32(ssrc);
        target[position++] = SourceDescription.CNAME;
        target[position++] = (byte) text.length;
        System.arraycopy(text, 0, target, position, text.length);
        position += text.length;
        while (position < packetEnd) {
            target[position++] = 0;
        }
        return true;
    }

    /** Appends a BYE for one source. */
    public boolean bye(long ssrc) {
        if (!begin(RtcpType.BYE, 1, 8)) {
            return false;
        }
        put32(ssrc);
        return true;
    }

    /**
     * Appends one generic NACK (RFC 4585 section 6.2.1) for several lost packets.
     *
     * @param sequences 16-bit numbers, each newer than the one before it, as {@code NackGenerator} gives them
     * @param count how many of them to take, at least 1
     */
    public boolean nack(long senderSsrc, long mediaSsrc, int[] sequences, int count) {
        if (count < 1) {
            throw new IllegalArgumentException("a NACK names at least one packet");
        }
        int entries = nackEntries(sequences, count);
        if (!begin(RtcpType.TRANSPORT_FEEDBACK, RtcpType.NACK, 12 + (4 * entries))) {
            return false;
        }
        put32(senderSsrc);
        put32(mediaSsrc);
        int next = 0;
        while (next < count) {
            int first = sequences[next++] & 0xFFFF;
            int following = 0;
            while (next < count && isInSpan(first, sequences[next])) {
                following |= 1 << (((sequences[next++] - first) & 0xFFFF) - 1);
            }
            put32(((long) first << 16) | following);
        }
        return true;
    }

    private static int nackEntries(int[] sequences, int count) {
        int entries = 0;
        int next = 0;
        while (next < count) {
            int first = sequences[next++];
            while (next < count && isInSpan(first, sequences[next])) {
                next++;
            }
            entries++;
        }
        return entries;
    }

    private static boolean isInSpan(int first, int sequence) {
        int distance = (sequence - first) & 0xFFFF;
        return distance >= 1 && distance <= NACK_SPAN;
    }

    /** Appends a picture loss indication (RFC 4585 section 6.3.1). */
    public boolean pli(long senderSsrc, long mediaSsrc) {
        if (!begin(RtcpType.PAYLOAD_FEEDBACK, RtcpType.PLI, 12)) {
            return false;
        }
        put32(senderSsrc);
        put32(mediaSsrc);
        return true;
    }

    /**
     * Appends a REMB (draft-alvestrand-rmcat-remb-03). The rate is rounded down to 18 significant bits.
     *
     * @param bitsPerSecond not negative
     * @param mediaSsrcs the sources it limits together, at most 255
     */
    public boolean remb(long senderSsrc, long bitsPerSecond, List<Long> mediaSsrcs) {
        if (bitsPerSecond < 0 || mediaSsrcs.size() > 255) {
            throw new IllegalArgumentException("no REMB: " + bitsPerSecond + " bit/s, " + mediaSsrcs.size() + " SSRCs");
        }
        if (!begin(RtcpType.PAYLOAD_FEEDBACK, RtcpType.APPLICATION_LAYER, 20 + (4 * mediaSsrcs.size()))) {
            return false;
        }
        int exponent = Math.max(0, Long.SIZE - Long.numberOfLeadingZeros(bitsPerSecond) - REMB_MANTISSA_BITS);
        put32(senderSsrc);
        put32(0);
        put32(RtcpReader.REMB_IDENTIFIER);
        put32(((long) mediaSsrcs.size() << 24) | ((long) exponent << REMB_MANTISSA_BITS) | (bitsPerSecond >> exponent));
        for (long mediaSsrc : mediaSsrcs) {
            put32(mediaSsrc);
        }
        return true;
    }

    /**
     * Appends transport-wide congestion control feedback (draft-holmer-rmcat-transport-wide-cc-extensions-01 section
     * 3.1) about as many of the first packets as fit.
     *
     * @param feedbackCount the number of this message, of which 8 bits are used
     * @param baseSequence the first packet's transport-wide sequence number
     * @param referenceTime when the receiver's clock stood where the first delta counts from, in 64 ms
     * @param deltas for each packet the time since the last one that arrived, the first since the reference time, in
     *     quarters of a millisecond and 16 signed bits; or {@link #NOT_RECEIVED}
     * @param count how many packets, 1..65535
     * @return how many packets it is about, 0 when nothing was written
     */
    public int transportFeedback(
            long senderSsrc,
            long mediaSsrc,
            int feedbackCount,
            int baseSequence,
            long referenceTime,
            int[] deltas,
            int count) {
        if (count < 1 || count > 0xFFFF) {
            throw new IllegalArgumentException("a message is about 1 to 65535 packets, not " + count);
        }
        int space = (end - position - TRANSPORT_FEEDBACK) & ~3;
        int fitting = TransportFeedbackEncoder.fitting(deltas, count, space);
        if (fitting == 0) {
            return 0;
        }
        int start = position;
        int chunks = TransportFeedbackEncoder.writeChunks(deltas, fitting, target, start + TRANSPORT_FEEDBACK);
        int content = TransportFeedbackEncoder.writeDeltas(deltas, fitting, target, chunks) - start;
        int padding = -content & 3;
        begin(RtcpType.TRANSPORT_FEEDBACK, RtcpType.TRANSPORT_WIDE, content + padding);
        put32(senderSsrc);
        put32(mediaSsrc);
        put32(((long) baseSequence << 16) | fitting);
        put32((referenceTime << 8) | (feedbackCount & 0xFF));
        position = start + content;
        pad(start, padding);
        return fitting;
    }

    /** Fills a packet's last word the way RTCP says it (RFC 3550 section 6.4.1). */
    private void pad(int packet, int padding) {
        if (padding > 0) {
            target[packet] |= 0x20;
            for (int left = padding; left > 1; left--) {
                target[position++] = 0;
            }
            target[position++] = (byte) padding;
        }
    }

    private static int reportCount(List<ReportBlock> blocks) {
        if (blocks.size() > MOST_REPORT_BLOCKS) {
            throw new IllegalArgumentException("a report has at most 31 blocks, not " + blocks.size());
        }
        return blocks.size();
    }

    private boolean begin(int type, int count, int length) {
        if (length > end - position) {
            return false;
        }
        target[position] = (byte) (0x80 | count);
        target[position + 1] = (byte) type;
        BigEndian.put16(target, position + 2, (length / 4) - 1);
        position += 4;
        return true;
    }

    private void reportBlock(ReportBlock block) {
        put32(block.sourceSsrc());
        put32(((long) block.fractionLost() << 24) | (block.cumulativeLost() & 0xFF_FFFF));
        put32(block.extendedHighestSequence());
        put32(block.jitter());
        put32(block.lastSenderReport());
        put32(block.delaySinceLastSenderReport());
    }

    private void put32(long value) {
        BigEndian.put32(target, position, value);
        position += 4;
    }
}
