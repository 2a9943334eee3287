package dev.parley.server.access.policy;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a caller wants to do.
 *
 * @param action the action's name without a service, such as {@code RemoveUser}
 * @param region the region the call names
 * @param sdkAppId the application it is about; null when it names none, which makes it operation level (spec/04 §3.2)
 * @param resourceTags the application's tags, empty when it has none
 * @param sourceAddress an IPv4 or IPv6 literal, empty when it isn't known
 * @param now when it was asked
 */
public record Question(
        String action,
        String region,
        @Nullable Long sdkAppId,
        Map<String, String> resourceTags,
        String sourceAddress,
        Instant now) {

    public Question {
        resourceTags = Map.copyOf(resourceTags);
    }
}
