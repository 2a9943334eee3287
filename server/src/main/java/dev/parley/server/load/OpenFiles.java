package dev.parley.server.load;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Whether this process may open a socket for everybody. */
final class OpenFiles {

    /** Libraries, connections to the server's doors, selectors. */
    private static final int SPARE = 256;

    private static final Pattern LIMIT = Pattern.compile("^Max open files\\s+(\\d+)\\s", Pattern.MULTILINE);

    private OpenFiles() {}

    /**
     * @param limits {@code /proc/self/limits}, but for tests; when there is no such file, nothing is known
     * @throws IOException when there are too few, with what to do
     */
    static void require(Path limits, int peers) throws IOException {
        if (!Files.isReadable(limits)) {
            return;
        }
        Matcher matcher = LIMIT.matcher(Files.readString(limits));
        int needed = peers + SPARE;
        if (matcher.find() && Long.parseLong(matcher.group(1)) < needed) {
            throw new IOException(peers + " publishers and subscribers need " + needed
                    + " open files, and this shell allows " + matcher.group(1) + ". Try: ulimit -n " + needed);
        }
    }
}
