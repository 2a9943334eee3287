package dev.parley.server.rooms;

/**
 * How many messages, and how many bytes of them, a sender may send: two buckets that fill up within a second (spec/13
 * §1.4, rule 2).
 */
final class MessageAllowance {

    private static final long NOTICE_INTERVAL_MILLIS = 1_000;

    private double messages;
    private double bytes;
    private long since;
    private boolean filled;
    private int dropped;
    private long nextNotice = Long.MIN_VALUE;

    /** Counts one more; false when it is to be dropped. */
    boolean take(int size, int messagesPerSecond, int bytesPerSecond, long now) {
        double seconds = filled ? (now - since) / 1_000.0 : 1;
        messages = Math.min(messagesPerSecond, messages + seconds * messagesPerSecond);
        bytes = Math.min(bytesPerSecond, bytes + seconds * bytesPerSecond);
        since = now;
        filled = true;
        if (messages < 1 || bytes < size) {
            dropped++;
            return false;
        }
        messages--;
        bytes -= size;
        return true;
    }

    /** How many were dropped, when the sender is to be told now; else 0. */
    int takeNotice(long now) {
        if (dropped == 0 || now < nextNotice) {
            return 0;
        }
        int told = dropped;
        dropped = 0;
        nextNotice = now + NOTICE_INTERVAL_MILLIS;
        return told;
    }
}
