package dev.parley.media.codec;

/**
 * The picture size in an H.264 sequence parameter set (ITU-T H.264 section 7.3.2.1.1): whole macroblocks less the
 * cropping, so that 1080 lines do not read as 1088.
 */
final class H264ParameterSet {
    private static final int LARGEST_DIMENSION = 16_384;
    private static final int CHROMA_420 = 1;
    private static final int CHROMA_444 = 3;
    private static final int MOST_POC_CYCLE_FRAMES = 255;

    private final BitReader reader;
    private int chromaFormat = CHROMA_420;
    private boolean separateColourPlanes;

    private H264ParameterSet(BitReader reader) {
        this.reader = reader;
    }

    /**
     * Size in the NAL unit at {@code offset}, whose first byte is the NAL header.
     *
     * @return {@code width << 32 | height}, or -1 when it is malformed or either is not 1..16384
     */
    static long size(byte[] bytes, int offset, int length) {
        return length < 4 ? -1 : new H264ParameterSet(new BitReader(bytes, offset + 1, length - 1)).size();
    }

    private long size() {
        int profile = reader.bits(8);
        reader.bits(16);
        reader.unsignedExpGolomb();
        if (hasChromaFields(profile)) {
            chromaFields();
        }
        reader.unsignedExpGolomb();
        pictureOrderCount();
        reader.unsignedExpGolomb();
        reader.bit();
        long widthInMacroblocks = reader.unsignedExpGolomb() + 1L;
        long heightInMapUnits = reader.unsignedExpGolomb() + 1L;
        boolean framesOnly = reader.flag();
        if (!framesOnly) {
            reader.bit();
        }
        reader.bit();
        int fieldFactor = framesOnly ? 1 : 2;
        return cropped(widthInMacroblocks * 16, heightInMapUnits * 16 * fieldFactor, fieldFactor);
    }

    /** The profiles whose parameter set carries chroma format, bit depths and scaling lists. */
    private static boolean hasChromaFields(int profile) {
        return switch (profile) {
            case 44, 83, 86, 100, 110, 118, 122, 128, 134, 135, 138, 139, 244 -> true;
            default -> false;
        };
    }

    private void chromaFields() {
        chromaFormat = reader.unsignedExpGolomb();
        if (chromaFormat == CHROMA_444) {
            separateColourPlanes = reader.flag();
        }
        reader.unsignedExpGolomb();
        reader.unsignedExpGolomb();
        reader.bit();
        if (reader.flag()) {
            int lists = chromaFormat == CHROMA_444 ? 12 : 8;
            for (int list = 0; list < lists && !reader.failed(); list++) {
                if (reader.flag()) {
                    skipScalingList(list < 6 ? 16 : 64);
                }
            }
        }
    }

    /** Section 7.3.2.1.1.1: a next scale of 0 means that the rest of the list is not written. */
    private void skipScalingList(int entries) {
        int lastScale = 8;
        for (int i = 0; i < entries && !reader.failed(); i++) {
            int nextScale = (lastScale + reader.signedExpGolomb()) & 0xFF;
            if (nextScale == 0) {
                return;
            }
            lastScale = nextScale;
        }
    }

    private void pictureOrderCount() {
        int type = reader.unsignedExpGolomb();
        if (type == 0) {
            reader.unsignedExpGolomb();
        } else if (type == 1) {
            reader.bit();
            reader.signedExpGolomb();
            reader.signedExpGolomb();
            int frames = Math.min(reader.unsignedExpGolomb(), MOST_POC_CYCLE_FRAMES);
            for (int i = 0; i < frames && !reader.failed(); i++) {
                reader.signedExpGolomb();
            }
        }
    }

    private long cropped(long codedWidth, long codedHeight, int fieldFactor) {
        long width = codedWidth;
        long height = codedHeight;
        if (reader.flag()) {
            boolean wholeSamples = separateColourPlanes || chromaFormat == 0 || chromaFormat == CHROMA_444;
            long unitX = wholeSamples ? 1 : 2;
            long unitY = (long) fieldFactor * (chromaFormat == CHROMA_420 ? 2 : 1);
            width -= unitX * ((long) reader.unsignedExpGolomb() + reader.unsignedExpGolomb());
            height -= unitY * ((long) reader.unsignedExpGolomb() + reader.unsignedExpGolomb());
        }
        boolean plausible = isDimension(width) && isDimension(height) && chromaFormat <= CHROMA_444;
        return reader.failed() || !plausible ? -1 : (width << 32) | height;
    }

    private static boolean isDimension(long value) {
        return value >= 1 && value <= LARGEST_DIMENSION;
    }
}
