package dev.parley.server.gateway;

import dev.parley.protocol.errors.Language;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a call so far. It is filled step by step, so that also a call that is refused early is answered in
 * its language and written down with whatever it said of itself. For the thread that serves the call.
 */
final class CallTrace {

    private final String requestId;
    private final Instant at;
    private Language language;
    private String method = "";
    private String sourceAddress = "";
    private String client = "";
    private String action = "";
    private String region = "";
    private @Nullable String secretId;
    private @Nullable Long accountId;
    private @Nullable Long uin;
    private @Nullable Long sdkAppId;

    /** @param language of the answer, until the call asks for another */
    CallTrace(String requestId, Instant at, Language language) {
        this.requestId = requestId;
        this.at = at;
        this.language = language;
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

    void isSignedBy(long accountId, long uin) {
        this.accountId = accountId;
        this.uin = uin;
    }

    void isAbout(@Nullable Long sdkAppId) {
        this.sdkAppId = sdkAppId;
    }

    String requestId() {
        return requestId;
    }

    Instant at() {
        return at;
    }

    Language language() {
        return language;
    }

    String method() {
        return method;
    }

    String sourceAddress() {
        return sourceAddress;
    }

    String client() {
        return client;
    }

    String action() {
        return action;
    }

    String region() {
        return region;
    }

    @Nullable
    String secretId() {
        return secretId;
    }

    @Nullable
    Long accountId() {
        return accountId;
    }

    @Nullable
    Long uin() {
        return uin;
    }

    @Nullable
    Long sdkAppId() {
        return sdkAppId;
    }
}
