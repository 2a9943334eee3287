package dev.parley.conformance;

import com.tencentyun.TLSSigAPIv2;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Where a server is and what it takes to use it.
 *
 * @param address scheme, host and port of the cloud API and of WHIP and WHEP
 * @param region the region clients name
 * @param sdkAppId the application rooms live in
 * @param sdkSecretKey signs the UserSig of that application's users
 * @param secretId names the key of the cloud API
 * @param secretKey signs calls of the cloud API
 * @param data the server's data directory, where it is known
 */
record Endpoint(
        URI address,
        String region,
        long sdkAppId,
        String sdkSecretKey,
        String secretId,
        String secretKey,
        @Nullable Path data) {

    private static final long USER_SIG_SECONDS = 3_600;

    /** Reads the file that a server in development mode leaves for its clients. */
    static Endpoint read(Path file) throws IOException {
        JsonNode given = JsonMapper.shared().readTree(Files.readString(file));
        return new Endpoint(
                URI.create(given.required("endpoint").asString()),
                given.required("region").asString(),
                given.required("sdkAppId").asLong(),
                given.required("sdkSecretKey").asString(),
                given.required("secretId").asString(),
                given.required("secretKey").asString(),
                file.getParent());
    }

    /** The endpoint named by the system properties {@code parley.endpoint}, {@code parley.region} and so on. */
    static Optional<Endpoint> ofSystemProperties() {
        return Optional.ofNullable(System.getProperty("parley.endpoint"))
                .map(address -> new Endpoint(
                        URI.create(address),
                        System.getProperty("parley.region", "ap-singapore"),
                        Long.parseLong(property("parley.sdkAppId")),
                        property("parley.sdkSecretKey"),
                        property("parley.secretId"),
                        property("parley.secretKey"),
                        null));
    }

    private static String property(String name) {
        String value = System.getProperty(name);
        if (value == null) {
            throw new IllegalStateException("with parley.endpoint the system property " + name + " is needed too");
        }
        return value;
    }

    Endpoint withSecretId(String other) {
        return new Endpoint(address, region, sdkAppId, sdkSecretKey, other, secretKey, data);
    }

    Endpoint withSecretKey(String other) {
        return new Endpoint(address, region, sdkAppId, sdkSecretKey, secretId, other, data);
    }

    Endpoint withHost(String host) {
        URI moved = URI.create(address.getScheme() + "://" + host + ":" + address.getPort());
        return new Endpoint(moved, region, sdkAppId, sdkSecretKey, secretId, secretKey, data);
    }

    /** Where a user publishes into a string room (spec/15 §2). */
    String publishUrl(String room, String user) {
        return url("pub", room, user);
    }

    /** Where a user plays a string room's publisher (spec/15 §2). */
    String playUrl(String room, String user) {
        return url("sub", room, user);
    }

    private String url(String direction, String room, String user) {
        return "%s/v2/%s/%d/%s?SessionID=%s".formatted(address, direction, sdkAppId, escaped(room), escaped(user));
    }

    private static String escaped(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** A ticket made by the vendor's own library. */
    String userSig(String user) {
        return new TLSSigAPIv2(sdkAppId, sdkSecretKey).genUserSig(user, USER_SIG_SECONDS);
    }

    /** A ticket for one string room with some rights (spec/05 §2), made by the vendor's own library. */
    String privateMapKey(String user, String room, int rights) {
        return privateMapKey(user, room, rights, Duration.ofSeconds(USER_SIG_SECONDS));
    }

    /** As {@link #privateMapKey(String, String, int)} for as long as it is told. */
    String privateMapKey(String user, String room, int rights, Duration lifetime) {
        return new TLSSigAPIv2(sdkAppId, sdkSecretKey)
                .genPrivateMapKeyWithStringRoomID(user, lifetime.toSeconds(), room, rights);
    }

    /** As {@link #privateMapKey(String, String, int)} for an integer room. */
    String privateMapKey(String user, long room, int rights) {
        return new TLSSigAPIv2(sdkAppId, sdkSecretKey).genPrivateMapKey(user, USER_SIG_SECONDS, room, rights);
    }
}
