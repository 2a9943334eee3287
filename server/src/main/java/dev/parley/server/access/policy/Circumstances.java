package dev.parley.server.access.policy;

import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A caller's question in the words of policies. For one thread and one decision. */
final class Circumstances {

    /** This service's short name in policies (spec/04 §1). */
    static final String SERVICE = "trtc";

    private final Caller caller;
    private final Question question;
    private final String owner;
    private final @Nullable String resource;

    Circumstances(Caller caller, Question question) {
        this.caller = caller;
        this.question = question;
        this.owner = Long.toString(caller.accountId());
        this.resource = question.sdkAppId() == null ? null : "sdkappid/" + question.sdkAppId();
    }

    String action() {
        return question.action();
    }

    String region() {
        return question.region();
    }

    /** The account's number, which is also its {@code uid}: accounts have no second number here. */
    String owner() {
        return owner;
    }

    /** {@code sdkappid/N}; null when no application is named. */
    @Nullable
    String resource() {
        return resource;
    }

    /** The values of a condition's key (spec/04 §6); empty when it is absent, as every key that isn't known is. */
    List<String> values(String key) {
        return switch (key) {
            case "qcs:ip" -> question.sourceAddress().isEmpty() ? List.of() : List.of(question.sourceAddress());
            // Policies are written to the second; a fraction would make date_equal fail always.
            case "qcs:current_time" ->
                List.of(question.now().truncatedTo(ChronoUnit.SECONDS).toString());
            case "qcs:uin" -> List.of(Long.toString(caller.uin()));
            case "qcs:owner_uin" -> List.of(owner);
            case "qcs:resource_tag" ->
                question.resourceTags().entrySet().stream()
                        .map(tag -> tag.getKey() + "&" + tag.getValue())
                        .toList();
            default -> List.of();
        };
    }
}
