package dev.parley.media.forward;

import dev.parley.media.codec.Vp8;
import dev.parley.media.codec.Vp9;
import dev.parley.media.rtp.BigEndian;
import dev.parley.media.session.Codec;
import org.jspecify.annotations.Nullable;

/**
 * The numbers that VP8 and VP9 payloads carry beside RTP's, kept continuous for one player over changes of source:
 * picture id, TL0PICIDX, and VP8's KEYIDX (RFC 7741 §4.2, RFC 9628 §4.2). VP8 decoders also take a missing picture id
 * for a lost frame, so frames of dropped temporal layers leave none; VP9's ids have to keep their distances, which
 * references are counted by.
 */
final class PictureNumbers {

    /** Pictures whose numbers are remembered: four seconds. */
    private static final int WINDOW = 128;

    private static final int KEY_INDEX_MASK = 0x1F;

    private final boolean closesGaps;
    private final Renumbering ids;
    private final int tl0Offset;
    private final int keyIndexOffset;
    private int lastTl0;
    private int lastKeyIndex;

    private PictureNumbers(boolean vp8, MediaPacket first, @Nullable PictureNumbers before) {
        closesGaps = vp8;
        byte[] bytes = first.bytes();
        int idPosition = idPosition(bytes, first.payload(), first.payloadLength());
        long id = idPosition < 0 ? 0 : idAt(bytes, idPosition);
        int tl0Position = tl0Position(bytes, first.payload(), first.payloadLength());
        int tl0 = tl0Position < 0 ? 0 : BigEndian.unsigned8(bytes, tl0Position);
        int keyIndexPosition = keyIndexPosition(bytes, first.payload(), first.payloadLength());
        int keyIndex = keyIndexPosition < 0 ? 0 : bytes[keyIndexPosition] & KEY_INDEX_MASK;
        ids = new Renumbering(WINDOW, id, before == null ? id : before.ids.highestGiven() + 1);
        tl0Offset = before == null ? 0 : before.lastTl0 + 1 - tl0;
        keyIndexOffset = before == null ? 0 : before.lastKeyIndex + 1 - keyIndex;
        lastTl0 = tl0 + tl0Offset;
        lastKeyIndex = keyIndex + keyIndexOffset;
    }

    /**
     * Starts with a key frame.
     *
     * @param before the numbers that the player saw so far, null for none
     * @return null for a codec without such numbers
     */
    static @Nullable PictureNumbers start(Codec codec, MediaPacket keyFrame, @Nullable PictureNumbers before) {
        boolean vp8 = codec.name().equals("VP8");
        return vp8 || codec.name().equals("VP9") ? new PictureNumbers(vp8, keyFrame, before) : null;
    }

    /** Whether the encoder counts from somewhere else than it did, as this key frame, the newest packet, shows. */
    boolean isRestartedBy(MediaPacket keyFrame) {
        int position = idPosition(keyFrame.bytes(), keyFrame.payload(), keyFrame.payloadLength());
        return position >= 0 && unwrap(keyFrame.bytes(), position) < ids.highest();
    }

    /**
     * Takes up the picture of a packet; one that was begun goes on as it began.
     *
     * @param wanted whether the player gets the packet when its picture is new
     * @return whether the player gets it
     */
    boolean admit(MediaPacket packet, boolean wanted) {
        int position = idPosition(packet.bytes(), packet.payload(), packet.payloadLength());
        if (position < 0) {
            return wanted;
        }
        long id = unwrap(packet.bytes(), position);
        if (!closesGaps) {
            return ids.pass(id) != Renumbering.NONE && wanted;
        }
        if (id <= ids.highest()) {
            return ids.given(id) != Renumbering.NONE;
        }
        if (wanted) {
            ids.pass(id);
        } else {
            ids.skip(id);
        }
        return wanted;
    }

    /**
     * Writes the player's numbers into a copy of the payload.
     *
     * @return false when the picture has none any more
     */
    boolean rewrite(byte[] packet, int payload, int length) {
        int idPosition = idPosition(packet, payload, length);
        if (idPosition >= 0) {
            long given = ids.given(unwrap(packet, idPosition));
            if (given == Renumbering.NONE) {
                return false;
            }
            Vp8.setPictureId(packet, idPosition, (int) given);
        }
        int tl0Position = tl0Position(packet, payload, length);
        if (tl0Position >= 0) {
            int tl0 = BigEndian.unsigned8(packet, tl0Position) + tl0Offset;
            packet[tl0Position] = (byte) tl0;
            lastTl0 = (byte) (tl0 - lastTl0) > 0 ? tl0 : lastTl0;
        }
        int keyIndexPosition = keyIndexPosition(packet, payload, length);
        if (keyIndexPosition >= 0) {
            int keyIndex = (packet[keyIndexPosition] & KEY_INDEX_MASK) + keyIndexOffset;
            packet[keyIndexPosition] =
                    (byte) ((packet[keyIndexPosition] & ~KEY_INDEX_MASK) | (keyIndex & KEY_INDEX_MASK));
            boolean newer = ((keyIndex - lastKeyIndex - 1) & KEY_INDEX_MASK) < (KEY_INDEX_MASK + 1) / 2;
            lastKeyIndex = newer ? keyIndex : lastKeyIndex;
        }
        return true;
    }

    private int idPosition(byte[] packet, int payload, int length) {
        return closesGaps
                ? Vp8.pictureIdPosition(packet, payload, length)
                : Vp9.pictureIdPosition(packet, payload, length);
    }

    private int tl0Position(byte[] packet, int payload, int length) {
        return closesGaps
                ? Vp8.tl0PicIdxPosition(packet, payload, length)
                : Vp9.tl0PicIdxPosition(packet, payload, length);
    }

    private int keyIndexPosition(byte[] packet, int payload, int length) {
        return closesGaps ? Vp8.keyIndexPosition(packet, payload, length) : -1;
    }

    private static int idAt(byte[] packet, int position) {
        return Vp8.isLongPictureId(packet, position)
                ? BigEndian.unsigned16(packet, position) & (Vp8.PICTURE_ID_MODULO - 1)
                : BigEndian.unsigned8(packet, position);
    }

    /** The id without wrapping: of all that have these bits the one nearest to the highest. */
    private long unwrap(byte[] packet, int position) {
        int bits = Vp8.isLongPictureId(packet, position) ? 15 : 7;
        int shift = Integer.SIZE - bits;
        int distance = (idAt(packet, position) - (int) ids.highest()) << shift >> shift;
        return ids.highest() + distance;
    }
}
