package dev.parley.server.config;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An amount of bytes, written {@code 64MB}; KB, MB and GB are powers of 1024. */
public record ByteSize(long bytes) implements Comparable<ByteSize> {

    private static final Pattern TEXT = Pattern.compile("(\\d{1,9})(B|KB|MB|GB)");
    private static final String[] UNITS = {"B", "KB", "MB", "GB"};
    private static final int UNIT = 1024;

    public ByteSize {
        if (bytes < 0) {
            throw new IllegalArgumentException("a size cannot be negative");
        }
    }

    public static ByteSize ofMegabytes(long megabytes) {
        return new ByteSize(megabytes * UNIT * UNIT);
    }

    /** @throws IllegalArgumentException with what is wrong, in words for the user */
    public static ByteSize parse(String text) {
        Matcher matcher = TEXT.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("write a number with B, KB, MB or GB, such as 64MB");
        }
        long bytes = Long.parseLong(matcher.group(1));
        for (int unit = 0; !UNITS[unit].equals(matcher.group(2)); unit++) {
            bytes *= UNIT;
        }
        return new ByteSize(bytes);
    }

    @Override
    public int compareTo(ByteSize other) {
        return Long.compare(bytes, other.bytes);
    }

    /** In the largest unit that needs no fraction. */
    @Override
    public String toString() {
        long amount = bytes;
        int unit = 0;
        while (amount > 0 && amount % UNIT == 0 && unit < UNITS.length - 1) {
            amount /= UNIT;
            unit++;
        }
        return amount + UNITS[unit];
    }
}
