package dev.parley.server.cli.doctor;

import dev.parley.server.cli.doctor.Machine.Disk;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Where usage and keys are kept. */
final class DiskChecks {

    private static final long TOO_LITTLE = 64L << 20;
    private static final long LITTLE = 1L << 30;
    private static final Duration SLOW = Duration.ofMillis(50);
    private static final Duration FAR_TOO_SLOW = Duration.ofMillis(500);
    private static final double NANOS_PER_MILLI = 1e6;
    private static final Set<String> IN_MEMORY = Set.of("tmpfs", "ramfs");
    private static final Set<String> OVER_A_NETWORK =
            Set.of("nfs", "nfs4", "cifs", "smb", "smb2", "smb3", "smbfs", "9p", "fuse.sshfs", "afs", "ceph");

    private DiskChecks() {}

    static List<Finding> examine(Plan plan, Machine machine) {
        Disk disk = machine.disk(plan.data());
        List<Finding> findings = new ArrayList<>();
        findings.add(writable(plan.data(), disk));
        if (disk.trouble() == null) {
            findings.add(space(disk));
            Finding kind = kind(disk);
            if (kind != null) {
                findings.add(kind);
            }
            findings.add(speed(disk));
        }
        return findings;
    }

    private static Finding writable(Path data, Disk disk) {
        if (disk.trouble() != null) {
            return Finding.fail(
                    "data directory",
                    data + " cannot be written: " + disk.trouble(),
                    "give another one with server.data-directory (--data), or let this user write to it");
        }
        if (!disk.exists()) {
            return Finding.ok("data directory", data + " is not there yet and can be created");
        }
        if (disk.permissions() != null && !disk.permissions().endsWith("------")) {
            return Finding.note(
                    "data directory",
                    "others can look into " + data + " (" + disk.permissions() + "), which holds secrets",
                    "the server closes it when it starts; until then: chmod 700 " + data);
        }
        return Finding.ok("data directory", data + " can be written, by its owner alone");
    }

    private static Finding space(Disk disk) {
        String text = Sizes.text(disk.freeBytes()) + " free";
        String remedy = "free space or move the data directory";
        if (disk.freeBytes() < TOO_LITTLE) {
            return Finding.fail("disk space", text + "; the server would not call itself ready", remedy);
        }
        return disk.freeBytes() < LITTLE ? Finding.warn("disk space", text, remedy) : Finding.ok("disk space", text);
    }

    private static @Nullable Finding kind(Disk disk) {
        String kind = disk.fileSystem().toLowerCase(Locale.ROOT);
        if (IN_MEMORY.contains(kind)) {
            return Finding.warn(
                    "file system",
                    kind + " is memory: usage, keys and applications are gone when the machine restarts",
                    "put the data directory on a disk");
        }
        if (kind.equals("overlay") || kind.equals("overlayfs")) {
            return Finding.warn(
                    "file system",
                    "this is a container's own layer: everything is gone with the container",
                    "mount a volume and give it as --data");
        }
        return OVER_A_NETWORK.contains(kind)
                ? Finding.warn(
                        "file system",
                        kind + " is a network's: its locks and syncs do not keep a database safe",
                        "put the data directory on a local disk")
                : null;
    }

    private static Finding speed(Disk disk) {
        Duration sync = disk.sync();
        if (sync == null) {
            return Finding.note("disk speed", "could not be measured", null);
        }
        String text = String.format(
                Locale.ROOT,
                "%.1f ms until data is safe on the %s disk",
                sync.toNanos() / NANOS_PER_MILLI,
                disk.fileSystem());
        if (sync.compareTo(SLOW) < 0) {
            return Finding.ok("disk speed", text);
        }
        String remedy = "usage is stored every second: take a faster disk, or one that fewer programs share";
        return sync.compareTo(FAR_TOO_SLOW) < 0
                ? Finding.note("disk speed", text, remedy)
                : Finding.warn("disk speed", text, remedy);
    }
}
