package dev.parley.server.config;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Puts the sources of settings together, strictly: whatever is not understood is a problem, and all are told. */
public final class SettingsReader {

    static final String PREFIX = "PARLEY_";

    /** More than every option with a page of comment each. */
    private static final int LARGEST_FILE = 256 * 1024;

    /** Read by the launcher, the command line and the tests; no options. */
    private static final Set<String> OTHER_VARIABLES =
            Set.of(SettingsSources.FILE_VARIABLE, "PARLEY_JAVA_HOME", "PARLEY_JAVA_OPTIONS", "PARLEY_CHROMIUM");

    private static final Map<String, Option> BY_VARIABLE = SettingsTree.options().values().stream()
            .collect(Collectors.toUnmodifiableMap(Option::variable, Function.identity()));

    private final SettingsSources sources;
    private final List<Problem> problems = new ArrayList<>();
    private final Map<String, @Nullable Object> values = new HashMap<>();
    private final Map<String, Origin> origins = new LinkedHashMap<>();
    /** Options with a value nobody could read; their defaults stand in for it while the others are checked. */
    private final Set<String> unreadable = new HashSet<>();

    private SettingsReader(SettingsSources sources) {
        this.sources = sources;
        for (Option option : SettingsTree.options().values()) {
            values.put(option.key(), option.defaultValue());
            origins.put(option.key(), new Origin.Default());
        }
    }

    /** @throws SettingsException with every problem of every source */
    public static EffectiveSettings read(SettingsSources sources) throws SettingsException {
        return new SettingsReader(sources).read();
    }

    static Settings defaultsBut(Map<String, String> given) {
        List<Assignment> flags = given.entrySet().stream()
                .map(entry -> new Assignment(entry.getKey(), entry.getValue(), "--set"))
                .toList();
        SettingsReader reader = new SettingsReader(new SettingsSources(null, Map.of(), Path.of(""), flags, Set.of()));
        reader.readFlags();
        try {
            return reader.checked();
        } catch (SettingsException wrong) {
            throw new IllegalArgumentException(wrong.getMessage(), wrong);
        }
    }

    private EffectiveSettings read() throws SettingsException {
        Optional<Path> file = sources.fileToRead();
        file.ifPresent(this::readFile);
        readEnvironment();
        readFlags();
        return new EffectiveSettings(checked(), origins, file);
    }

    private void readFile(Path file) {
        Origin whole = new Origin.InFile(file, 0, 0);
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(LARGEST_FILE + 1);
            if (bytes.length > LARGEST_FILE) {
                problems.add(new Problem(whole, "the file is larger than " + LARGEST_FILE + " bytes"));
                return;
            }
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            readSection(YamlText.read(file, text, problems), SettingsTree.root());
        } catch (CharacterCodingException notText) {
            problems.add(new Problem(whole, "the file is not UTF-8 text"));
        } catch (IOException unreadable) {
            String reason = Files.exists(file) ? "the file cannot be read" : "there is no such file";
            problems.add(new Problem(whole, reason));
        }
    }

    private void readSection(Written.Mapping written, SettingsTree.Section section) {
        for (Written.Entry entry : written.entries()) {
            String name = entry.name().text();
            Optional<SettingsTree.Part> found = section.parts().stream()
                    .filter(part -> part.name().equals(name))
                    .findFirst();
            if (found.isEmpty()) {
                refuseUnknown(entry.name(), section.key().isEmpty() ? name : section.key() + "." + name);
                continue;
            }
            switch (found.get()) {
                case Option option -> take(option, entry.value(), entry.name().origin());
                case SettingsTree.Section inner -> readInner(entry, inner);
            }
        }
    }

    private void readInner(Written.Entry entry, SettingsTree.Section inner) {
        switch (entry.value()) {
            case Written.Mapping mapping -> readSection(mapping, inner);
            case Written.Scalar scalar when scalar.nothing() -> {} // every option below it is commented out
            case Written.Scalar _, Written.Sequence _ ->
                problems.add(new Problem(
                        entry.value().origin(), inner.key() + " is a section: write its options below it, indented"));
        }
    }

    private void refuseUnknown(Written.Scalar name, String key) {
        String advice = SettingsTree.options().containsKey(key)
                ? "; write its sections as names above each other, not with dots"
                : Suggestion.text(key, SettingsTree.options().keySet());
        problems.add(new Problem(name.origin(), key + ": there is no such option" + advice));
    }

    private void readEnvironment() {
        new TreeMap<>(sources.environment()).forEach((variable, text) -> {
            Option option = BY_VARIABLE.get(variable);
            Origin origin = new Origin.Environment(variable);
            if (option != null) {
                take(option, option.written(text, origin), origin);
            } else if (variable.startsWith(PREFIX)
                    && !OTHER_VARIABLES.contains(variable)
                    && !isServiceLink(variable, text)) {
                problems.add(new Problem(
                        origin, "there is no such option" + Suggestion.text(variable, BY_VARIABLE.keySet())));
            }
        });
    }

    /** Kubernetes puts the addresses of services into the environment of every pod, under the services' names. */
    private static boolean isServiceLink(String variable, String text) {
        return variable.matches(".*_SERVICE_(HOST|PORT(_.*)?)")
                || variable.matches(".*_PORT_\\d+_(TCP|UDP)(_(PROTO|PORT|ADDR))?")
                || (variable.endsWith("_PORT") && text.matches("(tcp|udp)://.*"));
    }

    private void readFlags() {
        for (Assignment flag : sources.flags()) {
            Option option = SettingsTree.options().get(flag.key());
            Origin origin = new Origin.Flag(flag.flag());
            if (option == null) {
                String advice =
                        Suggestion.text(flag.key(), SettingsTree.options().keySet());
                problems.add(new Problem(origin, flag.key() + ": there is no such option" + advice));
            } else {
                take(option, option.written(flag.text(), origin), origin);
            }
        }
    }

    private void take(Option option, Written written, Origin origin) {
        int before = problems.size();
        Object value = option.read(written, problems);
        origins.put(option.key(), origin);
        if (problems.size() == before) {
            values.put(option.key(), value);
        } else {
            unreadable.add(option.key());
        }
    }

    /** The tree, when nothing is wrong with its values by themselves nor together. */
    private Settings checked() throws SettingsException {
        try {
            Settings settings = SettingsTree.build(values);
            new SettingsChecks(settings, sources.actions(), this::report).run();
            if (problems.isEmpty()) {
                return settings;
            }
        } catch (SettingsTree.RefusedException refused) {
            report(refused.keys(), String.valueOf(refused.getMessage()));
        }
        throw new SettingsException(problems);
    }

    /** @param keys of the options concerned, the likeliest culprit first */
    private void report(List<String> keys, String message) {
        if (keys.stream().noneMatch(unreadable::contains)) {
            Origin place = keys.stream()
                    .map(key -> origins.getOrDefault(key, new Origin.Default()))
                    .filter(origin -> !(origin instanceof Origin.Default))
                    .findFirst()
                    .orElseGet(Origin.Default::new);
            problems.add(new Problem(place, message));
        }
    }
}
