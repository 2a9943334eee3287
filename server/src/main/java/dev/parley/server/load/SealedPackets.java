package dev.parley.server.load;

import dev.parley.media.rtp.RtpHeader;
import org.jspecify.annotations.Nullable;

/**
 * The last {@link #CAPACITY} encrypted packets of a publisher, to be sent again exactly as they were: encrypting one
 * anew would use a nonce twice (RFC 7714 section 8.1). For one thread.
 */
final class SealedPackets {

    /** A quarter of a second of 8 Mbit/s. */
    static final int CAPACITY = 256;

    private final byte[][] packets = new byte[CAPACITY][];
    private final int[] lengths = new int[CAPACITY];
    private int foundLength;

    void keep(byte[] data, int offset, int length) {
        int place = RtpHeader.sequence(data, offset) & (CAPACITY - 1);
        byte[] kept = packets[place];
        if (kept == null || kept.length < length) {
            kept = new byte[length];
            packets[place] = kept;
        }
        System.arraycopy(data, offset, kept, 0, length);
        lengths[place] = length;
    }

    /** The packet, in an array that is not the caller's; null when it is no longer, or was never, there. */
    byte @Nullable [] find(long ssrc, int sequence) {
        int place = sequence & (CAPACITY - 1);
        byte[] kept = packets[place];
        boolean found = kept != null && RtpHeader.sequence(kept, 0) == sequence && RtpHeader.ssrc(kept, 0) == ssrc;
        foundLength = found ? lengths[place] : 0;
        return found ? kept : null;
    }

    /** Bytes of the packet found last. */
    int foundLength() {
        return foundLength;
    }
}
