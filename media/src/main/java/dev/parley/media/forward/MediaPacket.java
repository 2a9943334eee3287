package dev.parley.media.forward;

/**
 * One packet of a publisher as its track hands it on: plain RTP, its place in the stream, and what its payload says of
 * the picture it belongs to. A track has one, which it fills anew for each packet: valid during the call only.
 */
public final class MediaPacket {

    private byte[] bytes = {};
    private int length;
    private int payload;
    private long sequence;
    private boolean startsKeyFrame;

    /** @param payloadOffset where the payload begins */
    void set(byte[] packet, int size, int payloadOffset, long unwrapped, boolean keyFrame) {
        bytes = packet;
        length = size;
        payload = payloadOffset;
        sequence = unwrapped;
        startsKeyFrame = keyFrame;
    }

    /** The packet from its first byte; never to be changed. */
    public byte[] bytes() {
        return bytes;
    }

    /** In bytes, padding included. */
    public int length() {
        return length;
    }

    /** Where the payload begins: behind the header, its sources and extensions. */
    public int payload() {
        return payload;
    }

    /** The sequence number without wrapping, from the stream's start on. */
    public long sequence() {
        return sequence;
    }

    /** Whether decoding may begin here. */
    public boolean startsKeyFrame() {
        return startsKeyFrame;
    }
}
