package dev.parley.server.load;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/** Which server is put under load, and with whose key. */
final class TargetOptions {

    private static final String FILE = "dev-credentials.json";

    /** What can be put under load. */
    enum Kind {
        PARLEY,
        JANUS;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    @Option(
            names = "--target",
            paramLabel = "KIND",
            defaultValue = "parley",
            description = "parley, or janus for comparison (${DEFAULT-VALUE}).")
    private Kind kind;

    @Option(
            names = "--server",
            paramLabel = "URL",
            description = "Where Parley's HTTP is, such as http://127.0.0.1:9000; else that of the data directory.")
    private @Nullable String server;

    @Option(
            names = "--app",
            paramLabel = "SDKAPPID",
            description = "The application, with --secret-key; else that of the data directory.")
    private @Nullable Long sdkAppId;

    @Option(
            names = "--secret-key",
            paramLabel = "KEY",
            description = "The application's SDKSecretKey, which tickets are signed with.")
    private @Nullable String secretKey;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            defaultValue = "data",
            description = "Data directory of a server started with 'serve --dev', whose dev-credentials.json has all"
                    + " of that (${DEFAULT-VALUE}).")
    private Path data;

    @Option(
            names = "--janus-url",
            paramLabel = "URL",
            defaultValue = "http://127.0.0.1:8088/janus",
            description = "Where Janus's HTTP is (${DEFAULT-VALUE}).")
    private String janus;

    /** @throws IOException when something is missing or wrong, with what to do */
    Target open(LoadPlan plan, InstantSource clock) throws IOException {
        return switch (kind) {
            case PARLEY -> parley(plan, clock);
            case JANUS -> new JanusTarget(url("--janus-url", janus), plan);
        };
    }

    private Target parley(LoadPlan plan, InstantSource clock) throws IOException {
        if ((sdkAppId == null) != (secretKey == null)) {
            throw new IOException("--app and --secret-key belong together");
        }
        JsonNode file = sdkAppId == null || server == null ? file() : MissingNode.getInstance();
        String endpoint = server == null ? file.path("endpoint").asString() : server;
        long application = sdkAppId == null ? file.path("sdkAppId").asLong() : sdkAppId;
        String key = secretKey == null ? file.path("sdkSecretKey").asString() : secretKey;
        return new ParleyTarget(url("--server", endpoint), application, key, plan, clock);
    }

    private JsonNode file() throws IOException {
        Path path = data.resolve(FILE);
        if (!Files.exists(path)) {
            throw new IOException("which server? Give --server, --app and --secret-key, or --data with the directory"
                    + " of a server started with 'serve --dev'; there is no " + path);
        }
        try {
            return new JsonMapper().readTree(path);
        } catch (JacksonException broken) {
            throw new IOException("cannot read " + path + ": " + broken.getOriginalMessage(), broken);
        }
    }

    private static URI url(String option, String text) throws IOException {
        try {
            URI url = new URI(text);
            if (("http".equals(url.getScheme()) || "https".equals(url.getScheme())) && url.getHost() != null) {
                return url;
            }
            throw new URISyntaxException(text, "no host, or neither http nor https");
        } catch (URISyntaxException malformed) {
            throw new IOException(
                    option + " must look like http://127.0.0.1:9000: " + malformed.getMessage(), malformed);
        }
    }
}
