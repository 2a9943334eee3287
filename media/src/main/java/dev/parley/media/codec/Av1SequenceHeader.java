package dev.parley.media.codec;

/** The AV1 sequence header as far as the picture's size (AV1 bitstream specification, section 5.5.1). */
final class Av1SequenceHeader {

    private final BitReader bits;
    private boolean decoderModel;
    private int bufferDelayBits;

    private Av1SequenceHeader(BitReader bits) {
        this.bits = bits;
    }

    /** As {@link VideoSizes} has it. */
    static long size(BitReader bits) {
        return new Av1SequenceHeader(bits).size();
    }

    private long size() {
        bits.bits(3 + 1); // seq_profile, still_picture
        boolean reduced = bits.flag();
        if (reduced) {
            bits.bits(5); // seq_level_idx
        } else {
            skipTiming();
            skipOperatingPoints();
        }
        int widthBits = bits.bits(4) + 1;
        int heightBits = bits.bits(4) + 1;
        int width = bits.bits(widthBits) + 1;
        int height = bits.bits(heightBits) + 1;
        return bits.failed() ? VideoSizes.UNKNOWN : VideoSizes.of(width, height);
    }

    private void skipTiming() {
        if (!bits.flag()) {
            return;
        }
        skip(32 + 32); // num_units_in_display_tick, time_scale
        if (bits.flag()) {
            bits.unsignedExpGolomb(); // num_ticks_per_picture_minus_1
        }
        decoderModel = bits.flag();
        if (decoderModel) {
            bufferDelayBits = bits.bits(5) + 1;
            skip(32 + 5 + 5);
        }
    }

    private void skipOperatingPoints() {
        boolean displayDelays = bits.flag();
        int points = bits.bits(5) + 1;
        for (int point = 0; point < points && !bits.failed(); point++) {
            skip(12); // operating_point_idc
            boolean hasTier = bits.bits(5) > 7;
            skip(hasTier ? 1 : 0);
            if (decoderModel && bits.flag()) {
                skip(2 * bufferDelayBits + 1);
            }
            if (displayDelays && bits.flag()) {
                skip(4);
            }
        }
    }

    private void skip(int count) {
        for (int index = 0; index < count; index++) {
            bits.bit();
        }
    }
}
