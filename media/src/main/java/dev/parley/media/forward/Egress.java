package dev.parley.media.forward;

import dev.parley.media.bandwidth.Urgency;

/**
 * The way of one client's packets to it: numbered for its feedback, paced, sealed and sent. A packet is plain RTP that
 * begins as {@link #openHeader} left it; it is not kept by the call.
 */
interface Egress {

    /** Whether keys are agreed. */
    boolean isOpen();

    /**
     * Writes version and header extensions of a packet; the fields of the fixed header but the first byte are the
     * caller's to fill in, and those of the extensions are filled in when it is sent.
     *
     * @param padded whether the payload ends in padding
     * @return where the payload begins, the same for every packet to one client
     */
    int openHeader(byte[] packet, boolean padded);

    /** Sends one packet, now or as soon as there is room. */
    void send(byte[] packet, int length, Urgency urgency, long now);

    /**
     * As {@link #send} with {@link Urgency#VIDEO}, and keeps the sealed bytes in {@code keep} when they go out, for a
     * client without a retransmission format.
     */
    void sendKeeping(byte[] packet, int length, SealedHistory keep, long now);

    /**
     * Drops what waits of a stream and its retransmissions: it would only hold up what takes its place.
     *
     * @return how many packets
     */
    int discard(long ssrc, long rtxSsrc);

    /** Sends sealed bytes again, unchanged. */
    void repeat(SealedHistory kept, int sequence, long now);
}
