package dev.parley.server.actions.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A table in a document that is written from the code; {@code -Dparley.write=true} writes it anew. */
final class GeneratedTable {

    static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final Pattern TABLE = Pattern.compile("(?s)(<!-- table: begin -->\n).*(<!-- table: end -->)");

    private GeneratedTable() {}

    /** Fails when the document says anything else between its marks. */
    static void mustBe(String document, String table) throws IOException {
        Path file = ROOT.resolve(document);
        String text = Files.readString(file);
        String generated = TABLE.matcher(text)
                .replaceFirst(match -> Matcher.quoteReplacement(match.group(1) + table + match.group(2)));
        if (Boolean.getBoolean("parley.write")) {
            Files.writeString(file, generated);
        }
        assertThat(text).as("rewrite it with -Dparley.write=true").isEqualTo(generated);
    }
}
