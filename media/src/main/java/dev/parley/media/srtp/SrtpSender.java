package dev.parley.media.srtp;

/**
 * Protects what one transport sends. For one thread.
 *
 * <p>Sequence numbers may come out of order; the roll-over counter of each SSRC follows the highest seen.
 *
 * <p><b>Two different packets must never get the same SSRC and index.</b> Both would be encrypted with the same key
 * stream, and under GCM two such packets let anyone forge more. A header extension that changed (abs-send-time,
 * transport sequence) is enough to make a packet different. So an index is used once: a second packet with it is
 * refused, and so is one so far behind that nobody remembers. Numbers that jump by more than half their range look as
 * if they went back, and run into this as well. Retransmit over RTX, which has an SSRC and sequence numbers of its own,
 * or send the protected bytes of the first time again.
 */
public final class SrtpSender {

    /** The most bytes that protection adds to an RTP packet. */
    public static final int MAX_RTP_OVERHEAD = 16;

    /** The most bytes that protection adds to an RTCP packet. */
    public static final int MAX_RTCP_OVERHEAD = 20;

    /**
     * SSRCs one transport may send in its life. State is never dropped, since starting an SSRC again repeats indexes.
     */
    public static final int MAX_SSRCS = 16_384;

    /** The index was used before, or may have been. */
    public static final int REPEATED = -1;

    private final PacketCipher rtp;
    private final PacketCipher rtcp;
    private final SsrcTable<ReplayWindow> streams = new SsrcTable<>(MAX_SSRCS);
    private int lastRtcpIndex;

    public SrtpSender(SrtpMasterKey key) {
        this.rtp = SrtpKeyDerivation.rtpCipher(key);
        this.rtcp = SrtpKeyDerivation.rtcpCipher(key);
    }

    /**
     * Protects one RTP packet. Header and header extensions stay readable and are authenticated.
     *
     * @param packet a plain RTP packet from its first byte on; not modified
     * @param out another array, with room for {@code length + MAX_RTP_OVERHEAD} bytes
     * @return bytes written to {@code out}, or {@link #REPEATED}
     * @throws IllegalArgumentException when it is not an RTP packet or does not fit
     * @throws IllegalStateException beyond {@link #MAX_SSRCS}
     */
    public int protectRtp(byte[] packet, int length, byte[] out, int outOffset) {
        int headerLength = RtpHeader.clearLength(packet, 0, length);
        if (headerLength == RtpHeader.MALFORMED) {
            throw new IllegalArgumentException("not an RTP packet");
        }
        requireRoom(out, outOffset, length + rtp.tagLength());
        ReplayWindow used = used(RtpHeader.rtpSsrc(packet, 0));
        long index = PacketIndex.estimate(used.highest(), RtpHeader.sequence(packet, 0));
        if (index > PacketIndex.MAX) {
            throw new IllegalStateException("the key has protected all it may");
        }
        if (!used.isNew(index)) {
            return REPEATED;
        }
        used.accept(index);
        return rtp.sealRtp(packet, headerLength, length, index, out, outOffset);
    }

    /**
     * Protects one RTCP packet, single or compound; each call uses a new index, so anything may be sent again.
     *
     * @param packet a plain RTCP packet from its first byte on; not modified
     * @param out another array, with room for {@code length + MAX_RTCP_OVERHEAD} bytes
     * @return bytes written to {@code out}
     * @throws IllegalArgumentException when it is not an RTCP packet or does not fit
     * @throws IllegalStateException after 2^31 - 1 packets
     */
    public int protectRtcp(byte[] packet, int length, byte[] out, int outOffset) {
        if (length < PacketCipher.RTCP_CLEAR_LENGTH || !RtpHeader.isVersion2(packet, 0)) {
            throw new IllegalArgumentException("not an RTCP packet");
        }
        requireRoom(out, outOffset, length + rtcp.tagLength() + PacketCipher.INDEX_WORD_LENGTH);
        if (lastRtcpIndex == Integer.MAX_VALUE) {
            throw new IllegalStateException("the key has protected all it may");
        }
        return rtcp.sealRtcp(packet, length, ++lastRtcpIndex, out, outOffset);
    }

    /** The indexes of one SSRC. */
    private ReplayWindow used(int ssrc) {
        ReplayWindow known = streams.get(ssrc);
        if (known != null) {
            return known;
        }
        ReplayWindow added = new ReplayWindow();
        streams.add(ssrc, added);
        return added;
    }

    private static void requireRoom(byte[] out, int outOffset, int needed) {
        if (out.length - outOffset < needed) {
            throw new IllegalArgumentException("room for " + (out.length - outOffset) + " bytes, needs " + needed);
        }
    }
}
