package dev.parley.server.gateway;

import dev.parley.protocol.errors.Language;
import dev.parley.server.access.policy.Caller;
import dev.parley.server.operations.CallRecord;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a call so far. It is filled step by step, so that also a call that is refused early is answered in
 * its language and written down with whatever it said of itself. For the thread that serves the call.
 */
final class CallTrace {

    private final String requestId;
    private final Instant at;
    private Instant judgedAt;
    private Language language;
    private String method = "";
    private String sourceAddress = "";
    private String client = "";
    private String action = "";
    private String region = "";
    private @Nullable String secretId;
    private @Nullable Caller caller;
    private @Nullable Long sdkAppId;

    /** @param language of the answer, until the call asks for another */
    CallTrace(String requestId, Instant at, Language language) {
        this.requestId = requestId;
        this.at = at;
        this.judgedAt = at;
        this.language = language;
    }

    /** The whole request was read, which a client may draw out for as long as it likes. */
    void isHere(Instant now) {
        judgedAt = now;
    }

    void cameFrom(String method, String sourceAddress) {
        this.method = method;
        this.sourceAddress = sourceAddress;
    }

    /** Keeps the language as it is when the text names none of ours (spec/01 §7). */
    void asksFor(@Nullable String languageTag) {
        language = Language.of(languageTag).orElse(language);
    }

    void calls(String action, String region, String client) {
        this.action = action;
        this.region = region;
        this.client = client;
    }

    /** Claimed, not yet believed. */
    void claims(String secretId) {
        this.secretId = secretId;
    }

    void isSignedBy(Caller caller) {
        this.caller = caller;
    }

    void isAbout(@Nullable Long sdkAppId) {
        this.sdkAppId = sdkAppId;
    }

    String requestId() {
        return requestId;
    }

    /** The instant by which signatures, tokens, limits and policies are judged: never long ago. */
    Instant judgedAt() {
        return judgedAt;
    }

    Language language() {
        return language;
    }

    String sourceAddress() {
        return sourceAddress;
    }

    String client() {
        return client;
    }

    @Nullable
    Long sdkAppId() {
        return sdkAppId;
    }

    /** What is written down of the call. */
    CallRecord record(String code, Instant answered) {
        Duration took = Duration.between(at, answered);
        return new CallRecord(
                requestId,
                at,
                took.isNegative() ? Duration.ZERO : took,
                caller == null ? null : caller.accountId(),
                caller == null ? null : caller.uin(),
                secretId,
                action,
                sdkAppId,
                region,
                code,
                sourceAddress,
                client,
                method);
    }
}
