package dev.parley.media.ice;

import java.io.IOException;

/**
 * Datagrams on a stream: each behind its length in two bytes (RFC 4571, as ICE over TCP uses it, RFC 6544). One object
 * decodes one connection's incoming bytes, for one thread; it holds at most one unfinished frame.
 */
public final class TcpFraming {

    /** Bytes in front of every frame. */
    public static final int PREFIX_LENGTH = 2;

    /** The most the two bytes can say. */
    public static final int LARGEST_FRAME = 65_535;

    /** Enough for every datagram a WebRTC client sends, and little enough to give to strangers. */
    public static final int DEFAULT_LIMIT = 2_048;

    /** Takes one frame; the bytes are valid during the call only. */
    public interface FrameReceiver {
        void frame(byte[] bytes, int offset, int length);
    }

    /** A frame longer than the limit: the connection must be closed, since the stream cannot be resynchronised. */
    public static final class FrameTooLongException extends IOException {
        FrameTooLongException(int length, int limit) {
            super("frame of %d bytes, limit %d".formatted(length, limit));
        }
    }

    private final byte[] pending;
    private int prefixBytes;
    private int frameLength;
    private int filled;

    /** @param limit longest frame accepted, 1..{@link #LARGEST_FRAME} */
    public TcpFraming(int limit) {
        if (limit < 1 || limit > LARGEST_FRAME) {
            throw new IllegalArgumentException("frame limit " + limit);
        }
        this.pending = new byte[limit];
    }

    /**
     * Takes bytes as they came, split anywhere, and hands on the frames they complete; empty frames are skipped.
     *
     * @throws FrameTooLongException when a length exceeds the limit; the decoder is of no further use
     */
    public void feed(byte[] bytes, int offset, int length, FrameReceiver receiver) throws FrameTooLongException {
        int position = offset;
        int end = offset + length;
        while (position < end) {
            if (prefixBytes < PREFIX_LENGTH) {
                readPrefix(bytes[position++]);
                continue;
            }
            int taken = Math.min(end - position, frameLength - filled);
            if (filled == 0 && taken == frameLength) {
                receiver.frame(bytes, position, taken);
                finishFrame();
            } else {
                collect(bytes, position, taken, receiver);
            }
            position += taken;
        }
    }

    private void readPrefix(byte next) throws FrameTooLongException {
        frameLength = frameLength << 8 | (next & 0xFF);
        prefixBytes++;
        if (prefixBytes == PREFIX_LENGTH && frameLength > pending.length) {
            throw new FrameTooLongException(frameLength, pending.length);
        }
        if (prefixBytes == PREFIX_LENGTH && frameLength == 0) {
            finishFrame();
        }
    }

    private void collect(byte[] bytes, int position, int taken, FrameReceiver receiver) {
        System.arraycopy(bytes, position, pending, filled, taken);
        filled += taken;
        if (filled == frameLength) {
            receiver.frame(pending, 0, filled);
            finishFrame();
        }
    }

    private void finishFrame() {
        prefixBytes = 0;
        frameLength = 0;
        filled = 0;
    }

    /**
     * Writes one frame with its prefix.
     *
     * @param length 0..{@link #LARGEST_FRAME}
     * @return bytes written to {@code out}
     */
    public static int encode(byte[] frame, int offset, int length, byte[] out, int outOffset) {
        if (length < 0 || length > LARGEST_FRAME) {
            throw new IllegalArgumentException("frame of " + length + " bytes");
        }
        out[outOffset] = (byte) (length >> 8);
        out[outOffset + 1] = (byte) length;
        System.arraycopy(frame, offset, out, outOffset + PREFIX_LENGTH, length);
        return PREFIX_LENGTH + length;
    }
}
