package dev.parley.media.bandwidth;

/** What goes first when not everything can go at once; the order of the names is the order of sending. */
public enum Urgency {
    /** Never waits. */
    AUDIO,
    /** A packet that was lost and is sent again: the picture stands still until it is there. */
    REPAIR,
    VIDEO,
    /** Goes when nothing else wants to. */
    PADDING
}
