package dev.parley.server.metering;

/** The class of one counted second, in the order of the CSV's columns (MET-8). */
public enum Tier {
    AUDIO(0, "Audio", "Audio"),
    SD(1, "SD", "SD"),
    HD(2, "hd", "HD"),
    FULL_HD(3, "FullHD", "FullHD"),
    TWO_K(4, "2K", "2K"),
    FOUR_K(5, "4K", "4K");

    /** How many there are. */
    public static final int COUNT = 6;

    private static final Tier[] BY_COLUMN = values();

    private final int column;
    private final String csvColumn;
    private final String usageKey;

    Tier(int column, String csvColumn, String usageKey) {
        this.column = column;
        this.csvColumn = csvColumn;
        this.usageKey = usageKey;
    }

    /** Position among the six sums of a row, 0 for audio. */
    public int column() {
        return column;
    }

    /** The tier of a position, 0 to 5. */
    public static Tier ofColumn(int column) {
        return BY_COLUMN[column];
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
