package dev.parley.server.operations;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One call of the cloud API after it was answered. Text that comes from clients is cut to a length here, so a record is
 * small whatever was sent; it never holds a secret key, a token or a signature.
 *
 * @param requestId as the answer carries it
 * @param at when the call arrived
 * @param took from then until the answer was written
 * @param accountId whose call it was, null before the caller is known
 * @param uin the calling user, null likewise
 * @param secretId the identifier of the key, null when the call named none
 * @param action as the client spelt it; empty when it named none
 * @param sdkAppId the application asked about, null when there is none
 * @param region as the client spelt it; empty when it named none
 * @param code {@link #OK} or the error's code
 * @param sourceAddress the caller's IP address
 * @param client what the client says it is ({@code X-TC-RequestClient}, spec/01 §3); empty when it says nothing
 * @param method GET, POST or whatever the client tried
 */
public record CallRecord(
        String requestId,
        Instant at,
        Duration took,
        @Nullable Long accountId,
        @Nullable Long uin,
        @Nullable String secretId,
        String action,
        @Nullable Long sdkAppId,
        String region,
        String code,
        String sourceAddress,
        String client,
        String method) {

    /** The code of a call that did what it was asked to. */
    public static final String OK = "OK";

    private static final int LONGEST_NAME = 128;
    private static final int LONGEST_CLIENT = 256;

    public CallRecord {
        requestId = cut(requestId, LONGEST_NAME);
        secretId = secretId == null ? null : cut(secretId, LONGEST_NAME);
        action = cut(action, LONGEST_NAME);
        region = cut(region, LONGEST_NAME);
        code = cut(code, LONGEST_NAME);
        sourceAddress = cut(sourceAddress, LONGEST_NAME);
        client = cut(client, LONGEST_CLIENT);
        method = cut(method, LONGEST_NAME);
    }

    public boolean isOk() {
        return code.equals(OK);
    }

    /** Characters beyond U+FFFF are not cut in two. */
    private static String cut(String text, int longest) {
        if (text.length() <= longest) {
            return text;
        }
        return text.substring(0, Character.isHighSurrogate(text.charAt(longest - 1)) ? longest - 1 : longest);
    }
}
