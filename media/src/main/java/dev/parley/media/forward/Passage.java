package dev.parley.media.forward;

import dev.parley.media.codec.Red;
import dev.parley.media.rtp.RtpHeader;
import dev.parley.media.session.Codec;
import org.jspecify.annotations.Nullable;

/**
 * One publisher's stream on its way to one player, from the key frame that it starts with until another takes its
 * place: which of its packets go on, under which numbers, and how they are written. Each number stands for one text:
 * two under one number would reuse a nonce (RFC 7714 §8.1).
 */
final class Passage {

    /** What becomes of a packet. */
    enum Verdict {
        PASS,
        /** Its number was kept free, but its frame was dropped meanwhile: padding fills the gap. */
        BLANK,
        DROP
    }

    /** What can be repeated and what can still arrive; see {@link Arrivals}. */
    private static final int WINDOW = Arrivals.SIZE;

    private static final int BLANK_BYTES = 4;

    private @Nullable IncomingTrack source;
    private final long generation;
    private final Codec format;
    private final int sourceFormat;
    private final Renumbering sequences;
    private final long firstNumber;
    private final long timestampOffset;
    private @Nullable PictureNumbers pictures;
    private long skippedTimestamp = -1;

    /**
     * @param format the player's
     * @param firstNumber the sequence number, without wrapping, that the first packet gets
     * @param timestampOffset from the source's timestamps to the player's
     * @param before the picture numbers that the player saw so far, null for none
     */
    Passage(
            IncomingTrack source,
            Codec format,
            MediaPacket first,
            long firstNumber,
            long timestampOffset,
            @Nullable PictureNumbers before) {
        this.source = source;
        this.generation = source.generation();
        this.format = format;
        this.sourceFormat = source.codec().payloadType();
        this.sequences = new Renumbering(WINDOW, first.sequence(), firstNumber);
        this.firstNumber = firstNumber;
        this.timestampOffset = timestampOffset;
        this.pictures = PictureNumbers.start(format, first, before);
    }

    /** Whether that stream is on this way. */
    boolean carries(IncomingTrack candidate) {
        return candidate == source && candidate.generation() == generation;
    }

    /** Nothing is taken or repeated any more; it only tells what the next one goes on from. */
    void end() {
        source = null;
    }

    boolean isEnded() {
        return source == null;
    }

    Codec format() {
        return format;
    }

    @Nullable
    PictureNumbers pictures() {
        return pictures;
    }

    long firstNumber() {
        return firstNumber;
    }

    /** The highest number that was used or is kept free. */
    long lastNumber() {
        return sequences.highestGiven();
    }

    /** Decides about a packet that was not seen before. */
    Verdict admit(MediaPacket packet, LayerChoice layers) {
        long sequence = packet.sequence();
        boolean late = sequence <= sequences.highest();
        if (late && sequences.given(sequence) == Renumbering.NONE) {
            return Verdict.DROP;
        }
        if (!late) {
            layers.follow(packet);
        }
        if (isWanted(packet, layers, late)) {
            sequences.pass(sequence);
            if (layers.endsPicture(packet)) {
                sequences.mark(sequence);
            }
            return Verdict.PASS;
        }
        if (late) {
            sequences.blank(sequence);
            return Verdict.BLANK;
        }
        skip(sequence, packet.timestamp());
        return Verdict.DROP;
    }

    private boolean isWanted(MediaPacket packet, LayerChoice layers, boolean late) {
        PictureNumbers known = pictures;
        if (known == null) {
            return layers.takes(packet);
        }
        if (packet.startsKeyFrame() && !late && known.isRestartedBy(packet)) {
            known = PictureNumbers.start(format, packet, known);
            pictures = known;
        }
        return known == null || known.admit(packet, layers.takes(packet));
    }

    /** What is missing between two packets of a frame that is dropped belongs to it. */
    private void skip(long sequence, long timestamp) {
        if (timestamp == skippedTimestamp && sequences.isSkipped(sequences.highest())) {
            sequences.skipThrough(sequence);
        } else {
            sequences.skip(sequence);
        }
        skippedTimestamp = timestamp;
    }

    /**
     * Writes an admitted packet as the player gets it.
     *
     * @return its length
     */
    int write(MediaPacket packet, Egress egress, long ssrc, byte[] target) {
        if (!packet.isRedundant()) {
            return write(packet.bytes(), packet.length(), packet.sequence(), egress, ssrc, target);
        }
        return format.hasRed()
                ? writeRedundant(packet, egress, ssrc, target)
                : writePrimary(packet, egress, ssrc, target);
    }

    private int writeRedundant(MediaPacket packet, Egress egress, long ssrc, byte[] target) {
        int size = write(packet.bytes(), packet.length(), packet.sequence(), egress, ssrc, target);
        RtpHeader.setPayloadType(target, 0, format.redPayloadType());
        if (format.payloadType() != sourceFormat) {
            int payload = RtpHeader.headerLength(target, 0, size);
            int content = RtpHeader.payloadLength(target, 0, size);
            Red.renumber(target, payload, content, sourceFormat, format.payloadType());
        }
        return size;
    }

    /** Audio without what is redundant, for a player that was not promised it. */
    private int writePrimary(MediaPacket packet, Egress egress, long ssrc, byte[] target) {
        int payload = egress.openHeader(target, false);
        target[1] = (byte) ((RtpHeader.marker(packet.bytes(), 0) ? 0x80 : 0) | format.payloadType());
        writeNumbers(packet.bytes(), packet.sequence(), ssrc, target);
        System.arraycopy(packet.bytes(), packet.payload(), target, payload, packet.payloadLength());
        return payload + packet.payloadLength();
    }

    /** Writes padding under the number of a packet whose frame was dropped. */
    int writeBlank(MediaPacket packet, Egress egress, long ssrc, byte[] target) {
        int payload = egress.openHeader(target, true);
        target[1] = (byte) format.payloadType();
        writeNumbers(packet.bytes(), packet.sequence(), ssrc, target);
        for (int index = 1; index < BLANK_BYTES; index++) {
            target[payload + index - 1] = 0;
        }
        target[payload + BLANK_BYTES - 1] = BLANK_BYTES;
        return payload + BLANK_BYTES;
    }

    /**
     * Writes again what was sent under a number.
     *
     * @return its length; -1 when it is not known any more, or had no content
     */
    int restore(long number, Egress egress, long ssrc, byte[] target) {
        IncomingTrack from = source;
        PacketHistory history = from == null || !carries(from) ? null : from.history();
        long sequence = sequences.original(number);
        if (history == null || sequence == Renumbering.NONE || sequences.isBlank(sequence)) {
            return -1;
        }
        int original = (int) sequence & 0xFFFF;
        byte[] kept = history.get(original);
        return kept == null ? -1 : write(kept, history.lengthOf(original), sequence, egress, ssrc, target);
    }

    private int write(byte[] plain, int length, long sequence, Egress egress, long ssrc, byte[] target) {
        int header = RtpHeader.headerLength(plain, 0, length);
        int payload = egress.openHeader(target, RtpHeader.padding(plain, 0));
        boolean marker = RtpHeader.marker(plain, 0) || sequences.isMarked(sequence);
        target[1] = (byte) ((marker ? 0x80 : 0) | format.payloadType());
        writeNumbers(plain, sequence, ssrc, target);
        System.arraycopy(plain, header, target, payload, length - header);
        int content = RtpHeader.payloadLength(plain, 0, length);
        boolean whole = pictures == null || pictures.rewrite(target, payload, content);
        return whole ? payload + length - header : -1;
    }

    private void writeNumbers(byte[] plain, long sequence, long ssrc, byte[] target) {
        RtpHeader.setSequence(target, 0, (int) sequences.given(sequence) & 0xFFFF);
        RtpHeader.setTimestamp(target, 0, (RtpHeader.timestamp(plain, 0) + timestampOffset) & 0xFFFF_FFFFL);
        RtpHeader.setSsrc(target, 0, ssrc);
    }
}
