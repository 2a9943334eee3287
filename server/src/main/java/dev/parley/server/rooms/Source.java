package dev.parley.server.rooms;

/** Which picture of a publisher: the camera ({@code main}) or the screen share ({@code aux}) (MET-5). */
public enum Source {
    MAIN("main"),
    AUX("aux");

    private final String wireName;

    Source(String wireName) {
        this.wireName = wireName;
    }

    public String wireName() {
        return wireName;
    }
}
