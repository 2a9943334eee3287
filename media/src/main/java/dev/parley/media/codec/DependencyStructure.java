package dev.parley.media.codec;

import java.util.Arrays;

/**
 * The template dependency structure of a stream (AV1 RTP specification, appendix A.8.2): of which layers its frames are
 * and which decode targets need them.
 */
final class DependencyStructure {

    static final int MOST_TARGETS = 32;
    private static final int MOST_TEMPLATES = 64;
    private static final int MOST_SPATIAL_LAYERS = 8;
    private static final int MOST_TEMPORAL_LAYERS = 8;

    private final byte[] spatial = new byte[MOST_TEMPLATES];
    private final byte[] temporal = new byte[MOST_TEMPLATES];
    private final byte[] indications = new byte[MOST_TEMPLATES * MOST_TARGETS];
    private final byte[] targetSpatial = new byte[MOST_TARGETS];
    private final byte[] targetTemporal = new byte[MOST_TARGETS];
    private int firstTemplate;
    private int templates;
    private int targets;

    /** Reads a structure from behind the flag that tells of it; false when it is malformed. */
    boolean read(BitReader bits) {
        firstTemplate = bits.bits(6);
        targets = bits.bits(5) + 1;
        if (!readLayers(bits)) {
            return false;
        }
        for (int template = 0; template < templates && !bits.failed(); template++) {
            for (int target = 0; target < targets; target++) {
                indications[template * MOST_TARGETS + target] = (byte) bits.bits(2);
            }
        }
        skipFrameDifferences(bits);
        skipChains(bits);
        if (bits.failed()) {
            return false;
        }
        learnTargets();
        if (bits.flag()) {
            skipResolutions(bits);
        }
        return !bits.failed();
    }

    private boolean readLayers(BitReader bits) {
        int spatialLayer = 0;
        int temporalLayer = 0;
        for (templates = 1; templates <= MOST_TEMPLATES; templates++) {
            spatial[templates - 1] = (byte) spatialLayer;
            temporal[templates - 1] = (byte) temporalLayer;
            int next = bits.bits(2);
            if (next == 3) {
                return true;
            }
            if (next == 1) {
                temporalLayer++;
            } else if (next == 2) {
                temporalLayer = 0;
                spatialLayer++;
            }
            if (spatialLayer == MOST_SPATIAL_LAYERS || temporalLayer == MOST_TEMPORAL_LAYERS || bits.failed()) {
                break;
            }
        }
        templates = 0;
        return false;
    }

    private void skipFrameDifferences(BitReader bits) {
        for (int template = 0; template < templates; template++) {
            while (bits.flag()) {
                bits.bits(4);
            }
        }
    }

    private void skipChains(BitReader bits) {
        int chains = nonSymmetric(bits, targets + 1);
        if (chains == 0) {
            return;
        }
        for (int target = 0; target < targets; target++) {
            nonSymmetric(bits, chains);
        }
        for (int difference = 0; difference < templates * chains && !bits.failed(); difference++) {
            bits.bits(4);
        }
    }

    /** ns(n): a number below {@code limit} in as few bits as it needs. */
    private static int nonSymmetric(BitReader bits, int limit) {
        int width = Integer.SIZE - Integer.numberOfLeadingZeros(limit);
        int shorter = (1 << width) - limit;
        int value = bits.bits(width - 1);
        return value < shorter ? value : (value << 1) - shorter + bits.bit();
    }

    private void learnTargets() {
        Arrays.fill(targetSpatial, (byte) 0);
        Arrays.fill(targetTemporal, (byte) 0);
        for (int template = 0; template < templates; template++) {
            for (int target = 0; target < targets; target++) {
                if (indication(template, target) != 0) {
                    targetSpatial[target] = (byte) Math.max(targetSpatial[target], spatial[template]);
                    targetTemporal[target] = (byte) Math.max(targetTemporal[target], temporal[template]);
                }
            }
        }
    }

    private void skipResolutions(BitReader bits) {
        for (int layer = 0; layer <= spatial[templates - 1]; layer++) {
            bits.bits(16);
            bits.bits(16);
        }
    }

    /** The id of template 0. */
    int firstTemplate() {
        return firstTemplate;
    }

    /** 0 before one was read. */
    int templates() {
        return templates;
    }

    int targets() {
        return targets;
    }

    int spatialLayer(int template) {
        return spatial[template];
    }

    int temporalLayer(int template) {
        return temporal[template];
    }

    /** 0 not present, 1 discardable, 2 switch, 3 required. */
    int indication(int template, int target) {
        return indications[template * MOST_TARGETS + target];
    }

    int targetSpatialLayer(int target) {
        return targetSpatial[target];
    }

    int targetTemporalLayer(int target) {
        return targetTemporal[target];
    }
}
