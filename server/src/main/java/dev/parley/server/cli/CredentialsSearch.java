package dev.parley.server.cli;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/**
 * Finds endpoint and key: in flags, else in the environment, else in the file a development server writes. A secret id
 * and its key always come from the same place.
 *
 * @param environment the variables of the process
 * @param dataDirectory where {@code dev-credentials.json} may be
 */
record CredentialsSearch(Map<String, String> environment, Path dataDirectory) {

    private static final String FILE = "dev-credentials.json";
    private static final String DEFAULT_REGION = "ap-guangzhou";

    /** What the flags say; null where one was not given. */
    record Flags(
            @Nullable String endpoint,
            @Nullable String region,
            @Nullable String secretId,
            @Nullable String secretKey) {}

    /** Something needed was not given anywhere; the message is one line that says what to do. */
    static final class NotFoundException extends Exception {
        NotFoundException(String message) {
            super(message);
        }
    }

    ApiCredentials find(Flags flags) throws NotFoundException {
        JsonNode file = file();
        URI endpoint =
                endpoint(first(flags.endpoint(), environment.get("TENCENTCLOUD_ENDPOINT"), text(file, "endpoint")));
        String region = first(flags.region(), environment.get("TENCENTCLOUD_REGION"), text(file, "region"));
        String givenRegion = region == null ? DEFAULT_REGION : region;
        if (flags.secretId() != null || flags.secretKey() != null) {
            return credentials(endpoint, givenRegion, flags.secretId(), flags.secretKey(), "the flags");
        }
        String secretId = environment.get("TENCENTCLOUD_SECRET_ID");
        String secretKey = environment.get("TENCENTCLOUD_SECRET_KEY");
        if (secretId != null || secretKey != null) {
            return credentials(endpoint, givenRegion, secretId, secretKey, "the environment");
        }
        return credentials(
                endpoint,
                givenRegion,
                text(file, "secretId"),
                text(file, "secretKey"),
                dataDirectory.resolve(FILE).toString());
    }

    private static ApiCredentials credentials(
            URI endpoint, String region, @Nullable String secretId, @Nullable String secretKey, String place)
            throws NotFoundException {
        if (secretId == null || secretKey == null) {
            throw new NotFoundException("no pair of secret id and secret key in " + place
                    + "; give --secret-id and --secret-key, or set TENCENTCLOUD_SECRET_ID and TENCENTCLOUD_SECRET_KEY");
        }
        return new ApiCredentials(endpoint, region, secretId, secretKey);
    }

    private static URI endpoint(@Nullable String text) throws NotFoundException {
        if (text == null) {
            throw new NotFoundException("no endpoint; give --endpoint, such as http://127.0.0.1:9000");
        }
        try {
            URI endpoint = new URI(text);
            boolean http =
                    "http".equalsIgnoreCase(endpoint.getScheme()) || "https".equalsIgnoreCase(endpoint.getScheme());
            if (http && endpoint.getHost() != null) {
                return endpoint;
            }
        } catch (URISyntaxException e) {
            throw new NotFoundException("the endpoint " + text + " is no URL: " + e.getReason());
        }
        throw new NotFoundException("the endpoint " + text + " must look like http://127.0.0.1:9000");
    }

    /** The file, or nothing when there is none. */
    private JsonNode file() throws NotFoundException {
        Path path = dataDirectory.resolve(FILE);
        if (!Files.exists(path)) {
            return MissingNode.getInstance();
        }
        try {
            return new JsonMapper().readTree(path);
        } catch (JacksonException e) {
            throw new NotFoundException("cannot read " + path + ": " + e.getOriginalMessage());
        }
    }

    private static @Nullable String text(JsonNode file, String name) {
        return file.path(name).asStringOpt().filter(value -> !value.isEmpty()).orElse(null);
    }

    private static @Nullable String first(@Nullable String... values) {
        for (String value : values) {
            if (value != null && !value.isEmpty()) {
                return value;
            }
        }
        return null;
    }
}
