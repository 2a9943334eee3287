package dev.parley.media.codec;

/**
 * Describes AV1 payloads: by the dependency descriptor where packets have one, without it as a stream of a single
 * layer.
 */
public final class Av1Reader implements PayloadReader {

    private final DependencyDescriptor dependencies = new DependencyDescriptor();
    private boolean described;
    private boolean inKeyPicture;
    private boolean frameEnded = true;

    @Override
    public void readDependencies(byte[] packet, int offset, int length) {
        described = dependencies.parse(packet, offset, length);
    }

    @Override
    public void read(byte[] packet, int offset, int length, boolean marker, PayloadDescription into) {
        into.begin(marker);
        if (length > 0) {
            into.startsKeyFrame = Av1.isKeyFrameStart(packet, offset, length);
            into.startsFrame = frameEnded && !Av1.continuesFragment(packet, offset, length);
            frameEnded = marker;
            if (described) {
                describe(into);
            }
            if (into.startsKeyFrame) {
                into.opensUpTo = PayloadDescription.EVERY_LAYER;
                into.pictureSize = Av1.keyFrameSize(packet, offset, length);
            }
        }
        described = false;
    }

    private void describe(PayloadDescription into) {
        into.startsFrame = dependencies.startsFrame();
        into.endsFrame = dependencies.endsFrame();
        into.temporalLayer = dependencies.temporalLayer();
        into.spatialLayer = dependencies.spatialLayer();
        into.opensUpTo = dependencies.opensUpTo();
        into.discardable = dependencies.isDiscardable();
        if (into.startsFrame && into.spatialLayer == 0) {
            inKeyPicture = into.startsKeyFrame;
        }
        // Upper layers may refer to their own earlier frames in every picture but a key picture.
        into.spatialSwitch = into.startsFrame && inKeyPicture;
    }
}
