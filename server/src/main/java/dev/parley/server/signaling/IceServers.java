package dev.parley.server.signaling;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.parley.server.config.TurnSettings;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * The STUN and TURN servers clients are told of. Credentials for TURN are coturn's "REST API" form
 * (draft-uberti-behave-turn-rest): the name says until when it is good, the password is that name's HMAC-SHA1 under a
 * secret that only the two servers share, so neither has to ask the other. Safe for use by any thread.
 */
public final class IceServers {

    private static final String ALGORITHM = "HmacSHA1";
    private static final int MOST_SECRET_BYTES = 4_096;

    /** A name fits the 512 bytes that TURN allows (RFC 8656 §18), with the time before it. */
    private static final int MOST_USER_CHARACTERS = 256;

    private final List<String> relays;
    private final List<IceServer> stun;
    private final @Nullable SecretKeySpec secret;
    private final Duration lifetime;
    private final InstantSource clock;

    private IceServers(TurnSettings settings, @Nullable SecretKeySpec secret, InstantSource clock) {
        this.relays = settings.uris();
        this.stun = settings.stunUris().isEmpty() ? List.of() : List.of(new IceServer(settings.stunUris(), null, null));
        this.secret = secret;
        this.lifetime = settings.lifetime();
        this.clock = clock;
    }

    /**
     * Reads the secret.
     *
     * @param clock the world's time, which the TURN servers go by too
     * @throws IOException when there is no secret in its file; the message names the file, says why and what to do
     */
    public static IceServers of(TurnSettings settings, InstantSource clock) throws IOException {
        Path file = settings.secretFile();
        SecretKeySpec secret = file == null || settings.uris().isEmpty() ? null : secret(file);
        return new IceServers(settings, secret, clock);
    }

    private static SecretKeySpec secret(Path file) throws IOException {
        String place = "the secret in " + file + " (turn.secret-file) ";
        String text;
        try {
            text = Files.size(file) > MOST_SECRET_BYTES
                    ? ""
                    : Files.readString(file).strip();
        } catch (IOException unreadable) {
            throw new IOException(
                    place + "cannot be read: " + unreadable + "; correct the path or its permissions", unreadable);
        }
        if (text.isEmpty() || text.lines().count() > 1) {
            throw new IOException(place + "is not one line of text: write there what the TURN servers have as"
                    + " static-auth-secret, and nothing else");
        }
        return new SecretKeySpec(text.getBytes(UTF_8), ALGORITHM);
    }

    boolean isEmpty() {
        return relays.isEmpty() && stun.isEmpty();
    }

    /** How long what {@link #of(String)} gives is good. */
    Duration lifetime() {
        return lifetime;
    }

    /** Those that strangers may know of: without credentials. */
    List<IceServer> open() {
        return stun;
    }

    /** All of them, with credentials for a user who has proven who it is. */
    List<IceServer> of(String userId) {
        if (secret == null || relays.isEmpty()) {
            return stun;
        }
        String username = clock.instant().plus(lifetime).getEpochSecond() + ":" + plain(userId);
        List<IceServer> servers = new ArrayList<>(stun);
        servers.add(new IceServer(relays, username, credential(secret, username)));
        return servers;
    }

    /** Letters that pass every parser on the way: user ids may hold commas and quotes, and any script. */
    private static String plain(String userId) {
        String escaped = URLEncoder.encode(userId, UTF_8);
        return escaped.substring(0, Math.min(escaped.length(), MOST_USER_CHARACTERS));
    }

    private static String credential(SecretKeySpec secret, String username) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(secret);
            return Base64.getEncoder().encodeToString(mac.doFinal(username.getBytes(UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has " + ALGORITHM, e);
        }
    }
}
