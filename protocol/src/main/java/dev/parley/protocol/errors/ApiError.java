package dev.parley.protocol.errors;

/**
 * The catalogue of codes (spec/03 §1 and §3). Codes are contract and never change; messages are for people, but those
 * seen from the real service keep their wording because tools search for it (spec/03 §5).
 */
public enum ApiError {
    ACTION_OFFLINE(
            "ActionOffline",
            "The action has been taken offline.",
            "Use the action that replaced it; the old one is no longer served."),
    INVALID_AUTHORIZATION(
            "AuthFailure.InvalidAuthorization",
            "Authorization in the request header is invalid.",
            "Send `TC3-HMAC-SHA256 Credential=..., SignedHeaders=content-type;host, Signature=...`."),
    INVALID_SECRET_ID(
            "AuthFailure.InvalidSecretId",
            "The SecretId is not a cloud API key.",
            "Send the SecretId of an API key, at most 64 characters of A-Z a-z 0-9 _ and -."),
    SECRET_ID_NOT_FOUND(
            "AuthFailure.SecretIdNotFound",
            "The SecretId is not found, please ensure that your SecretId is correct.",
            "Check that the key exists on this server, is enabled and carries no blanks."),
    SIGNATURE_EXPIRE(
            "AuthFailure.SignatureExpire",
            "The signature is expired, please request again.",
            "Set the clock of the calling machine: it differs by more than five minutes."),
    SIGNATURE_FAILURE(
            "AuthFailure.SignatureFailure",
            "The provided credentials could not be validated. Please check your signature is correct.",
            "Check the SecretKey, and that nothing between client and server changes Host, Content-Type or body."),
    TOKEN_FAILURE("AuthFailure.TokenFailure", "The token is wrong.", "Send no token with a long-term key."),
    FAILED_OPERATION("FailedOperation", "The operation failed.", "Read the message."),
    SDK_APP_ID_NOT_EXIST(
            "FailedOperation.SdkAppIdNotExist",
            "The application does not exist.",
            "Check the SdkAppId and that it belongs to the account of the API key."),
    INTERNAL_ERROR(
            "InternalError",
            "An internal error occurred.",
            "Give the RequestId to the operator of the server; its log names the cause."),
    DATABASE_ERROR(
            "InternalError.DBError",
            "The storage could not answer.",
            "Try again later; the operator finds the cause in the log under the RequestId."),
    INVALID_ACTION(
            "InvalidAction",
            "The request `Action` is invalid or not found.",
            "Check the spelling of the action; it is case-sensitive."),
    INVALID_PARAMETER("InvalidParameter", "A parameter is wrong.", "Read the message: it names the parameter."),
    INVALID_SDK_APP_ID(
            "InvalidParameter.SdkAppId",
            "The application does not exist.",
            "Check the SdkAppId and that it belongs to the account of the API key."),
    QUERY_SCALE_OVERSIZE(
            "InvalidParameter.QueryScaleOversize",
            "The range of the query is too large.",
            "Ask for at most 31 dates at once."),
    OUT_OF_RANGE(
            "InvalidParameter.OutOfRange",
            "A parameter is out of its range.",
            "Read the message: it names the parameter."),
    INVALID_PARAMETER_VALUE(
            "InvalidParameterValue", "A parameter has a value that is not allowed.", "Read the message."),
    INVALID_REQUEST(
            "InvalidRequest",
            "The request body is not usable.",
            "Send parameters as JSON; no action of this service takes multipart bodies."),
    IP_IN_BLACKLIST("IpInBlacklist", "The address is on the deny list of the account.", "Call from another address."),
    IP_NOT_IN_WHITELIST(
            "IpNotInWhitelist",
            "The address is not on the allow list of the account.",
            "Call from an allowed address."),
    LIMIT_EXCEEDED("LimitExceeded", "A quota is used up.", "Free what is no longer needed, or have the quota raised."),
    MISSING_PARAMETER(
            "MissingParameter", "The request is missing a required parameter.", "Add the parameter the message names."),
    NO_SUCH_PRODUCT("NoSuchProduct", "The product does not exist.", "Use `trtc` as service name."),
    NO_SUCH_VERSION("NoSuchVersion", "The version of the API does not exist.", "Use version `2019-07-22`."),
    OPERATION_DENIED_FREQUENCY(
            "OperationDenied.FreqOverLimit",
            "The action was called too soon after the previous call. Please try again later.",
            "Wait as long as the message says, then call again."),
    REQUEST_LIMIT_EXCEEDED("RequestLimitExceeded", "The action is called too often.", "Reduce the frequency of calls."),
    REQUEST_LIMIT_EXCEEDED_GLOBAL(
            "RequestLimitExceeded.GlobalRegionUinLimitExceeded",
            "The account calls too often.",
            "Reduce the frequency of calls."),
    REQUEST_LIMIT_EXCEEDED_ADDRESS(
            "RequestLimitExceeded.IPLimitExceeded",
            "Too many requests that failed to authenticate come from this address.",
            "Correct the credentials, then call again."),
    REQUEST_LIMIT_EXCEEDED_ACCOUNT(
            "RequestLimitExceeded.UinLimitExceeded", "The account calls too often.", "Reduce the frequency of calls."),
    REQUEST_SIZE_LIMIT_EXCEEDED(
            "RequestSizeLimitExceeded",
            "The request is too large.",
            "Send at most 10 MB of JSON, 1 MB of form or 32 KB of query; JSON goes with TC3-HMAC-SHA256."),
    RESOURCE_IN_USE("ResourceInUse", "The resource is in use.", "Try again when it is free."),
    RESOURCE_INSUFFICIENT(
            "ResourceInsufficient", "There is not enough capacity.", "Try again later, or have capacity added."),
    RESOURCE_NOT_FOUND("ResourceNotFound", "The resource does not exist.", "Check the name of the resource."),
    RESOURCE_UNAVAILABLE("ResourceUnavailable", "The resource cannot be used.", "Read the message."),
    RESPONSE_SIZE_LIMIT_EXCEEDED(
            "ResponseSizeLimitExceeded", "The answer would be too large.", "Ask for less at once."),
    SERVICE_UNAVAILABLE(
            "ServiceUnavailable", "The service is starting, stopping or overloaded.", "Try again in a moment."),
    UNAUTHORIZED_OPERATION(
            "UnauthorizedOperation", "The operation is not authorised.", "Have a policy added that allows it."),
    UNAUTHORIZED_SDK_APP_ID(
            "UnauthorizedOperation.SdkAppId",
            "The application belongs to another account.",
            "Use a key of the account that owns the application."),
    UNKNOWN_PARAMETER(
            "UnknownParameter",
            "A parameter is not defined for this action.",
            "Check the spelling of the parameter; it is case-sensitive."),
    UNSUPPORTED_OPERATION(
            "UnsupportedOperation", "The operation is not supported.", "Read the message: it says what is missing."),
    UNSUPPORTED_PROTOCOL(
            "UnsupportedProtocol", "The HTTP method is not supported, only GET and POST are.", "Use GET or POST."),
    UNSUPPORTED_REGION(
            "UnsupportedRegion", "The region is not supported.", "Use a region name such as `ap-guangzhou`.");

    private final String code;
    private final String message;
    private final String advice;

    ApiError(String code, String message, String advice) {
        this.code = code;
        this.message = message;
        this.advice = advice;
    }

    /** The text clients compare with. */
    public String code() {
        return code;
    }

    /** What is answered when nothing more precise is known. */
    public String message() {
        return message;
    }

    /** What the caller can do about it. */
    public String advice() {
        return advice;
    }
}
