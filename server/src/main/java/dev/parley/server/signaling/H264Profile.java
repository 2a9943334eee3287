package dev.parley.server.signaling;

import java.util.HexFormat;
import java.util.Optional;

/** The H.264 profiles browsers and encoders negotiate (RFC 6184 §8.1), the most widely decodable first. */
enum H264Profile {
    CONSTRAINED_BASELINE(1),
    BASELINE(2),
    MAIN(3),
    CONSTRAINED_HIGH(4),
    HIGH(5);

    private static final int CONSTRAINT_SET_0 = 0x80;
    private static final int CONSTRAINT_SET_1 = 0x40;
    private static final int CONSTRAINT_SETS_4_AND_5 = 0x0C;
    private static final int OUT_OF_REACH = 11;

    private final int richness;

    H264Profile(int richness) {
        this.richness = richness;
    }

    /** Reads {@code profile-level-id}, six hex characters; empty for profiles outside this list. */
    static Optional<H264Profile> of(String profileLevelId) {
        if (!profileLevelId.matches("[0-9A-Fa-f]{6}")) {
            return Optional.empty();
        }
        int profile = HexFormat.fromHexDigits(profileLevelId, 0, 2);
        int constraints = HexFormat.fromHexDigits(profileLevelId, 2, 4);
        return switch (profile) {
            case 0x42 -> Optional.of((constraints & CONSTRAINT_SET_1) != 0 ? CONSTRAINED_BASELINE : BASELINE);
            case 0x4D -> Optional.of((constraints & CONSTRAINT_SET_0) != 0 ? CONSTRAINED_BASELINE : MAIN);
            case 0x64 ->
                Optional.of(
                        (constraints & CONSTRAINT_SETS_4_AND_5) == CONSTRAINT_SETS_4_AND_5 ? CONSTRAINED_HIGH : HIGH);
            default -> Optional.empty();
        };
    }

    /**
     * How well a decoder of this profile suits a stream of another: 0 the same, then every profile that contains it,
     * then the rest, of which decoders in the field still manage most.
     */
    int distanceTo(H264Profile stream) {
        if (this == stream) {
            return 0;
        }
        return contains(stream) ? richness : OUT_OF_REACH - richness;
    }

    private boolean contains(H264Profile stream) {
        return switch (this) {
            case CONSTRAINED_BASELINE -> false;
            case BASELINE, MAIN -> stream == CONSTRAINED_BASELINE;
            case CONSTRAINED_HIGH -> stream == CONSTRAINED_BASELINE || stream == MAIN;
            case HIGH -> stream != BASELINE;
        };
    }
}
