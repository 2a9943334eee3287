package dev.parley.media.codec;

import java.util.Arrays;
import java.util.List;

/** Opus packets to RTP payloads: one to one (RFC 7587 section 4.2). */
public final class OpusPacketizer implements Packetizer {
    @Override
    public List<byte[]> packetize(byte[] frame, int offset, int length) {
        if (length > LARGEST_PAYLOAD || Opus.durationSamples(frame, offset, length) < 0) {
            throw new IllegalArgumentException("not an Opus packet of 1 to " + LARGEST_PAYLOAD + " bytes: " + length);
        }
        return List.of(Arrays.copyOfRange(frame, offset, offset + length));
    }
}
