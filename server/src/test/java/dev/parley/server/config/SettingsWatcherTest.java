package dev.parley.server.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** When a file counts as changed; the test looks, in place of the thread. */
class SettingsWatcherTest {

    private static final FileTime THEN = FileTime.from(Instant.parse("2026-11-23T10:00:00Z"));

    @TempDir
    @SuppressWarnings("NullAway.Init") // given by JUnit
    private Path directory;

    private final AtomicInteger reloads = new AtomicInteger();

    private Path file = Path.of("");

    @BeforeEach
    void createFile() throws IOException {
        file = write(directory.resolve("parley.yaml"), "http: {}");
    }

    private static Path write(Path file, String text) throws IOException {
        Files.writeString(file, text);
        return Files.setLastModifiedTime(file, THEN);
    }

    private SettingsWatcher watcher() {
        return new SettingsWatcher(file, reloads::incrementAndGet);
    }

    private void assertSeen(SettingsWatcher watcher, int times) {
        watcher.look();
        watcher.look();
        assertThat(reloads).hasValue(times);
    }

    @Test
    void readsAtTheFirstLookAndThenOnlyAfterAChange() throws IOException {
        SettingsWatcher watcher = watcher();

        assertSeen(watcher, 1);
        Files.setLastModifiedTime(file, FileTime.from(THEN.toInstant().plusNanos(1_000_000)));
        assertSeen(watcher, 2);
        write(file, "http: {} # longer, at the first time again");
        assertSeen(watcher, 3);
    }

    @Test
    void waitsForAFileThatIsStillBeingWritten() throws IOException {
        SettingsWatcher watcher = watcher();
        assertSeen(watcher, 1);

        write(file, "");
        watcher.look();
        assertThat(reloads).as("emptied").hasValue(1);
        write(file, "http: {} # half");
        watcher.look();
        assertThat(reloads).as("half written").hasValue(1);
        write(file, "http: {} # whole, and as it stays");

        assertSeen(watcher, 2);
    }

    @Test
    void noticesAFileThatWasReplacedByOneThatLooksTheSame() throws IOException {
        SettingsWatcher watcher = watcher();
        assertSeen(watcher, 1);

        Path draft = write(directory.resolve("draft"), "api:  {}");
        Files.move(draft, file, StandardCopyOption.REPLACE_EXISTING);

        assertSeen(watcher, 2);
    }

    /** How a mounted configuration changes: a link above the file is swapped. */
    @Test
    void noticesASwappedLinkAboveTheFile() throws IOException {
        Path old = Files.createDirectory(directory.resolve("old"));
        Path fresh = Files.createDirectory(directory.resolve("fresh"));
        write(old.resolve("parley.yaml"), "http: {}");
        write(fresh.resolve("parley.yaml"), "api:  {}");
        Path link = Files.createSymbolicLink(directory.resolve("current"), old);
        file = link.resolve("parley.yaml");
        SettingsWatcher watcher = watcher();
        assertSeen(watcher, 1);

        Files.delete(link);
        Files.createSymbolicLink(link, fresh);

        assertSeen(watcher, 2);
    }

    @Test
    void noticesThatTheFileIsGoneAndThatItIsBack() throws IOException {
        SettingsWatcher watcher = watcher();
        assertSeen(watcher, 1);

        Files.delete(file);
        assertSeen(watcher, 2);
        write(file, "http: {}");
        assertSeen(watcher, 3);
    }

    @Test
    void goesOnAfterAReloadThatFailed() throws IOException {
        SettingsWatcher watcher = new SettingsWatcher(file, () -> {
            if (reloads.incrementAndGet() == 1) {
                throw new IllegalStateException("broken on purpose");
            }
        });
        watcher.look();
        write(file, "http: {} # longer");

        assertSeen(watcher, 2);
    }
}
