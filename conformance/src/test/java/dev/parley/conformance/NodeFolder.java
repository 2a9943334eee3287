package dev.parley.conformance;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** Where the Node scripts are, and how a process of one of them is started. */
final class NodeFolder {

    private NodeFolder() {}

    /** A process of a script, not started yet, and without proxies: an SDK would send even loopback calls there. */
    static ProcessBuilder script(String name) {
        Path folder = Path.of(System.getProperty("basedir", "."), "node");
        if (!Files.isDirectory(folder.resolve("node_modules"))) {
            throw new IllegalStateException("run npm ci in " + folder.toAbsolutePath() + " first; ./dev test does");
        }
        ProcessBuilder builder = new ProcessBuilder(List.of("node", name)).directory(folder.toFile());
        builder.environment().keySet().removeIf(variable -> variable.toLowerCase(Locale.ROOT)
                .endsWith("_proxy"));
        return builder;
    }
}
