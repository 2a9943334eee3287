package dev.parley.server.participant;

import java.util.Arrays;

/** Where a stream of a user comes from, with its name and bits on the wire (docs/signalling.md). */
public enum MediaSource {
    AUDIO("audio", 8, 64),
    MAIN("main", 1, 16),
    AUX("aux", 4, 32);

    private final String wireName;
    private final int published;
    private final int muted;

    MediaSource(String wireName, int published, int muted) {
        this.wireName = wireName;
        this.published = published;
        this.muted = muted;
    }

    /** @throws IllegalArgumentException when there is none of that name */
    static MediaSource named(String wireName) {
        return Arrays.stream(values())
                .filter(source -> source.wireName.equals(wireName))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no source is called " + wireName));
    }

    public String wireName() {
        return wireName;
    }

    public boolean isVideo() {
        return this != AUDIO;
    }

    /** The flag that says it is published. */
    public int publishedFlag() {
        return published;
    }

    /** The flag that says it is muted. */
    public int mutedFlag() {
        return muted;
    }
}
