package dev.parley.media.forward;

/** Told about the flow of packets to a player, on the track's thread. */
public interface FlowListener {

    /**
     * The first packet was forwarded since the flow was off, or the first one of another source after
     * {@link OutgoingTrack#switchTo}; {@link OutgoingTrack#source} tells which.
     *
     * @param now epoch milliseconds
     */
    void onFlowOn(OutgoingTrack track, long now);

    /** Nothing was forwarded for the stall timeout; {@code at} is when it expired, in epoch milliseconds. */
    void onFlowOff(OutgoingTrack track, long at);
}
