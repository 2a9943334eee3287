package dev.parley.media.codec;

/** A codec that is not understood: the marker ends a frame, and that is all. */
public final class OpaqueReader implements PayloadReader {

    @Override
    public void read(byte[] packet, int offset, int length, boolean marker, PayloadDescription into) {
        into.begin(marker);
    }
}
