package dev.parley.server.load;

import org.jspecify.annotations.Nullable;

/** What {@code --profile} chooses; other options change single traits of it. */
enum LoadProfile {
    /** Four full packets for each of 30 frames a second, nothing else: what servers are compared with. */
    BURSTS("bursts"),
    AUDIO("audio"),
    SD("sd"),
    HD("hd"),
    FULL_HD("full-hd");

    /** What full packets have, in bytes of RTP. */
    static final int PACKET_SIZE = 1_200;

    private static final int KEY_FRAME_SECONDS = 10;

    private final String optionName;

    LoadProfile(String optionName) {
        this.optionName = optionName;
    }

    /** Null for none. */
    @Nullable
    VideoShape video() {
        return switch (this) {
            case BURSTS -> new VideoShape(1_280, 720, 30, 4, PACKET_SIZE, KEY_FRAME_SECONDS);
            case AUDIO -> null;
            case SD -> shape(640, 360, 15, 500_000);
            case HD -> shape(1_280, 720, 30, 1_500_000);
            case FULL_HD -> shape(1_920, 1_080, 30, 3_000_000);
        };
    }

    private static VideoShape shape(int width, int height, int framesPerSecond, long bitsPerSecond) {
        return new VideoShape(width, height, framesPerSecond, 1, PACKET_SIZE, KEY_FRAME_SECONDS)
                .withBitrate(bitsPerSecond);
    }

    boolean audio() {
        return this != BURSTS;
    }

    /** As it is typed. */
    @Override
    public String toString() {
        return optionName;
    }
}
