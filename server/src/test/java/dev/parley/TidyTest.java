package dev.parley;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The house rules about source text, so that nobody has to argue about them. */
class TidyTest {

    private static final int LONGEST_LINE = 120;
    private static final int LONGEST_FILE = 400;

    /** Files that are longer on purpose, and why. */
    private static final Map<String, String> LONG_ON_PURPOSE = Map.of(
            "server/src/test/java/dev/parley/server/metering/Vectors.java",
            "the 26 vectors of spec/20, one after another");

    /** Written by people, unlike what lies in these. */
    private static final Set<String> NOT_OURS = Set.of(".git", "target", "node_modules", "dist", ".idea", ".vscode");

    private static final Set<String> SCRIPTS = Set.of("parley", "dev", "run");
    private static final Pattern SOURCE = Pattern.compile(".*\\.(java|sh|mjs|js|ts|tsx|css|html|sql|md|yaml|yml)");

    /** Words that put something off; this file must spell them apart. */
    private static final Pattern PUT_OFF = Pattern.compile("\\b(TO" + "DO|FIX" + "ME|X" + "XX)\\b|@Dis" + "abled");

    /** A line of nothing but a literal without blanks, such as a ticket of a test vector. */
    private static final Pattern ONE_WORD = Pattern.compile("[\\s+]*\"[^\\s\"]+\"[,;)]*");

    /** A line of nothing but the path of a drawing (SVG). */
    private static final Pattern DRAWING = Pattern.compile("\\s*(\\w+: )?'M[-0-9. a-zA-Z]+',");

    private record Line(String file, int number, String text) {
        @Override
        public String toString() {
            return file + ":" + number;
        }
    }

    private final Path root = SourceTree.root();

    @Test
    void linesAreShort() {
        assertThat(lines().stream().filter(TidyTest::isTooLong)).isEmpty();
    }

    /** A table row or an address of a document cannot be broken, nor can a value of one word or a drawing. */
    private static boolean isTooLong(Line line) {
        boolean unbreakable = line.file().endsWith(".md")
                ? line.text().startsWith("|") || line.text().contains("://")
                : ONE_WORD.matcher(line.text()).matches()
                        || DRAWING.matcher(line.text()).matches();
        return line.text().length() > LONGEST_LINE && !unbreakable;
    }

    @Test
    void filesAreShort() {
        List<String> tooLong = new ArrayList<>();
        for (Path file : sources()) {
            String name = name(file);
            if (!name.endsWith(".md")
                    && !LONG_ON_PURPOSE.containsKey(name)
                    && read(file).size() > LONGEST_FILE) {
                tooLong.add(name + " has " + read(file).size() + " lines");
            }
        }
        assertThat(tooLong).isEmpty();
    }

    @Test
    void exceptionsAreStillNeeded() {
        for (String name : LONG_ON_PURPOSE.keySet()) {
            assertThat(read(root.resolve(name))).as(name).hasSizeGreaterThan(LONGEST_FILE);
        }
    }

    @Test
    void nothingIsPutOffOrSkipped() {
        assertThat(lines().stream().filter(line -> PUT_OFF.matcher(line.text()).find()))
                .isEmpty();
    }

    @Test
    void linesEndWithTheirLastWord() {
        assertThat(lines().stream()
                        .filter(line -> line.text().endsWith(" ") || line.text().endsWith("\t")))
                .isEmpty();
    }

    @Test
    void onlyMakefilesHaveTabs() {
        assertThat(lines().stream().filter(line -> line.text().indexOf('\t') >= 0))
                .isEmpty();
    }

    @Test
    void everyPackageOfTheProductExplainsItself() {
        List<String> silent = new ArrayList<>();
        for (Path file : sources()) {
            Path explanation = file.resolveSibling("package-info.java");
            if (name(file).contains("src/main/java/") && !Files.exists(explanation)) {
                silent.add(name(file.resolveSibling("")));
            }
        }
        assertThat(silent.stream().distinct()).isEmpty();
    }

    private List<Line> lines() {
        List<Line> lines = new ArrayList<>();
        for (Path file : sources()) {
            int number = 0;
            for (String text : read(file)) {
                lines.add(new Line(name(file), ++number, text));
            }
        }
        assertThat(lines).hasSizeGreaterThan(1_000);
        return lines;
    }

    private String name(Path file) {
        return root.relativize(file).toString().replace('\\', '/');
    }

    private static List<String> read(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(file.toString(), unreadable);
        }
    }

    private List<Path> sources() {
        List<Path> sources = new ArrayList<>();
        try {
            Files.walkFileTree(root, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
                    return NOT_OURS.contains(directory.getFileName().toString())
                            ? FileVisitResult.SKIP_SUBTREE
                            : FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                    String name = file.getFileName().toString();
                    if (attributes.isRegularFile()
                            && (SCRIPTS.contains(name) || SOURCE.matcher(name).matches())) {
                        sources.add(file);
                    }
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        return sources;
    }
}
