package dev.parley.server.metering;

import java.util.zip.CRC32C;

/**
 * The usage of the rooms of one application in one hour, in columns (DESIGN §3).
 *
 * <p>Both parts begin with a version byte and the CRC32C of the rest. Numbers are of variable length. The head holds
 * the number of rooms and then, in the order of ROOM-9, for each room: twice the length of its id in UTF-8 bytes plus
 * one for a string room, the id, a mask of the columns in use and the hour's total of each such column. A column is a
 * {@link Tier}, robots' six behind the others' six. The body, deflated behind its inflated length, holds for each room
 * and column in use the number of runs and then the runs: minutes left out, minutes covered, seconds in each of them.
 *
 * @param head answers questions about the whole hour
 * @param body answers questions about its minutes
 */
public record Segment(byte[] head, byte[] body) {

    static final int VERSION = 1;
    static final int COLUMNS = 2 * Tier.COUNT;
    static final int MINUTES = 60;
    static final int LONGEST_ID = 1024;

    /** Behind version and checksum. */
    static final int CONTENT = 5;

    static void checkEnvelope(byte[] bytes, String part) {
        if (bytes.length < CONTENT || bytes[0] != VERSION) {
            throw new CorruptSegmentException(part + " has an unknown version");
        }
        int stated = new ByteCursor(bytes, 1).readInt();
        if (stated != checksum(bytes, bytes.length)) {
            throw new CorruptSegmentException(part + " does not match its checksum");
        }
    }

    static int checksum(byte[] bytes, int length) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, CONTENT, length - CONTENT);
        return (int) crc.getValue();
    }
}
