package dev.parley.server.load;

/**
 * The picture every publisher sends: bursts of equal packets, one burst for each frame.
 *
 * @param framesPerSecond 1..120
 * @param packetsPerFrame 1..200
 * @param packetSize bytes of RTP before encryption, header included, {@link #SMALLEST_PACKET}..{@link #LARGEST_PACKET}
 * @param keyFrameSeconds how often a key frame comes unasked
 */
record VideoShape(
        int width, int height, int framesPerSecond, int packetsPerFrame, int packetSize, int keyFrameSeconds) {

    /** Room for header, extension, descriptor, key frame header and stamp. */
    static final int SMALLEST_PACKET = 64;

    /** With encryption, UDP and IP this still fits an Ethernet frame. */
    static final int LARGEST_PACKET = 1_400;

    static final int MOST_FRAMES = 120;
    static final int MOST_PACKETS = 200;
    private static final int LARGEST_SIDE = 16_383;

    VideoShape {
        check("--fps", framesPerSecond, 1, MOST_FRAMES);
        check("--packets-per-frame", packetsPerFrame, 1, MOST_PACKETS);
        check("--packet-size", packetSize, SMALLEST_PACKET, LARGEST_PACKET);
        check("the width", width, 1, LARGEST_SIDE);
        check("the height", height, 1, LARGEST_SIDE);
        check("--key-frames", keyFrameSeconds, 1, 3_600);
    }

    private static void check(String name, int value, int least, int most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(name + " must be " + least + " to " + most + ", not " + value);
        }
    }

    /**
     * Another bitrate: as many packets as it takes of at most this packet size, all equally large.
     *
     * @param bitsPerSecond of RTP, headers included
     */
    VideoShape withBitrate(long bitsPerSecond) {
        int bytesPerFrame = Math.toIntExact(Math.min(bitsPerSecond / 8 / framesPerSecond, Integer.MAX_VALUE));
        int packets = Math.max(1, Math.ceilDiv(bytesPerFrame, packetSize));
        if (packets > MOST_PACKETS || bytesPerFrame / packets < SMALLEST_PACKET) {
            throw new IllegalArgumentException("--bitrate " + bitsPerSecond + " would need " + packets
                    + " packets for each frame of " + bytesPerFrame + " bytes; " + MOST_PACKETS + " of at least "
                    + SMALLEST_PACKET + " bytes are possible");
        }
        return new VideoShape(width, height, framesPerSecond, packets, bytesPerFrame / packets, keyFrameSeconds);
    }

    int packetsPerSecond() {
        return framesPerSecond * packetsPerFrame;
    }

    /** Of RTP, headers included. */
    long bitsPerSecond() {
        return 8L * packetSize * packetsPerSecond();
    }
}
