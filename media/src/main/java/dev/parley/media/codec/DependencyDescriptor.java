package dev.parley.media.codec;

import dev.parley.media.rtp.BigEndian;

/**
 * The dependency descriptor of a packet (AV1 RTP specification, appendix A), read as far as layers and decode target
 * indications. Key frames bring a structure of at most 64 templates for 32 decode targets, which counts until the next
 * one; it is kept only when it was read to its end.
 */
final class DependencyDescriptor {

    private static final int MANDATORY_BYTES = 3;
    private static final int MOST_TEMPLATES = 64;
    private static final int NOT_PRESENT = 0;
    private static final int DISCARDABLE = 1;
    private static final int SWITCH = 2;

    private final BitReader bits = BitReader.plain(new byte[0], 0, 0);
    private DependencyStructure structure = new DependencyStructure();
    private DependencyStructure spare = new DependencyStructure();
    private boolean startsFrame;
    private boolean endsFrame;
    private int template;
    private boolean customIndications;
    private final int[] indications = new int[DependencyStructure.MOST_TARGETS];

    /** Reads a descriptor; false when it is malformed or refers to a structure that was not seen. */
    boolean parse(byte[] packet, int offset, int length) {
        if (length < MANDATORY_BYTES) {
            return false;
        }
        int head = BigEndian.unsigned8(packet, offset);
        startsFrame = (head & 0x80) != 0;
        endsFrame = (head & 0x40) != 0;
        customIndications = false;
        if (length > MANDATORY_BYTES && !readExtended(packet, offset + MANDATORY_BYTES, length - MANDATORY_BYTES)) {
            return false;
        }
        template = (head + MOST_TEMPLATES - structure.firstTemplate()) & (MOST_TEMPLATES - 1);
        return template < structure.templates();
    }

    private boolean readExtended(byte[] packet, int offset, int length) {
        bits.reset(packet, offset, length);
        boolean hasStructure = bits.flag();
        boolean hasActiveTargets = bits.flag();
        customIndications = bits.flag();
        bits.bits(2); // custom frame differences and chains, which come after all that is of interest
        if (hasStructure) {
            if (!spare.read(bits)) {
                return false;
            }
            DependencyStructure before = structure;
            structure = spare;
            spare = before;
        }
        if (hasActiveTargets) {
            for (int target = 0; target < structure.targets(); target++) {
                bits.bit();
            }
        }
        for (int target = 0; customIndications && target < structure.targets(); target++) {
            indications[target] = bits.bits(2);
        }
        return !bits.failed();
    }

    boolean startsFrame() {
        return startsFrame;
    }

    boolean endsFrame() {
        return endsFrame;
    }

    int temporalLayer() {
        return structure.temporalLayer(template);
    }

    int spatialLayer() {
        return structure.spatialLayer(template);
    }

    private int indication(int target) {
        return customIndications ? indications[target] : structure.indication(template, target);
    }

    /** The highest temporal layer, in this frame's spatial layer, that a receiver of this frame may go up to; or -1. */
    int opensUpTo() {
        int highest = -1;
        for (int target = 0; target < structure.targets(); target++) {
            if (indication(target) == SWITCH && structure.targetSpatialLayer(target) == spatialLayer()) {
                highest = Math.max(highest, structure.targetTemporalLayer(target));
            }
        }
        return highest;
    }

    /** Whether the frame is part of a decode target, and no other frame of any refers to it. */
    boolean isDiscardable() {
        boolean present = false;
        for (int target = 0; target < structure.targets(); target++) {
            if (indication(target) > DISCARDABLE) {
                return false;
            }
            present |= indication(target) != NOT_PRESENT;
        }
        return present;
    }
}
