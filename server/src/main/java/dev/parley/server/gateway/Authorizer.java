package dev.parley.server.gateway;

import dev.parley.protocol.errors.ActionErrors;
import dev.parley.protocol.errors.ApiError;
import dev.parley.protocol.errors.ApiException;
import dev.parley.protocol.errors.Message;
import dev.parley.protocol.parameters.ParameterValue;
import dev.parley.server.access.AccessControl;
import dev.parley.server.access.policy.Caller;
import dev.parley.server.access.policy.Denial;
import dev.parley.server.access.policy.Question;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Step 14 of spec/01 §8: whether policies let the caller do it. Safe for use by any thread. */
final class Authorizer {

    /** Every spelling of a number that parameters may have, so that none hides an application from policies. */
    private static final Pattern NUMBER = Pattern.compile("0{0,19}([0-9]{1,18})");

    private final AccessControl access;

    Authorizer(AccessControl access) {
        this.access = access;
    }

    /** @throws ApiException {@code AuthFailure.UnauthorizedOperation} where the action lists it (spec/04 §7) */
    void require(Caller caller, String action, String region, ActionErrors errors, CallTrace trace) {
        if (caller.isOwner()) {
            return;
        }
        Long sdkAppId = trace.sdkAppId();
        Map<String, String> tags = sdkAppId == null ? Map.of() : access.tags(sdkAppId);
        Question question = new Question(action, region, sdkAppId, tags, trace.sourceAddress(), trace.judgedAt());
        if (!access.decide(caller, question).isAllowed()) {
            ApiError error = errors.lists(ApiError.AUTH_FAILURE_UNAUTHORIZED_OPERATION)
                    ? ApiError.AUTH_FAILURE_UNAUTHORIZED_OPERATION
                    : ApiError.UNAUTHORIZED_OPERATION;
            throw new ApiException(error, Message.untranslated(Denial.message(trace.requestId(), caller, question)));
        }
    }

    /**
     * The application a call is about, read before parameters are checked: the one named {@code SdkAppId} in any letter
     * case, since one action spells it otherwise. Null when it is absent or no application's number.
     */
    static @Nullable Long application(ReadCall call) {
        for (Map.Entry<String, ParameterValue> parameter :
                readable(call).values().entrySet()) {
            if (parameter.getKey().equalsIgnoreCase("SdkAppId")) {
                return number(parameter.getValue());
            }
        }
        return null;
    }

    /** What is wrong with parameters is said when they are checked. */
    private static ParameterValue.Members readable(ReadCall call) {
        try {
            return call.parameters().get();
        } catch (ApiException unreadable) {
            return ParameterValue.Members.none();
        }
    }

    private static @Nullable Long number(ParameterValue value) {
        String text =
                switch (value) {
                    case ParameterValue.Digits(String digits, boolean integral) when integral -> digits;
                    case ParameterValue.Untyped(String untyped) -> untyped;
                    default -> "";
                };
        Matcher number = NUMBER.matcher(text);
        return number.matches() ? Long.valueOf(number.group(1)) : null;
    }
}
