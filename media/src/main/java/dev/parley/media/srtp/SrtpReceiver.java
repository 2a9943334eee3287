package dev.parley.media.srtp;

import org.jspecify.annotations.Nullable;

/**
 * Opens what one transport receives. For one thread. Refusals are negative numbers, not exceptions, because anyone on
 * the network can cause them at any rate. State is kept only for SSRCs that have proven to know the key.
 *
 * <p>The roll-over counter of an SSRC starts at 0 with its first packet, as in WebRTC, where nobody joins a stream that
 * is under way.
 */
public final class SrtpReceiver {

    /** The tag does not fit: a forgery, another key, or a sequence number from too far away. */
    public static final int AUTH_FAILED = -1;

    /** Accepted before, or too old to know. */
    public static final int REPLAYED = -2;

    /** Not RTP or RTCP, or too short. */
    public static final int MALFORMED = -3;

    /** A further SSRC beyond the limit. */
    public static final int TOO_MANY_SSRC = -4;

    /** Enough for a publisher's simulcast layers, their retransmissions, and a few changes of mind. */
    public static final int DEFAULT_MAX_SSRCS = 64;

    private final PacketCipher rtp;
    private final PacketCipher rtcp;
    private final SsrcTable<ReplayWindow> rtpWindows;
    private final SsrcTable<ReplayWindow> rtcpWindows;

    public SrtpReceiver(SrtpMasterKey key) {
        this(key, DEFAULT_MAX_SSRCS);
    }

    /** @param maxSsrcs SSRCs accepted in RTP, and as many in RTCP */
    public SrtpReceiver(SrtpMasterKey key, int maxSsrcs) {
        this.rtp = SrtpKeyDerivation.rtpCipher(key);
        this.rtcp = SrtpKeyDerivation.rtcpCipher(key);
        this.rtpWindows = new SsrcTable<>(maxSsrcs);
        this.rtcpWindows = new SsrcTable<>(maxSsrcs);
    }

    /**
     * Opens one RTP packet.
     *
     * @param buffer holds the protected packet; not modified
     * @param out another array, with room for {@code length} bytes; undefined after a refusal
     * @return the plain length, or {@link #AUTH_FAILED}, {@link #REPLAYED}, {@link #MALFORMED}, {@link #TOO_MANY_SSRC}
     */
    public int unprotectRtp(byte[] buffer, int offset, int length, byte[] out, int outOffset) {
        int plainLength = length - rtp.tagLength();
        int headerLength = RtpHeader.clearLength(buffer, offset, plainLength);
        if (headerLength == RtpHeader.MALFORMED) {
            return MALFORMED;
        }
        int ssrc = RtpHeader.rtpSsrc(buffer, offset);
        ReplayWindow known = rtpWindows.get(ssrc);
        if (known == null && rtpWindows.isFull()) {
            return TOO_MANY_SSRC;
        }
        long highest = known == null ? PacketIndex.NONE : known.highest();
        long index = PacketIndex.estimate(highest, RtpHeader.sequence(buffer, offset));
        if (known != null && !known.isNew(index)) {
            return REPLAYED;
        }
        if (index > PacketIndex.MAX || !rtp.openRtp(buffer, offset, headerLength, length, index, out, outOffset)) {
            return AUTH_FAILED;
        }
        accept(rtpWindows, known, ssrc, index);
        return plainLength;
    }

    /**
     * Opens one RTCP packet. Packets that are authenticated only (E flag clear) are malformed here: no WebRTC profile
     * has them.
     *
     * @param buffer holds the protected packet; not modified
     * @param out another array, with room for {@code length} bytes; undefined after a refusal
     * @return the plain length, or {@link #AUTH_FAILED}, {@link #REPLAYED}, {@link #MALFORMED}, {@link #TOO_MANY_SSRC}
     */
    public int unprotectRtcp(byte[] buffer, int offset, int length, byte[] out, int outOffset) {
        int plainLength = length - rtcp.tagLength() - PacketCipher.INDEX_WORD_LENGTH;
        if (plainLength < PacketCipher.RTCP_CLEAR_LENGTH || !RtpHeader.isVersion2(buffer, offset)) {
            return MALFORMED;
        }
        int indexWord = RtpHeader.intAt(buffer, offset + rtcp.indexWordPosition(length));
        if ((indexWord & PacketCipher.ENCRYPTED_FLAG) == 0) {
            return MALFORMED;
        }
        int ssrc = RtpHeader.rtcpSsrc(buffer, offset);
        int index = indexWord & ~PacketCipher.ENCRYPTED_FLAG;
        ReplayWindow known = rtcpWindows.get(ssrc);
        if (known == null && rtcpWindows.isFull()) {
            return TOO_MANY_SSRC;
        }
        if (known != null && !known.isNew(index)) {
            return REPLAYED;
        }
        if (!rtcp.openRtcp(buffer, offset, length, index, out, outOffset)) {
            return AUTH_FAILED;
        }
        accept(rtcpWindows, known, ssrc, index);
        return plainLength;
    }

    private static void accept(SsrcTable<ReplayWindow> windows, @Nullable ReplayWindow known, int ssrc, long index) {
        ReplayWindow window = known;
        if (window == null) {
            window = new ReplayWindow();
            windows.add(ssrc, window);
        }
        window.accept(index);
    }
}
