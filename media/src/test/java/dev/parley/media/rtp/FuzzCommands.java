package dev.parley.media.rtp;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A fuzzer's bytes read as a list of commands: what to do, with which number, and how many bytes of content (two
 * bytes), which follow. The last content ends where the bytes do.
 *
 * @param what 0..255
 * @param number 0..255
 */
public record FuzzCommands(int what, int number, byte[] content) {

    private static final int HEAD = 4;

    /** At most {@code most} of them; the rest is left out, so that no input takes long. */
    public static List<FuzzCommands> of(byte[] input, int most) {
        List<FuzzCommands> commands = new ArrayList<>();
        int position = 0;
        while (position + HEAD <= input.length && commands.size() < most) {
            int start = position + HEAD;
            int end = Math.min(input.length, start + BigEndian.unsigned16(input, position + 2));
            commands.add(new FuzzCommands(
                    input[position] & 0xFF, input[position + 1] & 0xFF, Arrays.copyOfRange(input, start, end)));
            position = end;
        }
        return commands;
    }
}
