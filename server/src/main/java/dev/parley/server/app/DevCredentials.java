package dev.parley.server.app;

import dev.parley.server.cli.ApiClient;
import dev.parley.server.cli.ApiCredentials;
import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.InstantSource;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a developer needs to talk to a development server, as {@code DIR/dev-credentials.json}.
 *
 * @param endpoint base URL of the server, {@code http://HOST:PORT}
 * @param region what to fill in where a client demands one
 */
public record DevCredentials(
        String endpoint, String region, long sdkAppId, String sdkSecretKey, String secretId, String secretKey) {

    private static final String FILE = "dev-credentials.json";

    /** A client that signs with these. */
    ApiClient client(InstantSource clock) {
        return new ApiClient(new ApiCredentials(URI.create(endpoint), region, secretId, secretKey), clock);
    }

    /** Writes the file for its owner alone, whole or not at all. */
    void write(Path directory) throws IOException {
        Path draft = directory.resolve(FILE + ".new");
        Files.deleteIfExists(draft);
        try {
            Files.createFile(draft, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        } catch (UnsupportedOperationException notPosix) {
            Files.createFile(draft);
        } catch (FileSystemException failure) {
            throw new IOException("cannot write " + draft + ": " + failure.getReason(), failure);
        }
        Files.writeString(
                draft,
                JsonMapper.builder().build().writerWithDefaultPrettyPrinter().writeValueAsString(this) + "\n");
        Files.move(draft, directory.resolve(FILE), StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }
}
