package dev.parley.server.config;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Settings as files: the commented sample of every option, and the effective values with where they came from. */
public final class SettingsText {

    private static final int WIDTH = 110;
    private static final String INDENT = "  ";

    private final StringBuilder text = new StringBuilder();

    private SettingsText() {}

    /** Every option with its default, commented out: as it stands it changes nothing. */
    public static String sample() {
        SettingsText sample = new SettingsText();
        sample.comment("", """
                Every option of Parley with its default. Copy this file, take the # off the lines you change, and start
                'parley serve --config FILE'. Without --config the file named by PARLEY_CONFIG counts, else parley.yaml
                in the working directory. Variables of the environment win over the file: above each option stands the
                name of its own. What is given on the command line (--set http.listen=0.0.0.0:9000) wins over both. In
                variables and --set, lists are separated by commas and maps written name=value,name=value.""");
        sample.line("", "#");
        sample.comment("", """
                Unknown names are errors, so a slip never goes unnoticed: try 'parley config check'. Relative paths are
                relative to the working directory. A running server looks at the file every two seconds and takes up
                the options that apply at once; of the others it says that they wait for a restart.""");
        sample.sample(SettingsTree.root().parts(), "");
        return sample.text.toString();
    }

    private void sample(List<SettingsTree.Part> parts, String indent) {
        for (SettingsTree.Part part : parts) {
            text.append('\n');
            switch (part) {
                case SettingsTree.Section section -> {
                    comment(indent, section.description());
                    line(indent, section.name() + ":");
                    sample(section.parts(), indent + INDENT);
                }
                case Option option -> {
                    comment(indent, option.description());
                    comment(
                            indent,
                            "Allowed: " + option.allowed() + ". Applies "
                                    + option.applies().words() + ". " + option.variable());
                    line(indent, "#" + assignment(option, option.defaultValue()));
                }
            }
        }
    }

    /** The effective value of every option, with its origin and when a change applies, as a file that says the same. */
    public static String print(EffectiveSettings effective) {
        SettingsText print = new SettingsText();
        print.comment(
                "",
                "The settings of " + effective.file().map(Object::toString).orElse("no file")
                        + ", environment and command line. Each option says where its value came from, and when a"
                        + " change applies.");
        print.print(SettingsTree.root().parts(), "", effective, SettingsTree.values(effective.settings()));
        return print.text.toString();
    }

    private void print(
            List<SettingsTree.Part> parts,
            String indent,
            EffectiveSettings effective,
            Map<String, @Nullable Object> values) {
        for (SettingsTree.Part part : parts) {
            switch (part) {
                case SettingsTree.Section section -> {
                    line(indent, section.name() + ":");
                    print(section.parts(), indent + INDENT, effective, values);
                }
                case Option option ->
                    line(
                            indent,
                            assignment(option, values.get(option.key())) + "  # "
                                    + effective.origins().get(option.key()) + "; applies "
                                    + option.applies().words());
            }
        }
    }

    private static String assignment(Option option, @Nullable Object value) {
        return (option.name() + ": " + option.write(value)).stripTrailing();
    }

    private void line(String indent, String content) {
        text.append(indent).append(content).append('\n');
    }

    private void comment(String indent, String words) {
        StringBuilder line = new StringBuilder();
        for (String word : words.strip().split("\\s+")) {
            if (line.length() + word.length() >= WIDTH - indent.length()) {
                line(indent, "#" + line);
                line.setLength(0);
            }
            line.append(' ').append(word);
        }
        line(indent, "#" + line);
    }
}
