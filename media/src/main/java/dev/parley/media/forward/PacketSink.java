package dev.parley.media.forward;

/**
 * Takes what a publisher's track brings: a player's track, or a tap that wants plain packets without the price of
 * encryption. Called on the owner thread.
 */
public interface PacketSink {

    /** Takes a packet, each once, in the order of arrival: what was repaired comes late. */
    void take(IncomingTrack from, MediaPacket packet, long now);

    /** The track has ended and brings nothing any more. */
    void lose(IncomingTrack source);
}
