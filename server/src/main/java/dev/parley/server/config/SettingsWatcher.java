package dev.parley.server.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reloads settings when their file has changed: another time, size or file behind the name, and the same at the next
 * look. Editors and scripts empty a file before they fill it, and an empty file would mean the defaults, which let more
 * people in than an operator may want even for a moment. It looks instead of being notified, because a mounted
 * configuration changes by swapping a symbolic link somewhere above the file.
 */
public final class SettingsWatcher {

    /** How often {@link #watch} looks. */
    public static final Duration INTERVAL = Duration.ofSeconds(2);

    private static final Logger LOG = LoggerFactory.getLogger(SettingsWatcher.class);
    private static final String NEVER_SEEN = "";

    private final Path file;
    private final Runnable reload;
    private String seen = NEVER_SEEN;
    private String changing = NEVER_SEEN;

    public SettingsWatcher(SettingsSources sources, LiveSettings settings) {
        this(sources.file(), settings::reload);
    }

    SettingsWatcher(Path file, Runnable reload) {
        this.file = file;
        this.reload = reload;
    }

    /** Looks now and then on a thread of {@code executor}, until that is shut down. */
    public void watch(ScheduledExecutorService executor) {
        executor.scheduleWithFixedDelay(this::look, INTERVAL.toMillis(), INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
    }

    /**
     * Looks once; a change counts when two looks in a row found it. The first look always reloads: the file may have
     * changed since the server read it.
     */
    void look() {
        try {
            String now = appearance();
            boolean settled = seen.equals(NEVER_SEEN) || now.equals(changing);
            changing = now;
            if (settled && !now.equals(seen)) {
                // Before reading: a change during the reading shows at the next look.
                seen = now;
                reload.run();
            }
        } catch (RuntimeException failure) {
            LOG.error("Reading the settings in {} again failed; those in force stay", file, failure);
        }
    }

    private String appearance() {
        try {
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            return attributes.lastModifiedTime().to(TimeUnit.NANOSECONDS) + " " + attributes.size() + " "
                    + attributes.fileKey();
        } catch (IOException absent) {
            return "absent";
        }
    }
}
