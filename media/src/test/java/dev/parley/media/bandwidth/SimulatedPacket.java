package dev.parley.media.bandwidth;

/**
 * A packet of a simulated call.
 *
 * @param number of its kind: audio packets and video packets each have a sequence of their own
 * @param frame which picture it belongs to, for video
 * @param isKey whether that picture needs none before it
 * @param isLast whether it is the picture's last packet
 */
record SimulatedPacket(Urgency urgency, int bytes, int number, int frame, boolean isKey, boolean isLast) {

    /** As it goes over the wire. */
    record Sent(SimulatedPacket packet, int transportSequence) {}
}
