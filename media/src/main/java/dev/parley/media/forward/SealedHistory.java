package dev.parley.media.forward;

import dev.parley.media.session.PeerTransport;

/**
 * The encrypted packets last sent to one player that has no retransmission format. Repeating a packet under its own
 * sequence number is safe only byte by byte: encrypting again could use one nonce for two different texts (RFC 7714
 * §8.1).
 */
final class SealedHistory {

    private final byte[][] packets;
    private final int[] lengths;
    private final int[] sequences;

    SealedHistory(int capacity) {
        packets = new byte[capacity][];
        lengths = new int[capacity];
        sequences = new int[capacity];
    }

    void put(int sequence, byte[] sealed, int length) {
        int slot = sequence & (packets.length - 1);
        byte[] kept = packets[slot];
        if (kept == null || kept.length < length) {
            kept = new byte[Math.max(length, 1_280)];
            packets[slot] = kept;
        }
        System.arraycopy(sealed, 0, kept, 0, length);
        lengths[slot] = length;
        sequences[slot] = sequence;
    }

    /** Whether a packet of that number was sent, and is kept. */
    boolean holds(int sequence) {
        int slot = sequence & (packets.length - 1);
        return packets[slot] != null && sequences[slot] == sequence;
    }

    /** Sends it again if it {@link #holds} it. */
    void repeat(int sequence, PeerTransport transport) {
        if (holds(sequence)) {
            int slot = sequence & (packets.length - 1);
            transport.repeatSealed(packets[slot], lengths[slot]);
        }
    }
}
