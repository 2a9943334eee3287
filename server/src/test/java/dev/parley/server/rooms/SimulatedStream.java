package dev.parley.server.rooms;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.parley.media.rtp.RtpHeader;
import dev.parley.media.session.MediaKind;
import java.util.Arrays;

/**
 * One stream of a client with several: packets that name their section and layer as browsers do, and carry a mark by
 * which they are known wherever they come out.
 */
final class SimulatedStream {

    private static final int EXTENSION_BYTES = 24;
    private static final int PAYLOAD = RtpHeader.FIXED_LENGTH + 4 + EXTENSION_BYTES;
    private static final int SMALLEST_BYTES = 40;
    private static final int MARK = 4;

    private static final int SILENCE = 127;

    private static int marks;

    private final MediaKind kind;
    private final String mid;
    private final String rid;
    private final int payloadBytes;
    private final long ssrc;
    private int mark;
    private int payloadType;
    private int level = SILENCE;
    private int sent;

    /** @param rid empty when the section has one layer */
    SimulatedStream(MediaKind kind, String mid, String rid) {
        this(kind, mid, rid, SMALLEST_BYTES);
    }

    /** @param payloadBytes of each packet, 40 at least */
    SimulatedStream(MediaKind kind, String mid, String rid, int payloadBytes) {
        this.kind = kind;
        this.payloadBytes = payloadBytes;
        this.mid = mid;
        this.rid = rid;
        this.mark = ++marks;
        this.ssrc = 0x5000_0000L + mark;
        this.payloadType = kind == MediaKind.AUDIO ? Tracks.OPUS : Tracks.VP8;
    }

    /** Tells it from every other. */
    int mark() {
        return mark;
    }

    /** How loud it is from now on, 0 to 127 for silence (RFC 6464). */
    void speak(int loudness) {
        level = loudness;
    }

    /** What it sends from now on is told from what it sent before. */
    void remark() {
        mark = ++marks;
    }

    void usePayloadType(int other) {
        payloadType = other;
    }

    /** The mark of a packet, 0 when it has none. */
    static int markOf(byte[] packet, int length) {
        int mark = 0;
        for (int index = length - MARK; index < length; index++) {
            mark = (mark << 8) | (packet[index] & 0xFF);
        }
        return mark;
    }

    /** The next packet of sound. */
    byte[] sound() {
        return packet(4_800);
    }

    /** The next picture of one packet, a key frame of that size or one that depends on it. */
    byte[] picture(boolean keyFrame, int width, int height) {
        byte[] packet = packet(9_000);
        packet[PAYLOAD] = 0x10; // start of partition, no extensions (RFC 7741 §4.2)
        packet[PAYLOAD + 1] = (byte) (keyFrame ? 0x10 : 0x11); // frame tag: inverse key frame bit, shown
        if (keyFrame) {
            byte[] start = {
                (byte) 0x9d, 0x01, 0x2a, (byte) width, (byte) (width >> 8), (byte) height, (byte) (height >> 8)
            };
            System.arraycopy(start, 0, packet, PAYLOAD + 4, start.length);
        }
        return packet;
    }

    boolean isPicture() {
        return kind == MediaKind.VIDEO;
    }

    private byte[] packet(long ticks) {
        byte[] packet = new byte[PAYLOAD + payloadBytes];
        packet[0] = (byte) 0x90; // version 2, with header extensions
        RtpHeader.setPayloadType(packet, 0, payloadType);
        RtpHeader.setMarker(packet, 0, isPicture());
        RtpHeader.setSequence(packet, 0, sent & 0xFFFF);
        RtpHeader.setTimestamp(packet, 0, (sent * ticks) & 0xFFFF_FFFFL);
        RtpHeader.setSsrc(packet, 0, ssrc);
        writeNames(packet);
        sent++;
        for (int index = 0; index < MARK; index++) {
            packet[packet.length - MARK + index] = (byte) (mark >> (8 * (MARK - 1 - index)));
        }
        return packet;
    }

    /** One-byte header extensions (RFC 8285 §4.2), padded with zeros. */
    private void writeNames(byte[] packet) {
        int position = RtpHeader.FIXED_LENGTH;
        packet[position++] = (byte) 0xBE;
        packet[position++] = (byte) 0xDE;
        packet[position++] = 0;
        packet[position++] = EXTENSION_BYTES / 4;
        Arrays.fill(packet, position, position + EXTENSION_BYTES, (byte) 0);
        position = write(packet, position, Tracks.MID_EXTENSION, mid);
        if (!rid.isEmpty()) {
            position = write(packet, position, Tracks.RID_EXTENSION, rid);
        }
        if (kind == MediaKind.AUDIO) {
            write(packet, position, Tracks.LEVEL_EXTENSION, String.valueOf((char) level));
        }
    }

    private static int write(byte[] packet, int position, int id, String text) {
        byte[] bytes = text.getBytes(US_ASCII);
        packet[position] = (byte) (id << 4 | bytes.length - 1);
        System.arraycopy(bytes, 0, packet, position + 1, bytes.length);
        return position + 1 + bytes.length;
    }
}
