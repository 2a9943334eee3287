package dev.parley.media.forward;

/**
 * Where one client's outgoing packets are put together, one after the other: a client with a hundred slots needs no
 * buffers for each. What is in them counts only until the packet is sealed.
 */
final class ScratchPackets {

    /** More than any datagram holds. */
    private static final int LENGTH = 2_048;

    private final byte[] packet = new byte[LENGTH];
    private final byte[] repeated = new byte[LENGTH];

    byte[] packet() {
        return packet;
    }

    byte[] repeated() {
        return repeated;
    }
}
