package dev.parley.server.tryout;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * The files of the page, each read once. Only names that a build gives are looked for, so nothing else of the class
 * path can be asked for, and only files that exist are remembered. Safe for use by any thread.
 */
public final class PageFiles {

    private static final String PLACE = "/dev/parley/server/try/";
    private static final String FRONT = "index.html";
    private static final Pattern ASSET = Pattern.compile("assets/[A-Za-z0-9_-]+(?:\\.[A-Za-z0-9_-]+)+");
    private static final int ETAG_BYTES = 12;

    private static final Map<String, String> TYPES = Map.of(
            "html", "text/html; charset=utf-8",
            "js", "text/javascript; charset=utf-8",
            "css", "text/css; charset=utf-8",
            "svg", "image/svg+xml",
            "png", "image/png",
            "wasm", "application/wasm");

    /**
     * One file.
     *
     * @param lasting whether its name changes with its content, so that it may be kept forever
     * @param etag with its quotes
     */
    public record PageFile(String contentType, byte[] content, byte[] gzipped, boolean lasting, String etag) {}

    private final Function<String, @Nullable InputStream> resources;
    private final Map<String, PageFile> read = new ConcurrentHashMap<>();

    /** @param resources opens a file by its name below the page's place, or returns null */
    PageFiles(Function<String, @Nullable InputStream> resources) {
        this.resources = resources;
    }

    /** The page that was built into this program, if it was. */
    public static PageFiles ofClassPath() {
        return new PageFiles(name -> PageFiles.class.getResourceAsStream(PLACE + name));
    }

    /** The page itself; empty when it was not built. */
    public Optional<PageFile> front() {
        return file(FRONT, false);
    }

    /** @param name relative to the page, such as {@code assets/index-Ab12.js} */
    public Optional<PageFile> asset(String name) {
        return ASSET.matcher(name).matches() ? file(name, true) : Optional.empty();
    }

    private Optional<PageFile> file(String name, boolean lasting) {
        PageFile known = read.get(name);
        if (known != null) {
            return Optional.of(known);
        }
        try (InputStream in = resources.apply(name)) {
            if (in == null) {
                return Optional.empty();
            }
            PageFile file = file(name, in.readAllBytes(), lasting);
            read.put(name, file);
            return Optional.of(file);
        } catch (IOException broken) {
            throw new UncheckedIOException("cannot read " + name + " of the page", broken);
        }
    }

    private static PageFile file(String name, byte[] content, boolean lasting) throws IOException {
        String type = TYPES.getOrDefault(name.substring(name.lastIndexOf('.') + 1), "application/octet-stream");
        return new PageFile(type, content, gzip(content), lasting, etag(content));
    }

    private static byte[] gzip(byte[] content) throws IOException {
        ByteArrayOutputStream compressed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(compressed)) {
            gzip.write(content);
        }
        return compressed.toByteArray();
    }

    private static String etag(byte[] content) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(content);
            return '"' + HexFormat.of().formatHex(digest, 0, ETAG_BYTES) + '"';
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
