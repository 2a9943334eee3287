package dev.parley.server.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The settings a running server goes by. {@link #reload} takes up what may change while it runs and names what waits
 * for a restart; what it waits for never shows in {@link #current}. Safe for use by any thread.
 */
public final class LiveSettings {

    private static final Logger LOG = LoggerFactory.getLogger(LiveSettings.class);

    /** Reads every source again. */
    @FunctionalInterface
    interface Reading {
        Settings read() throws SettingsException;
    }

    private final Reading reading;
    private final List<Consumer<Settings>> listeners = new CopyOnWriteArrayList<>();
    private volatile Settings current;
    /** What was said last, so that nothing is said twice. */
    private String saidProblems = "";

    private Map<String, String> saidWaiting = Map.of();

    LiveSettings(Settings first, Reading reading) {
        this.current = first;
        this.reading = reading;
    }

    /** @throws SettingsException when the sources cannot be used */
    public static LiveSettings open(SettingsSources sources) throws SettingsException {
        Reading reading = () -> SettingsReader.read(sources).settings();
        return new LiveSettings(reading.read(), reading);
    }

    /** Settings that no source changes, for programs that bring their own. */
    public static LiveSettings fixed(Settings settings) {
        return new LiveSettings(settings, () -> settings);
    }

    public Settings current() {
        return current;
    }

    /** What the cloud API goes by, to be asked at each call. */
    public Supplier<ApiSettings> api() {
        return () -> current.api();
    }

    /** Has {@code listener} told of the settings after each change, on the thread that reloads. */
    public void onChange(Consumer<Settings> listener) {
        listeners.add(listener);
    }

    /** Reads every source again. Settings that cannot be used change nothing; the log says why, once. */
    public synchronized void reload() {
        Settings next;
        try {
            next = reading.read();
        } catch (SettingsException wrong) {
            String problems = String.valueOf(wrong.getMessage());
            if (!problems.equals(saidProblems)) {
                LOG.error("The settings cannot be used, those in force stay:\n{}", problems);
            }
            saidProblems = problems;
            return;
        }
        saidProblems = "";
        take(next);
    }

    private void take(Settings next) {
        Map<String, @Nullable Object> wanted = SettingsTree.values(next);
        Map<String, @Nullable Object> values = SettingsTree.values(current);
        Map<String, String> waiting = new TreeMap<>();
        List<String> changes = new ArrayList<>();
        for (Option option : SettingsTree.options().values()) {
            Object before = values.get(option.key());
            Object after = wanted.get(option.key());
            if (Objects.equals(before, after)) {
                continue;
            }
            String change = option.key() + " from " + shown(option, before) + " to " + shown(option, after);
            if (option.applies() == Applies.When.RESTART) {
                waiting.put(option.key(), change);
            } else {
                values.put(option.key(), after);
                changes.add(change + " applies " + option.applies().words());
            }
        }
        if (!changes.isEmpty()) {
            current = SettingsTree.build(values);
            changes.forEach(change -> LOG.info("Settings: {}", change));
            listeners.forEach(listener -> listener.accept(current));
        }
        sayWaiting(waiting);
    }

    private void sayWaiting(Map<String, String> waiting) {
        waiting.forEach((key, change) -> {
            if (!change.equals(saidWaiting.get(key))) {
                LOG.warn("Settings: {} takes effect after a restart", change);
            }
        });
        saidWaiting = waiting;
    }

    private static String shown(Option option, @Nullable Object value) {
        String text = option.write(value);
        return text.isEmpty() ? "nothing" : text;
    }
}
