package dev.parley.server.rooms;

import java.util.HashMap;
import java.util.Map;

/** Whose media is kept from everybody in this life cycle of a room; outlives their sessions (spec/11 §3). */
final class Blocks {

    /** What is kept back of one user; video covers the screen and the small picture. */
    record Block(boolean audio, boolean video) {

        static final Block NONE = new Block(false, false);

        boolean covers(StreamType type) {
            return type.isVideo() ? video : audio;
        }
    }

    private final Map<String, Block> byUser = new HashMap<>();

    Block of(String userId) {
        return byUser.getOrDefault(userId, Block.NONE);
    }

    void set(String userId, Block block) {
        if (block.equals(Block.NONE)) {
            byUser.remove(userId);
        } else {
            byUser.put(userId, block);
        }
    }
}
