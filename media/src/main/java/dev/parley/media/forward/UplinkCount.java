package dev.parley.media.forward;

/**
 * What became of a client's own packets on their way here, retransmissions not counted.
 *
 * @param expected packets sent, as their sequence numbers tell
 * @param received of these, those that arrived; never more
 */
public record UplinkCount(long expected, long received) {}
