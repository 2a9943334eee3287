package dev.parley.server.load;

import java.util.Locale;

/** How subscribers tell the server what their path carries. */
enum BandwidthFeedback {
    NONE,
    /** Receiver estimated maximum bitrate: a path with room left. */
    REMB,
    /** Transport-wide arrival times, when the server numbers its packets for that, else REMB. */
    TWCC;

    /** As it is typed. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
