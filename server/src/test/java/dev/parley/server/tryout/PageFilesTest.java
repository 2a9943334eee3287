package dev.parley.server.tryout;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PageFilesTest {

    private final List<String> asked = new ArrayList<>();
    private final PageFiles files = new PageFiles(name -> {
        asked.add(name);
        return name.contains("missing") ? null : new ByteArrayInputStream(name.getBytes(UTF_8));
    });

    @Test
    void readsEachFileOnce() {
        assertThat(files.front().orElseThrow().content()).isEqualTo("index.html".getBytes(UTF_8));
        files.front();
        files.asset("assets/index-Ab1_2-x.js");
        files.asset("assets/index-Ab1_2-x.js");

        assertThat(asked).containsExactly("index.html", "assets/index-Ab1_2-x.js");
    }

    @Test
    void remembersNothingOfWhatIsMissing() {
        assertThat(files.asset("assets/missing.js")).isEmpty();
        assertThat(files.asset("assets/missing.js")).isEmpty();

        assertThat(asked).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "index.html",
                "assets/",
                "assets/../x.js",
                "assets/%2e%2e/x.js",
                "assets/a/b.js",
                "assets/.hidden",
                "assets/x.js/",
                "../Settings.class",
                "assets/x"
            })
    void looksForNothingButAssets(String name) {
        assertThat(files.asset(name)).isEmpty();
        assertThat(asked).isEmpty();
    }

    @Test
    void saysWhatAFileIs() throws IOException {
        PageFiles.PageFile page = files.front().orElseThrow();
        PageFiles.PageFile style = files.asset("assets/index-1.css").orElseThrow();

        assertThat(page.contentType()).isEqualTo("text/html; charset=utf-8");
        assertThat(page.lasting()).isFalse();
        assertThat(style.contentType()).isEqualTo("text/css; charset=utf-8");
        assertThat(style.lasting()).isTrue();
        assertThat(page.etag()).matches("\"[0-9a-f]{24}\"").isNotEqualTo(style.etag());
        assertThat(new GZIPInputStream(new ByteArrayInputStream(style.gzipped())).readAllBytes())
                .isEqualTo(style.content());
    }

    /** In a build without Node there is no page, in one with Node there is one: both are answered. */
    @Test
    void theClassPathHoldsNothingOrAPage() {
        assertThat(PageFiles.ofClassPath().front().map(PageFiles.PageFile::contentType))
                .satisfiesAnyOf(type -> assertThat(type).isEmpty(), type -> assertThat(type)
                        .contains("text/html; charset=utf-8"));
    }
}
