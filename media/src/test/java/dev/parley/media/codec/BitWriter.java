package dev.parley.media.codec;

import java.util.Arrays;

/** Writes the bits of an H.264 parameter set for tests, without emulation prevention unless asked for. */
final class BitWriter {
    private final StringBuilder bits = new StringBuilder();

    BitWriter bits(int count, int value) {
        for (int bit = count - 1; bit >= 0; bit--) {
            bits.append((value >> bit) & 1);
        }
        return this;
    }

    BitWriter unsignedExpGolomb(int... values) {
        for (int value : values) {
            int length = Integer.SIZE - Integer.numberOfLeadingZeros(value + 1);
            bits(length - 1, 0).bits(length, value + 1);
        }
        return this;
    }

    BitWriter signedExpGolomb(int... values) {
        for (int value : values) {
            unsignedExpGolomb(value > 0 ? (2 * value) - 1 : -2 * value);
        }
        return this;
    }

    /** The bytes with the stop bit of section 7.3.2.11. */
    byte[] toBytes() {
        String text = bits + "1";
        byte[] bytes = new byte[(text.length() + 7) / 8];
        for (int i = 0; i < text.length(); i++) {
            bytes[i / 8] |= (byte) ((text.charAt(i) - '0') << (7 - (i % 8)));
        }
        return bytes;
    }

    /** The bytes with a 3 after any two zeros that precede a byte below 4 (section 7.4.1). */
    byte[] toEscapedBytes() {
        byte[] plain = toBytes();
        byte[] escaped = new byte[plain.length * 2];
        int length = 0;
        int zeros = 0;
        for (byte value : plain) {
            if (zeros == 2 && (value & 0xFC) == 0) {
                escaped[length++] = 3;
                zeros = 0;
            }
            escaped[length++] = value;
            zeros = value == 0 ? zeros + 1 : 0;
        }
        return Arrays.copyOf(escaped, length);
    }
}
