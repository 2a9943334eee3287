package dev.parley.media.codec;

/** Describes VP9 payloads (RFC 9628), with their temporal and spatial layers. */
public final class Vp9Reader implements PayloadReader {

    private final Vp9Descriptor descriptor = new Vp9Descriptor();

    @Override
    public void read(byte[] packet, int offset, int length, boolean marker, PayloadDescription into) {
        into.begin(marker);
        if (!descriptor.parse(packet, offset, length)) {
            return;
        }
        into.startsFrame = descriptor.beginsFrame();
        into.endsFrame = descriptor.endsFrame();
        into.temporalLayer = descriptor.temporalId();
        into.spatialLayer = descriptor.spatialId();
        boolean intra = descriptor.beginsFrame() && !descriptor.isInterPredicted();
        into.startsKeyFrame = intra && descriptor.spatialId() == 0;
        into.spatialSwitch = intra;
        if (descriptor.isSwitchingUpPoint() || into.startsKeyFrame) {
            into.opensUpTo = PayloadDescription.EVERY_LAYER;
        }
        if (into.startsKeyFrame) {
            into.pictureSize = Vp9.keyFrameSize(descriptor, packet, offset, length);
        }
    }
}
