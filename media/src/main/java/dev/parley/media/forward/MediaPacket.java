package dev.parley.media.forward;

import dev.parley.media.codec.PayloadDescription;
import dev.parley.media.codec.Red;
import dev.parley.media.rtp.RtpHeader;

/**
 * One packet of a publisher as its track hands it on: plain RTP, its place in the stream, and what its payload says of
 * the picture it belongs to. A track has one, which it fills anew for each packet: valid during the call only.
 */
public final class MediaPacket {

    private final PayloadDescription description = new PayloadDescription();
    private byte[] bytes = {};
    private int length;
    private int payload;
    private int payloadLength;
    private long sequence;
    private boolean redundant;

    /** @param red whether the payload is redundant audio (RFC 2198) */
    void set(byte[] packet, int size, long unwrapped, boolean red) {
        bytes = packet;
        length = size;
        payload = RtpHeader.headerLength(packet, 0, size);
        payloadLength = Math.max(0, RtpHeader.payloadLength(packet, 0, size));
        redundant = red;
        if (red) {
            int primary = Red.primaryBlock(packet, payload, payloadLength);
            payloadLength = primary < 0 ? 0 : payload + payloadLength - primary;
            payload = primary < 0 ? payload : primary;
        }
        sequence = unwrapped;
    }

    /** Where the reader of the payload writes. */
    PayloadDescription description() {
        return description;
    }

    /** The packet from its first byte; never to be changed. */
    public byte[] bytes() {
        return bytes;
    }

    /** In bytes, padding included. */
    public int length() {
        return length;
    }

    /** Where the payload begins: behind the header, its sources and extensions, and behind what is redundant. */
    public int payload() {
        return payload;
    }

    /** In bytes, without padding. */
    public int payloadLength() {
        return payloadLength;
    }

    /** Whether frames of earlier packets are repeated before the payload (RFC 2198). */
    public boolean isRedundant() {
        return redundant;
    }

    /** The sequence number without wrapping, from the stream's start on. */
    public long sequence() {
        return sequence;
    }

    /** The publisher's RTP timestamp, 0..2^32-1. */
    public long timestamp() {
        return RtpHeader.timestamp(bytes, 0);
    }

    /** Whether decoding may begin here. */
    public boolean startsKeyFrame() {
        return description.startsKeyFrame();
    }

    /** Whether a frame, of one layer where pictures have several, ends here. */
    public boolean endsFrame() {
        return description.endsFrame();
    }

    /** 0, the layer every other rests on, to 7; 0 also when it is not known. */
    public int temporalLayer() {
        return description.temporalLayer();
    }

    /** 0, the layer every other rests on, to 7; 0 also when it is not known. */
    public int spatialLayer() {
        return description.spatialLayer();
    }

    /** Whether a receiver of the next lower temporal layer may go up to this one with this frame. */
    public boolean isSwitchPoint() {
        return description.isTemporalSwitch();
    }

    /** The highest temporal layer that a receiver of this frame may go up to after it; -1 when none is said. */
    public int opensUpTo() {
        return description.opensUpTo();
    }

    /** Whether a receiver of the next lower spatial layer may go up to this one with this frame. */
    public boolean isSpatialSwitchPoint() {
        return description.isSpatialSwitch();
    }
}
