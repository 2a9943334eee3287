package dev.parley.media.forward;

import dev.parley.media.codec.PayloadDescription;

/**
 * Which layers of a stream one player gets: fewer from the next picture on, more from the next frame on that a receiver
 * of the present ones can decode.
 */
final class LayerChoice {

    private int mostTemporal = PayloadDescription.EVERY_LAYER;
    private int mostSpatial = PayloadDescription.EVERY_LAYER;
    private int temporal = PayloadDescription.EVERY_LAYER;
    private int spatial = PayloadDescription.EVERY_LAYER;
    private long timestamp = -1;

    /** @param highest 0..7 */
    void limitTemporal(int highest) {
        mostTemporal = requireLayer(highest);
    }

    /**
     * @param highest 0..7
     * @return whether that is more than is taken now, which takes a key frame
     */
    boolean limitSpatial(int highest) {
        mostSpatial = requireLayer(highest);
        return mostSpatial > spatial;
    }

    private static int requireLayer(int layer) {
        if (layer < 0 || layer > PayloadDescription.EVERY_LAYER) {
            throw new IllegalArgumentException("layers are 0 to " + PayloadDescription.EVERY_LAYER + ", not " + layer);
        }
        return layer;
    }

    /** A stream starts with this key frame. */
    void restart() {
        temporal = mostTemporal;
        spatial = mostSpatial;
        timestamp = -1;
    }

    /** Changes what is taken, as far as this packet, the newest, allows. */
    void follow(MediaPacket packet) {
        if (packet.timestamp() != timestamp) {
            timestamp = packet.timestamp();
            temporal = Math.min(temporal, mostTemporal);
            spatial = Math.min(spatial, mostSpatial);
        }
        if (packet.startsKeyFrame()) {
            temporal = mostTemporal;
            spatial = mostSpatial;
        }
        if (packet.isSwitchPoint() && isNext(packet.temporalLayer(), temporal, mostTemporal)) {
            temporal = packet.temporalLayer();
        }
        if (packet.isSpatialSwitchPoint() && isNext(packet.spatialLayer(), spatial, mostSpatial)) {
            spatial = packet.spatialLayer();
        }
        if (packet.temporalLayer() <= temporal) {
            temporal = Math.max(temporal, Math.min(mostTemporal, packet.opensUpTo()));
        }
    }

    private static boolean isNext(int layer, int present, int most) {
        return layer == present + 1 && layer <= most;
    }

    boolean takes(MediaPacket packet) {
        return packet.temporalLayer() <= temporal && packet.spatialLayer() <= spatial;
    }

    /** Whether the player's picture ends with this packet, though there may be upper layers behind it. */
    boolean endsPicture(MediaPacket packet) {
        return packet.endsFrame() && packet.spatialLayer() == spatial;
    }
}
