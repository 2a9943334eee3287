package dev.parley.media.codec;

/** Describes VP8 payloads (RFC 7741 section 4). Temporal layers only. */
public final class Vp8Reader implements PayloadReader {

    private static final int NON_REFERENCE = 0x20;

    @Override
    public void read(byte[] packet, int offset, int length, boolean marker, PayloadDescription into) {
        into.begin(marker);
        int descriptor = Vp8.descriptorLength(packet, offset, length);
        if (descriptor < 0) {
            return;
        }
        into.discardable = (packet[offset] & NON_REFERENCE) != 0;
        into.temporalLayer = Math.max(0, Vp8.temporalId(packet, offset, length));
        into.startsFrame = Vp8.isFrameStart(packet, offset, length);
        into.temporalSwitch = into.startsFrame && Vp8.isLayerSync(packet, offset, length);
        if (into.startsFrame && Vp8.isKeyFrame(packet, offset + descriptor)) {
            into.startsKeyFrame = true;
            into.opensUpTo = PayloadDescription.EVERY_LAYER;
            into.pictureSize = Vp8.size(Vp8.frameSize(packet, offset + descriptor, length - descriptor));
        }
    }
}
