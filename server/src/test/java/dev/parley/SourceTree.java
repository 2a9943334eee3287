package dev.parley;

import java.nio.file.Files;
import java.nio.file.Path;

/** Where the checkout is that these tests are run in. */
final class SourceTree {

    private SourceTree() {}

    /** The folder with the launchers in it. */
    static Path root() {
        for (Path folder = Path.of("").toAbsolutePath(); folder != null; folder = folder.getParent()) {
            if (Files.exists(folder.resolve("packaging/find-jdk.sh"))) {
                return folder;
            }
        }
        throw new IllegalStateException("not run inside a checkout");
    }
}
