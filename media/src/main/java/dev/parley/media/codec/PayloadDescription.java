package dev.parley.media.codec;

/**
 * What one RTP payload says of the picture it belongs to. A stream has one, which its {@link PayloadReader} fills anew
 * for each packet. Layers count from 0, the one that every other rests on.
 */
public final class PayloadDescription {

    /** Above every temporal layer of any codec. */
    public static final int EVERY_LAYER = 7;

    boolean startsFrame;
    boolean endsFrame;
    boolean startsKeyFrame;
    int temporalLayer;
    int spatialLayer;
    boolean temporalSwitch;
    int opensUpTo;
    boolean spatialSwitch;
    boolean discardable;
    long pictureSize;

    public PayloadDescription() {
        begin(false);
    }

    /** As for a payload that tells nothing. */
    void begin(boolean marker) {
        startsFrame = false;
        endsFrame = marker;
        startsKeyFrame = false;
        temporalLayer = 0;
        spatialLayer = 0;
        temporalSwitch = false;
        opensUpTo = -1;
        spatialSwitch = false;
        discardable = false;
        pictureSize = VideoSizes.UNKNOWN;
    }

    /** Whether a frame, of one layer where pictures have several, begins in this packet. */
    public boolean startsFrame() {
        return startsFrame;
    }

    /** Whether a frame, of one layer where pictures have several, ends in this packet. */
    public boolean endsFrame() {
        return endsFrame;
    }

    /** Whether a receiver that has nothing yet can start decoding with this packet. */
    public boolean startsKeyFrame() {
        return startsKeyFrame;
    }

    /** 0..7. */
    public int temporalLayer() {
        return temporalLayer;
    }

    /** 0..7. */
    public int spatialLayer() {
        return spatialLayer;
    }

    /** Whether a receiver of the next lower temporal layer may take in {@link #temporalLayer} with this frame. */
    public boolean isTemporalSwitch() {
        return temporalSwitch;
    }

    /** The highest temporal layer that a receiver of this frame may take in after it; -1 when none is said. */
    public int opensUpTo() {
        return opensUpTo;
    }

    /** Whether a receiver of the next lower spatial layer may take in {@link #spatialLayer} with this frame. */
    public boolean isSpatialSwitch() {
        return spatialSwitch;
    }

    /** Whether no other frame refers to this one. */
    public boolean isDiscardable() {
        return discardable;
    }

    /** Of the whole picture in all its layers; see {@link VideoSizes}. */
    public long pictureSize() {
        return pictureSize;
    }
}
