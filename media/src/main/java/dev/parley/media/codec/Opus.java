package dev.parley.media.codec;

import dev.parley.media.rtp.BigEndian;

/** What an Opus packet's first bytes say (RFC 6716 section 3.1). */
public final class Opus {
    /** Ticks per second of Opus in RTP, whatever the encoder's rate (RFC 7587 section 4.1). */
    public static final int CLOCK_RATE = 48_000;

    /** 120 ms, the longest packet (RFC 6716 section 3.2.5, R5). */
    private static final int LONGEST_PACKET = 5760;

    private Opus() {}

    /** Samples at 48 kHz in the packet, 120..5760; -1 when its head is malformed. */
    public static int durationSamples(byte[] packet, int offset, int length) {
        if (length < 1) {
            return -1;
        }
        int toc = BigEndian.unsigned8(packet, offset);
        int samples = frameSamples(toc >> 3) * frameCount(packet, offset, length);
        return samples > 0 && samples <= LONGEST_PACKET ? samples : -1;
    }

    private static int frameCount(byte[] packet, int offset, int length) {
        return switch (packet[offset] & 3) {
            case 0 -> 1;
            case 1, 2 -> 2;
            default -> length < 2 ? 0 : packet[offset + 1] & 0x3F;
        };
    }

    /** Table 2: SILK 10, 20, 40, 60 ms; hybrid 10, 20 ms; CELT 2.5, 5, 10, 20 ms. */
    private static int frameSamples(int configuration) {
        if (configuration < 12) {
            int index = configuration & 3;
            return index == 3 ? 2880 : 480 << index;
        }
        return configuration < 16 ? 480 << (configuration & 1) : 120 << (configuration & 3);
    }
}
