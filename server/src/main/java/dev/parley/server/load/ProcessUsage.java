package dev.parley.server.load;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a process on this machine has used, as Linux tells under {@code /proc} (proc(5)). */
final class ProcessUsage {

    /** Always this many to user space on Linux, whatever the kernel's own timer does. */
    private static final long TICKS_PER_SECOND = 100;

    private static final Pattern RESIDENT = Pattern.compile("^VmRSS:\\s+(\\d+) kB$", Pattern.MULTILINE);

    /** Of the fields after the name, which may itself hold blanks and brackets, these are utime and stime. */
    private static final int USER_TIME = 11;

    private static final int SYSTEM_TIME = 12;

    private final Path directory;

    /**
     * @param proc {@code /proc}, but for tests
     * @throws IOException when there is no such process
     */
    ProcessUsage(Path proc, long pid) throws IOException {
        directory = proc.resolve(Long.toString(pid));
        if (!Files.isReadable(directory.resolve("stat"))) {
            throw new IOException("there is no process " + pid + " here; --server-pid names one of this machine");
        }
    }

    /** User and system time so far; in steps of 10 ms. */
    Duration processorTime() throws IOException {
        String stat = Files.readString(directory.resolve("stat"));
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        long ticks = Long.parseLong(fields[USER_TIME]) + Long.parseLong(fields[SYSTEM_TIME]);
        return Duration.ofMillis(ticks * 1_000 / TICKS_PER_SECOND);
    }

    /** Bytes in memory; 0 when it has ended. */
    long residentBytes() throws IOException {
        Matcher matcher = RESIDENT.matcher(Files.readString(directory.resolve("status")));
        return matcher.find() ? Long.parseLong(matcher.group(1)) * 1_024 : 0;
    }

    /** Whether it still runs; one that has ended may be listed as a zombie until its parent looks. */
    boolean isThere() {
        try {
            String stat = Files.readString(directory.resolve("stat"));
            return stat.charAt(stat.lastIndexOf(')') + 2) != 'Z';
        } catch (IOException gone) {
            return false;
        }
    }
}
