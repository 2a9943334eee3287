package dev.parley.server.participant;

/**
 * What a participant wants to receive.
 *
 * @param small whether the small picture is preferred
 */
public record Subscription(String userId, MediaSource source, boolean small) {

    public static Subscription of(String userId, MediaSource source) {
        return new Subscription(userId, source, false);
    }

    public static Subscription small(String userId) {
        return new Subscription(userId, MediaSource.MAIN, true);
    }
}
