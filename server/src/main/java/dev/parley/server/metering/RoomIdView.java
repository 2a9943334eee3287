package dev.parley.server.metering;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A room's id where it lies in a segment's head, so that rooms can be ordered without making strings. Mutable. */
final class RoomIdView {

    private byte[] bytes = {};
    private int start;
    private int length;
    private boolean stringRoom;
    private long prefix;

    void set(byte[] source, int from, int count, boolean ofStringRoom) {
        bytes = source;
        start = from;
        length = count;
        stringRoom = ofStringRoom;
        prefix = prefixOf(source, from, count);
    }

    void copyFrom(RoomIdView other) {
        bytes = other.bytes;
        start = other.start;
        length = other.length;
        stringRoom = other.stringRoom;
        prefix = other.prefix;
    }

    byte[] bytes() {
        return bytes;
    }

    int start() {
        return start;
    }

    int length() {
        return length;
    }

    boolean isStringRoom() {
        return stringRoom;
    }

    String text() {
        return new String(bytes, start, length, StandardCharsets.UTF_8);
    }

    /** ROOM-9: by the bytes of the id, the integer room first. */
    int compareTo(RoomIdView other) {
        if (prefix != other.prefix) {
            return Long.compareUnsigned(prefix, other.prefix);
        }
        int byId = Arrays.compareUnsigned(
                bytes, start, start + length, other.bytes, other.start, other.start + other.length);
        return byId != 0 ? byId : Boolean.compare(stringRoom, other.stringRoom);
    }

    /** The first eight bytes as a number whose unsigned order is theirs; shorter ids are filled up with zeros. */
    private static long prefixOf(byte[] bytes, int start, int length) {
        long prefix = 0;
        int count = Math.min(8, length);
        for (int i = 0; i < count; i++) {
            prefix = prefix << 8 | (bytes[start + i] & 0xFF);
        }
        return count == 0 ? 0 : prefix << (8 * (8 - count));
    }
}
