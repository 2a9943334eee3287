package dev.parley.media.bandwidth;

/**
 * A packet of a simulated call.
 *
 * @param number of its kind: audio packets and video packets each have a sequence of their own
 * @param first the number of its picture's first packet
 * @param isKey whether that picture needs none before it
 * @param isLast whether it is the picture's last packet
 */
record SimulatedPacket(Urgency urgency, int bytes, int number, int first, boolean isKey, boolean isLast) {

    /** As it goes over the wire. */
    record Sent(SimulatedPacket packet, int transportSequence) {}
}
