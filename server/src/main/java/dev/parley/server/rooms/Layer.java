package dev.parley.server.rooms;

/** Which quality of a picture: the full one or any lower simulcast or spatial layer (MET-6). */
public enum Layer {
    BIG("big"),
    SMALL("small");

    private final String wireName;

    Layer(String wireName) {
        this.wireName = wireName;
    }

    public String wireName() {
        return wireName;
    }
}
