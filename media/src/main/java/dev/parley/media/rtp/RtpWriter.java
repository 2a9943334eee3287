package dev.parley.media.rtp;

/**
 * Builds one RTP packet after another into arrays the caller owns: {@link #start}, then {@link #extension} any number
 * of times, then {@link #payload}, then {@link #finish}. One writer belongs to one thread and is reused.
 *
 * <p>What does not fit the array throws {@link IndexOutOfBoundsException}, steps out of order throw
 * {@link IllegalStateException}: packets built here are our own, so either is a fault of ours.
 */
public final class RtpWriter {
    private static final int ONE_BYTE_PROFILE = 0xBEDE;
    private static final int LARGEST_ONE_BYTE_ID = 14;
    private static final int LARGEST_ONE_BYTE_ELEMENT = 16;

    private byte[] target = new byte[0];
    private int offset;
    private int position;
    /** Where the extension block starts, or 0 before the first element. */
    private int extensionBlock;

    private boolean headerOpen;

    /**
     * Begins a packet at {@code offset} of {@code target}.
     *
     * @param payloadType 0..127
     * @param sequence its low 16 bits are used
     * @param timestamp its low 32 bits are used
     * @param ssrc its low 32 bits are used
     */
    public RtpWriter start(
            byte[] target, int offset, int payloadType, boolean marker, int sequence, long timestamp, long ssrc) {
        if (payloadType < 0 || payloadType > 127) {
            throw new IllegalArgumentException("payload type out of range: " + payloadType);
        }
        this.target = target;
        this.offset = offset;
        target[offset] = (byte) 0x80;
        target[offset + 1] = (byte) ((marker ? 0x80 : 0) | payloadType);
        RtpHeader.setSequence(target, offset, sequence);
        RtpHeader.setTimestamp(target, offset, timestamp);
        RtpHeader.setSsrc(target, offset, ssrc);
        position = offset + RtpHeader.FIXED_LENGTH;
        extensionBlock = 0;
        headerOpen = true;
        return this;
    }

    /**
     * Adds a header extension element in the one-byte form (RFC 8285 section 4.2).
     *
     * @param id 1..14
     * @param length 1..16 bytes, taken from {@code data} at {@code dataOffset}
     */
    public RtpWriter extension(int id, byte[] data, int dataOffset, int length) {
        requireOpenHeader();
        if (id < 1 || id > LARGEST_ONE_BYTE_ID || length < 1 || length > LARGEST_ONE_BYTE_ELEMENT) {
            throw new IllegalArgumentException("no one-byte extension element: id " + id + ", " + length + " bytes");
        }
        if (extensionBlock == 0) {
            extensionBlock = position;
            BigEndian.put16(target, position, ONE_BYTE_PROFILE);
            position += 4;
        }
        target[position++] = (byte) ((id << 4) | (length - 1));
        System.arraycopy(data, dataOffset, target, position, length);
        position += length;
        return this;
    }

    /** Ends the header and appends payload; may be called again to append more. */
    public RtpWriter payload(byte[] data, int dataOffset, int length) {
        closeHeader();
        System.arraycopy(data, dataOffset, target, position, length);
        position += length;
        return this;
    }

    /** Ends the packet and returns its length in bytes. */
    public int finish() {
        closeHeader();
        int length = position - offset;
        target = new byte[0];
        return length;
    }

    /**
     * Ends the packet with {@code count} bytes of padding and returns its length.
     *
     * @param count 1..255
     */
    public int finishPadded(int count) {
        if (count < 1 || count > 255) {
            throw new IllegalArgumentException("padding out of range: " + count);
        }
        closeHeader();
        for (int i = 1; i < count; i++) {
            target[position++] = 0;
        }
        target[position++] = (byte) count;
        target[offset] = (byte) (target[offset] | 0x20);
        return finish();
    }

    private void requireOpenHeader() {
        if (!headerOpen) {
            throw new IllegalStateException("the header is closed: call start first, extensions before payload");
        }
    }

    private void closeHeader() {
        if (headerOpen && extensionBlock != 0) {
            while (((position - extensionBlock) & 3) != 0) {
                target[position++] = 0;
            }
            BigEndian.put16(target, extensionBlock + 2, (position - extensionBlock - 4) / 4);
            target[offset] = (byte) (target[offset] | 0x10);
        }
        headerOpen = false;
    }
}
