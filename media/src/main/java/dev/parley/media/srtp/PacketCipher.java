package dev.parley.media.srtp;

/**
 * One direction's cipher for RTP or for RTCP, with session keys. Indexes are the 48-bit packet index of SRTP (roll-over
 * counter and sequence number) or the 31-bit index of SRTCP. Lengths have been checked by the caller; input and output
 * must not overlap; what is in the output after a failed open is undefined.
 */
sealed interface PacketCipher permits GcmPacketCipher, CounterModePacketCipher {

    /** Length of the RTCP header and first SSRC, which stay readable. */
    int RTCP_CLEAR_LENGTH = 8;

    /** Length of the word with the E flag and the SRTCP index. */
    int INDEX_WORD_LENGTH = 4;

    int ENCRYPTED_FLAG = 0x80000000;

    int tagLength();

    /** Where the word with E flag and index lies in a protected RTCP packet of this length. */
    int indexWordPosition(int protectedLength);

    /** Returns the protected length. */
    int sealRtp(byte[] packet, int headerLength, int length, long index, byte[] out, int outOffset);

    /** Returns whether the packet is authentic; the plain length is {@code length - tagLength()}. */
    boolean openRtp(byte[] buffer, int offset, int headerLength, int length, long index, byte[] out, int outOffset);

    /** Returns the protected length. */
    int sealRtcp(byte[] packet, int length, int index, byte[] out, int outOffset);

    /** Returns whether the packet is authentic; the plain length is {@code length - tagLength() - 4}. */
    boolean openRtcp(byte[] buffer, int offset, int length, int index, byte[] out, int outOffset);
}
