package dev.parley.media.codec;

import java.util.Locale;

/**
 * Reads the payloads of one stream, in the order of arrival. What is malformed is described as telling nothing; nothing
 * here throws on bad input. One instance per stream, for one thread.
 */
public sealed interface PayloadReader permits Vp8Reader, Vp9Reader, Av1Reader, H264Reader, OpaqueReader {

    /** @param codecName as in SDP, in any case; a codec that is not understood tells nothing */
    static PayloadReader of(String codecName) {
        return switch (codecName.toUpperCase(Locale.ROOT)) {
            case "VP8" -> new Vp8Reader();
            case "VP9" -> new Vp9Reader();
            case "AV1" -> new Av1Reader();
            case "H264" -> new H264Reader();
            default -> new OpaqueReader();
        };
    }

    /**
     * Describes one payload.
     *
     * @param offset where the payload begins in {@code packet}
     * @param length of the payload without padding, not negative
     * @param marker of the RTP header
     */
    void read(byte[] packet, int offset, int length, boolean marker, PayloadDescription into);

    /**
     * Takes the packet's dependency descriptor, before {@link #read} of its payload.
     *
     * @param offset where it begins in {@code packet}
     */
    default void readDependencies(byte[] packet, int offset, int length) {}
}
