package dev.parley.media.container;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The pages of one logical Ogg bitstream (RFC 3533 section 6), put together to packets. */
final class OggPages {
    private static final int PAGE_HEAD = 27;
    private static final int CHECKSUM = 22;
    private static final int FULL_SEGMENT = 255;
    private static final int CONTINUED = 1;
    private static final int FIRST = 2;
    private static final int LAST = 4;
    private static final byte[] MAGIC = "OggS".getBytes(StandardCharsets.US_ASCII);
    private static final int[] CRC = crcTable();

    private final byte[] file;
    private final List<byte[]> packets = new ArrayList<>();
    private final ByteArrayOutputStream partial = new ByteArrayOutputStream();
    /** A packet whose last segment so far was full goes on in the next page, even if nothing of it was there yet. */
    private boolean unfinished;

    private long serial;
    private long nextPage;
    private boolean ended;

    OggPages(byte[] file) {
        this.file = file;
    }

    List<byte[]> packets() throws MalformedContainerException {
        int position = 0;
        while (position < file.length) {
            position += page(position);
        }
        if (unfinished || !ended) {
            throw new MalformedContainerException("the Ogg stream has no end");
        }
        return packets;
    }

    /** Takes the page at {@code start} in; returns its length. */
    private int page(int start) throws MalformedContainerException {
        int length = pageLength(start);
        checkOrder(start);
        if (LittleEndian.unsigned32(file, start + CHECKSUM) != checksum(start, length)) {
            throw new MalformedContainerException("wrong Ogg checksum in the page at byte " + start);
        }
        int segments = file[start + 26] & 0xFF;
        int data = start + PAGE_HEAD + segments;
        for (int i = 0; i < segments; i++) {
            int size = file[start + PAGE_HEAD + i] & 0xFF;
            partial.write(file, data, size);
            data += size;
            unfinished = size == FULL_SEGMENT;
            if (!unfinished) {
                packets.add(partial.toByteArray());
                partial.reset();
            }
        }
        return length;
    }

    private int pageLength(int start) throws MalformedContainerException {
        int left = file.length - start;
        if (left < PAGE_HEAD || !Arrays.equals(file, start, start + 4, MAGIC, 0, 4) || file[start + 4] != 0) {
            throw new MalformedContainerException("no Ogg page at byte " + start);
        }
        int segments = file[start + 26] & 0xFF;
        int length = PAGE_HEAD + segments;
        for (int i = 0; i < segments && length <= left; i++) {
            length += file[start + PAGE_HEAD + i] & 0xFF;
        }
        if (length > left) {
            throw new MalformedContainerException("the Ogg page at byte " + start + " is cut");
        }
        return length;
    }

    private void checkOrder(int start) throws MalformedContainerException {
        int flags = file[start + 5];
        long pageSerial = LittleEndian.unsigned32(file, start + 14);
        boolean first = nextPage == 0;
        serial = first ? pageSerial : serial;
        if (pageSerial != serial
                || LittleEndian.unsigned32(file, start + 18) != nextPage
                || ((flags & FIRST) != 0) != first
                || ((flags & CONTINUED) != 0) != unfinished
                || ended) {
            throw new MalformedContainerException("the Ogg page at byte " + start + " is not the next of one stream");
        }
        nextPage++;
        ended = (flags & LAST) != 0;
    }

    /** Section 6, item 7: the page's CRC with its own field taken as zero. */
    private long checksum(int start, int length) {
        int crc = 0;
        for (int i = 0; i < length; i++) {
            int value = i >= CHECKSUM && i < CHECKSUM + 4 ? 0 : file[start + i] & 0xFF;
            crc = (crc << 8) ^ CRC[(crc >>> 24) ^ value];
        }
        return crc & 0xFFFF_FFFFL;
    }

    private static int[] crcTable() {
        int[] table = new int[256];
        for (int i = 0; i < 256; i++) {
            int crc = i << 24;
            for (int bit = 0; bit < 8; bit++) {
                crc = (crc << 1) ^ (crc < 0 ? 0x04C1_1DB7 : 0);
            }
            table[i] = crc;
        }
        return table;
    }
}
