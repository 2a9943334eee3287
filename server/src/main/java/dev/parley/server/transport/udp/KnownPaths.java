package dev.parley.server.transport.udp;

import org.jspecify.annotations.Nullable;

/**
 * The paths of peers that have proved who they are, found by the numbers in a datagram's source address: a known peer's
 * datagram costs no object. An open table with linear probing, at most half full; whoever adds a path sees to it that it
 * is removed again. For one worker's thread.
 */
public final class KnownPaths {

    private static final int FIRST_CAPACITY = 64;

    private @Nullable UdpPath[] table = new UdpPath[FIRST_CAPACITY];
    private int size;

    /** The known path with that address, or one made for this datagram alone. */
    UdpPath of(long high, long low, int port, int scope) {
        int mask = table.length - 1;
        int index = UdpPath.hash(high, low, port, scope) & mask;
        for (UdpPath path = table[index]; path != null; path = table[index]) {
            if (path.is(high, low, port, scope)) {
                return path;
            }
            index = (index + 1) & mask;
        }
        return new UdpPath(high, low, port, scope);
    }

    /** Has {@code path} found from now on; nothing happens when an equal one is. */
    public void add(UdpPath path) {
        if (2 * (size + 1) > table.length) {
            grow();
        }
        int index = placeOf(path);
        if (table[index] == null) {
            table[index] = path;
            size++;
        }
    }

    /** Forgets the path equal to {@code path}, if there is one. */
    public void remove(UdpPath path) {
        int gap = placeOf(path);
        if (table[gap] == null) {
            return;
        }
        size--;
        table[gap] = null;
        int mask = table.length - 1;
        // Those behind that had been pushed past the gap move into it, or they would not be found any more.
        int index = (gap + 1) & mask;
        for (UdpPath next = table[index]; next != null; next = table[index]) {
            int home = next.hashCode() & mask;
            if (((index - home) & mask) >= ((index - gap) & mask)) {
                table[gap] = next;
                table[index] = null;
                gap = index;
            }
            index = (index + 1) & mask;
        }
    }

    int size() {
        return size;
    }

    private int placeOf(UdpPath path) {
        int mask = table.length - 1;
        int index = path.hashCode() & mask;
        for (UdpPath other = table[index]; other != null && !other.equals(path); other = table[index]) {
            index = (index + 1) & mask;
        }
        return index;
    }

    private void grow() {
        @Nullable UdpPath[] old = table;
        table = new UdpPath[2 * old.length];
        for (UdpPath path : old) {
            if (path != null) {
                table[placeOf(path)] = path;
            }
        }
    }
}
