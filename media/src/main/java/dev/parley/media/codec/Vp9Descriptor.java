package dev.parley.media.codec;

import dev.parley.media.rtp.BigEndian;

/**
 * The VP9 payload descriptor (RFC 9628 section 4.2), read into fields: bounded by the payload, and by the standard's
 * eight layers, three references and 255 pictures of a group.
 *
 * <pre>
 *   |I|P|L|F|B|E|V|Z|
 *   |M| picture id  |            with I; 15 bits in two bytes with M
 *   | TID |U| SID |D|            with L
 *   |   TL0PICIDX   |            with L, without F
 *   |   P_DIFF    |N|            with P and F, up to three times
 *   |  structure ...|            with V
 * </pre>
 */
final class Vp9Descriptor {

    private static final int HAS_PICTURE_ID = 0x80;
    private static final int INTER_PREDICTED = 0x40;
    private static final int HAS_LAYERS = 0x20;
    private static final int FLEXIBLE = 0x10;
    private static final int BEGINS_FRAME = 0x08;
    private static final int ENDS_FRAME = 0x04;
    private static final int HAS_STRUCTURE = 0x02;
    private static final int LONG_PICTURE_ID = 0x80;
    private static final int MOST_REFERENCES = 3;

    private byte[] payload = {};
    private int flags;
    private int layers;
    private int position;
    private int end;
    private int length;
    private long structureSize;

    /** Reads the descriptor; false when the payload ends before or right after it, or has more than is allowed. */
    boolean parse(byte[] packet, int offset, int available) {
        payload = packet;
        position = offset;
        end = offset + available;
        layers = 0;
        structureSize = VideoSizes.UNKNOWN;
        if (available < 1) {
            return false;
        }
        flags = packet[position++];
        boolean whole = skipPictureId() && readLayers() && skipReferences() && readStructure() && position < end;
        length = position - offset;
        return whole;
    }

    private boolean skipPictureId() {
        if (!has(HAS_PICTURE_ID)) {
            return true;
        }
        if (position >= end) {
            return false;
        }
        position += (payload[position] & LONG_PICTURE_ID) != 0 ? 2 : 1;
        return true;
    }

    private boolean readLayers() {
        if (!has(HAS_LAYERS)) {
            return true;
        }
        if (position >= end) {
            return false;
        }
        layers = BigEndian.unsigned8(payload, position);
        position += has(FLEXIBLE) ? 1 : 2;
        return true;
    }

    private boolean skipReferences() {
        if (!has(INTER_PREDICTED) || !has(FLEXIBLE)) {
            return true;
        }
        for (int reference = 0; reference < MOST_REFERENCES && position < end; reference++) {
            if ((payload[position++] & 1) == 0) {
                return true;
            }
        }
        return false;
    }

    /** The scalability structure: N_S, Y and G, the sizes of the spatial layers, and the group of pictures. */
    private boolean readStructure() {
        if (!has(HAS_STRUCTURE)) {
            return true;
        }
        if (position >= end) {
            return false;
        }
        int head = BigEndian.unsigned8(payload, position++);
        int spatialLayers = (head >> 5) + 1;
        if ((head & 0x10) != 0) {
            if (position + 4 * spatialLayers > end) {
                return false;
            }
            position += 4 * spatialLayers;
            structureSize = VideoSizes.of(
                    BigEndian.unsigned16(payload, position - 4), BigEndian.unsigned16(payload, position - 2));
        }
        return (head & 0x08) == 0 || skipGroup();
    }

    private boolean skipGroup() {
        if (position >= end) {
            return false;
        }
        int pictures = BigEndian.unsigned8(payload, position++);
        for (int picture = 0; picture < pictures; picture++) {
            if (position >= end) {
                return false;
            }
            position += 1 + ((payload[position] >> 2) & 3);
        }
        return true;
    }

    private boolean has(int flag) {
        return (flags & flag) != 0;
    }

    /** In bytes. */
    int length() {
        return length;
    }

    boolean beginsFrame() {
        return has(BEGINS_FRAME);
    }

    boolean endsFrame() {
        return has(ENDS_FRAME);
    }

    /** Whether the frame refers to frames of earlier pictures. */
    boolean isInterPredicted() {
        return has(INTER_PREDICTED);
    }

    /** 0..7. */
    int temporalId() {
        return layers >> 5;
    }

    /** Whether no later picture of a higher temporal layer refers to one of them from before this picture. */
    boolean isSwitchingUpPoint() {
        return (layers & 0x10) != 0;
    }

    /** 0..7. */
    int spatialId() {
        return (layers >> 1) & 7;
    }

    /** Of the highest spatial layer, as the structure says; {@link VideoSizes#UNKNOWN} when it doesn't. */
    long structureSize() {
        return structureSize;
    }
}
