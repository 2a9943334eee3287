package dev.parley.server.config;

import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Settings with where each of them came from.
 *
 * @param origins of every option, by key
 * @param file that was read, if there was one
 */
public record EffectiveSettings(Settings settings, Map<String, Origin> origins, Optional<Path> file) {

    public EffectiveSettings {
        origins = Map.copyOf(origins);
    }

    /** {@link #changed} in words. */
    public String differences() {
        return switch ((int) changed()) {
            case 0 -> "all options have their defaults";
            case 1 -> "1 option differs from its default";
            default -> changed() + " options differ from their defaults";
        };
    }

    /** How many options have another value than by default. */
    public long changed() {
        Map<String, @Nullable Object> values = SettingsTree.values(settings);
        return SettingsTree.options().values().stream()
                .filter(option -> !Objects.equals(option.defaultValue(), values.get(option.key())))
                .count();
    }
}
