package dev.parley.server.rooms;

/** Which quality of a picture somebody asks for (spec/17 §6). */
public enum LayerWish {
    BIG("big"),
    SMALL("small"),

    /** The big one, and lower ones while the connection does not carry it. */
    AUTOMATIC("auto");

    private final String wireName;

    LayerWish(String wireName) {
        this.wireName = wireName;
    }

    public String wireName() {
        return wireName;
    }

    /** What is sent while nothing speaks against it. */
    Layer layer() {
        return this == SMALL ? Layer.SMALL : Layer.BIG;
    }
}
