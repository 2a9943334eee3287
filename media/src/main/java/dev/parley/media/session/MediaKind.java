package dev.parley.media.session;

/** The two kinds of media a track can carry; the names are those of SDP's {@code m=} lines. */
public enum MediaKind {
    AUDIO,
    VIDEO
}
