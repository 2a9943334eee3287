package dev.parley.server.rooms;

import java.time.Instant;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * An application, the unit of isolation (spec/10 §1.1).
 *
 * @param sdkAppId 1..2^53-1
 * @param accountId the account that owns it
 * @param name for people
 * @param secretKey HMAC key text of UserSig and PrivateMapKey, 64 lower-case hex characters
 * @param enabled false refuses every entry (-100013)
 * @param permissionControl true demands a PrivateMapKey of everybody who enters (spec/05 §3)
 * @param tags what access policies may name it by ({@code qcs:resource_tag}, spec/04 §6); at most {@link #MAX_TAGS}
 */
public record Application(
        long sdkAppId,
        long accountId,
        String name,
        String secretKey,
        boolean enabled,
        boolean permissionControl,
        Instant createdAt,
        Map<String, String> tags) {

    /** Tags of one application. */
    public static final int MAX_TAGS = 50;

    /** For messages about {@link #isTag}. */
    public static final String TAG_FORM = "KEY=VALUE of 1 to 127 characters each: letters, digits, _ . : / @ + -";

    private static final Pattern TAG_PART = Pattern.compile("[\\p{L}\\p{N}_.:/@+-]{1,127}");

    /** @throws IllegalArgumentException when a tag is none or when there are too many */
    public Application {
        tags = Map.copyOf(tags);
        if (tags.size() > MAX_TAGS || !tags.entrySet().stream().allMatch(tag -> isTag(tag.getKey(), tag.getValue()))) {
            throw new IllegalArgumentException("tags of application " + sdkAppId);
        }
    }

    /** An application without permission control and tags. */
    public Application(
            long sdkAppId, long accountId, String name, String secretKey, boolean enabled, Instant createdAt) {
        this(sdkAppId, accountId, name, secretKey, enabled, false, createdAt, Map.of());
    }

    public Application withPermissionControl(boolean on) {
        return new Application(sdkAppId, accountId, name, secretKey, enabled, on, createdAt, tags);
    }

    /** @throws IllegalArgumentException when a tag is none or when there are too many */
    public Application withTags(Map<String, String> others) {
        return new Application(sdkAppId, accountId, name, secretKey, enabled, permissionControl, createdAt, others);
    }

    public static boolean isTag(String key, String value) {
        return TAG_PART.matcher(key).matches() && TAG_PART.matcher(value).matches();
    }

    /** Never prints the secret. */
    @Override
    public String toString() {
        return "Application[" + sdkAppId + ", " + name + (enabled ? "]" : ", disabled]");
    }
}
