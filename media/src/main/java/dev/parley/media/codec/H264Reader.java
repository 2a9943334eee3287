package dev.parley.media.codec;

/**
 * Describes H.264 payloads (RFC 6184). In a stream that sends its parameter sets along with each key frame, which most
 * do, a key frame starts with them: a receiver that began with the picture alone could decode nothing.
 */
public final class H264Reader implements PayloadReader {

    /** Parameter sets have come, and the key frame they precede has not. */
    private boolean announced;

    private boolean sendsParameterSets;

    @Override
    public void read(byte[] packet, int offset, int length, boolean marker, PayloadDescription into) {
        into.begin(marker);
        into.startsFrame = H264.isFrameStart(packet, offset, length);
        if (H264.isKeyFrameStart(packet, offset, length)) {
            into.startsKeyFrame = startsDecoding(H264.hasSequenceParameterSet(packet, offset, length));
            into.pictureSize = H264.keyFrameSize(packet, offset, length);
        }
    }

    /** One key frame without parameter sets has lost them; two in a row never had any. */
    private boolean startsDecoding(boolean parameterSet) {
        if (parameterSet) {
            announced = true;
            sendsParameterSets = true;
            return true;
        }
        boolean starts = !announced && !sendsParameterSets;
        sendsParameterSets = announced;
        announced = false;
        return starts;
    }
}
