package dev.parley.server.tryout;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.util.Map;

/** Pages that nobody built. */
public final class PageOf {

    private PageOf() {}

    /** @param contents by name, such as {@code index.html} */
    public static PageFiles files(Map<String, String> contents) {
        return new PageFiles(name -> {
            String content = contents.get(name);
            return content == null ? null : new ByteArrayInputStream(content.getBytes(UTF_8));
        });
    }
}
