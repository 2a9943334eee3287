package dev.parley.server.metering;

/** The class of one counted second, in the order of the CSV's columns (MET-8). */
public enum Tier {
    AUDIO("Audio", "Audio"),
    SD("SD", "SD"),
    HD("hd", "HD"),
    FULL_HD("FullHD", "FullHD"),
    TWO_K("2K", "2K"),
    FOUR_K("4K", "4K");

    private final String csvColumn;
    private final String usageKey;

    Tier(String csvColumn, String usageKey) {
        this.csvColumn = csvColumn;
        this.usageKey = usageKey;
    }

    /** Spelling in the CSV header (ROOM-4). */
    public String csvColumn() {
        return csvColumn;
    }

    /** Spelling in {@code UsageKey} (spec/21 §2.2). */
    public String usageKey() {
        return usageKey;
    }
}
