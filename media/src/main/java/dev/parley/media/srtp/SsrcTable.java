package dev.parley.media.srtp;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** State by SSRC with a fixed limit, without boxing the key: open addressing over at most half-full slots. */
final class SsrcTable<T> {

    private static final int FIRST_CAPACITY = 16;
    private static final int EMPTY = -1;

    private final int limit;
    private final List<T> values = new ArrayList<>();
    private int[] ssrcs = new int[FIRST_CAPACITY];
    private int[] positions = new int[FIRST_CAPACITY];

    SsrcTable(int limit) {
        this.limit = limit;
        Arrays.fill(positions, EMPTY);
    }

    @Nullable
    T get(int ssrc) {
        int position = positions[slot(ssrc)];
        return position == EMPTY ? null : values.get(position);
    }

    boolean isFull() {
        return values.size() == limit;
    }

    /** Adds state for an SSRC that has none; the caller has asked {@link #isFull} before. */
    void add(int ssrc, T value) {
        if (isFull()) {
            throw new IllegalStateException("more than " + limit + " SSRCs on one transport");
        }
        if (2 * (values.size() + 1) > ssrcs.length) {
            grow();
        }
        int slot = slot(ssrc);
        ssrcs[slot] = ssrc;
        positions[slot] = values.size();
        values.add(value);
    }

    private int slot(int ssrc) {
        int mask = ssrcs.length - 1;
        // SSRCs may be chosen by someone who wants them to collide; the limit bounds what that can cost.
        int slot = ((ssrc * 0x9E3779B9) >>> 16) & mask;
        while (positions[slot] != EMPTY && ssrcs[slot] != ssrc) {
            slot = (slot + 1) & mask;
        }
        return slot;
    }

    private void grow() {
        int[] oldSsrcs = ssrcs;
        int[] oldPositions = positions;
        ssrcs = new int[2 * oldSsrcs.length];
        positions = new int[ssrcs.length];
        Arrays.fill(positions, EMPTY);
        for (int i = 0; i < oldSsrcs.length; i++) {
            if (oldPositions[i] != EMPTY) {
                int slot = slot(oldSsrcs[i]);
                ssrcs[slot] = oldSsrcs[i];
                positions[slot] = oldPositions[i];
            }
        }
    }
}
