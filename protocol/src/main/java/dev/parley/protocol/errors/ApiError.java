package dev.parley.protocol.errors;

/**
 * The codes this server may answer: the common ones and those that the contract's actions list (spec/03 §1 and §2). A
 * constant is its code in upper case, with `_` where a word or a part begins. What is said about each code is data in
 * {@code catalogue.txt}. Codes are contract and never change; messages are for people.
 */
public enum ApiError {
    ACTION_OFFLINE("ActionOffline"),
    AUTH_FAILURE("AuthFailure"),
    AUTH_FAILURE_INVALID_AUTHORIZATION("AuthFailure.InvalidAuthorization"),
    AUTH_FAILURE_INVALID_SECRET_ID("AuthFailure.InvalidSecretId"),
    AUTH_FAILURE_MFA_FAILURE("AuthFailure.MFAFailure"),
    AUTH_FAILURE_SECRET_ID_NOT_FOUND("AuthFailure.SecretIdNotFound"),
    AUTH_FAILURE_SIGNATURE_EXPIRE("AuthFailure.SignatureExpire"),
    AUTH_FAILURE_SIGNATURE_FAILURE("AuthFailure.SignatureFailure"),
    AUTH_FAILURE_TOKEN_FAILURE("AuthFailure.TokenFailure"),
    AUTH_FAILURE_UN_REAL_NAME_AUTHENTICATED("AuthFailure.UnRealNameAuthenticated"),
    AUTH_FAILURE_UNAUTHORIZED_OPERATION("AuthFailure.UnauthorizedOperation"),
    AUTH_FAILURE_UNSUPPORTED_OPERATION("AuthFailure.UnsupportedOperation"),
    DRY_RUN_OPERATION("DryRunOperation"),
    FAILED_OPERATION("FailedOperation"),
    FAILED_OPERATION_CR_UNSUPPORT_METHOD("FailedOperation.CRUnsupportMethod"),
    FAILED_OPERATION_NOT_ALLOWED("FailedOperation.NotAllowed"),
    FAILED_OPERATION_NOT_RTMP_FUNCTION("FailedOperation.NotRtmpFunction"),
    FAILED_OPERATION_QUERY_TASK_INFO_FAILED("FailedOperation.QueryTaskInfoFailed"),
    FAILED_OPERATION_REQUEST_OUTDATED("FailedOperation.RequestOutdated"),
    FAILED_OPERATION_RESTRICTED_CONCURRENCY("FailedOperation.RestrictedConcurrency"),
    FAILED_OPERATION_ROOM_NOT_EXIST("FailedOperation.RoomNotExist"),
    FAILED_OPERATION_SDK_APP_ID_NOT_EXIST("FailedOperation.SdkAppIdNotExist"),
    FAILED_OPERATION_TASK_EXIST("FailedOperation.TaskExist"),
    FAILED_OPERATION_TASK_FINISHED("FailedOperation.TaskFinished"),
    FAILED_OPERATION_USER_NOT_EXIST("FailedOperation.UserNotExist"),
    INTERNAL_ERROR("InternalError"),
    INTERNAL_ERROR_CR_INTERNAL_ERROR("InternalError.CRInternalError"),
    INTERNAL_ERROR_DB_ERROR("InternalError.DBError"),
    INTERNAL_ERROR_ES_QUERY_ERROR("InternalError.EsQueryError"),
    INTERNAL_ERROR_GET_ROOM_CACHE_IP_ERROR("InternalError.GetRoomCacheIpError"),
    INTERNAL_ERROR_GET_ROOM_FROM_CACHE_ERROR("InternalError.GetRoomFromCacheError"),
    INTERNAL_ERROR_HTTP_PARASE_FALIED("InternalError.HttpParaseFalied"),
    INTERNAL_ERROR_HTTP_PARSE_FAILED("InternalError.HttpParseFailed"),
    INTERNAL_ERROR_INTERFACE_ERR("InternalError.InterfaceErr"),
    INTERNAL_ERROR_INTERNAL_ERROR("InternalError.InternalError"),
    INTERNAL_ERROR_METHOD_ERR("InternalError.MethodErr"),
    INTERNAL_ERROR_USER_NOT_EXIST("InternalError.UserNotExist"),
    INVALID_ACTION("InvalidAction"),
    INVALID_PARAMETER("InvalidParameter"),
    INVALID_PARAMETER_BODY_PARAMS_ERROR("InvalidParameter.BodyParamsError"),
    INVALID_PARAMETER_ENCODE_PARAMS("InvalidParameter.EncodeParams"),
    INVALID_PARAMETER_END_TS("InvalidParameter.EndTs"),
    INVALID_PARAMETER_OUT_OF_RANGE("InvalidParameter.OutOfRange"),
    INVALID_PARAMETER_PAGE_NUMBER("InvalidParameter.PageNumber"),
    INVALID_PARAMETER_PAGE_SIZE("InvalidParameter.PageSize"),
    INVALID_PARAMETER_PAGE_SIZE_OVERSIZE("InvalidParameter.PageSizeOversize"),
    INVALID_PARAMETER_QUERY_SCALE_OVERSIZE("InvalidParameter.QueryScaleOversize"),
    INVALID_PARAMETER_ROOM_ID("InvalidParameter.RoomId"),
    INVALID_PARAMETER_SDK_APP_ID("InvalidParameter.SdkAppId"),
    INVALID_PARAMETER_START_TIME_OVERSIZE("InvalidParameter.StartTimeOversize"),
    INVALID_PARAMETER_START_TS("InvalidParameter.StartTs"),
    INVALID_PARAMETER_START_TS_OVERSIZE("InvalidParameter.StartTsOversize"),
    INVALID_PARAMETER_STR_ROOM_ID("InvalidParameter.StrRoomId"),
    INVALID_PARAMETER_STREAM_URL("InvalidParameter.StreamUrl"),
    INVALID_PARAMETER_TASK_ID("InvalidParameter.TaskId"),
    INVALID_PARAMETER_URL_PARAMS_ERROR("InvalidParameter.UrlParamsError"),
    INVALID_PARAMETER_USER_ID("InvalidParameter.UserId"),
    INVALID_PARAMETER_USER_IDS("InvalidParameter.UserIds"),
    INVALID_PARAMETER_USER_IDS_MORETHAN_SIX("InvalidParameter.UserIdsMorethanSix"),
    INVALID_PARAMETER_USER_SIG("InvalidParameter.UserSig"),
    INVALID_PARAMETER_VALUE("InvalidParameterValue"),
    INVALID_PARAMETER_VALUE_ROOM_ID("InvalidParameterValue.RoomId"),
    INVALID_REQUEST("InvalidRequest"),
    IP_IN_BLACKLIST("IpInBlacklist"),
    IP_NOT_IN_WHITELIST("IpNotInWhitelist"),
    LIMIT_EXCEEDED("LimitExceeded"),
    MISSING_PARAMETER("MissingParameter"),
    MISSING_PARAMETER_ACCESS_KEY("MissingParameter.AccessKey"),
    MISSING_PARAMETER_APP_ID("MissingParameter.AppId"),
    MISSING_PARAMETER_BUCKET("MissingParameter.Bucket"),
    MISSING_PARAMETER_CLOUD_STORAGE("MissingParameter.CloudStorage"),
    MISSING_PARAMETER_COMM_ID("MissingParameter.CommId"),
    MISSING_PARAMETER_COMM_ID_OR_SDK_APP_ID("MissingParameter.CommIdOrSdkAppId"),
    MISSING_PARAMETER_END_TS("MissingParameter.EndTs"),
    MISSING_PARAMETER_RECORD_MODE("MissingParameter.RecordMode"),
    MISSING_PARAMETER_RECORD_PARAMS("MissingParameter.RecordParams"),
    MISSING_PARAMETER_REGION("MissingParameter.Region"),
    MISSING_PARAMETER_ROOM_ID("MissingParameter.RoomId"),
    MISSING_PARAMETER_ROOM_NUM("MissingParameter.RoomNum"),
    MISSING_PARAMETER_SDK_APP_ID("MissingParameter.SdkAppId"),
    MISSING_PARAMETER_SECRET_KEY("MissingParameter.SecretKey"),
    MISSING_PARAMETER_START_TS("MissingParameter.StartTs"),
    MISSING_PARAMETER_STORAGE_PARAMS("MissingParameter.StorageParams"),
    MISSING_PARAMETER_STREAM_TYPE("MissingParameter.StreamType"),
    MISSING_PARAMETER_TASK_ID("MissingParameter.TaskId"),
    MISSING_PARAMETER_USER_ID("MissingParameter.UserId"),
    MISSING_PARAMETER_USER_IDS("MissingParameter.UserIds"),
    MISSING_PARAMETER_USER_SIG("MissingParameter.UserSig"),
    MISSING_PARAMETER_VENDOR("MissingParameter.Vendor"),
    NO_SUCH_PRODUCT("NoSuchProduct"),
    NO_SUCH_VERSION("NoSuchVersion"),
    OPERATION_DENIED_FREQ_OVER_LIMIT("OperationDenied.FreqOverLimit"),
    REQUEST_LIMIT_EXCEEDED("RequestLimitExceeded"),
    REQUEST_LIMIT_EXCEEDED_GLOBAL_REGION_UIN_LIMIT_EXCEEDED("RequestLimitExceeded.GlobalRegionUinLimitExceeded"),
    REQUEST_LIMIT_EXCEEDED_IP_LIMIT_EXCEEDED("RequestLimitExceeded.IPLimitExceeded"),
    REQUEST_LIMIT_EXCEEDED_UIN_LIMIT_EXCEEDED("RequestLimitExceeded.UinLimitExceeded"),
    REQUEST_SIZE_LIMIT_EXCEEDED("RequestSizeLimitExceeded"),
    RESOURCE_IN_USE("ResourceInUse"),
    RESOURCE_INSUFFICIENT("ResourceInsufficient"),
    RESOURCE_INSUFFICIENT_REQUEST_REJECTION("ResourceInsufficient.RequestRejection"),
    RESOURCE_NOT_FOUND("ResourceNotFound"),
    RESOURCE_UNAVAILABLE("ResourceUnavailable"),
    RESPONSE_SIZE_LIMIT_EXCEEDED("ResponseSizeLimitExceeded"),
    SERVICE_UNAVAILABLE("ServiceUnavailable"),
    UNAUTHORIZED_OPERATION("UnauthorizedOperation"),
    UNAUTHORIZED_OPERATION_SDK_APP_ID("UnauthorizedOperation.SdkAppId"),
    UNKNOWN_PARAMETER("UnknownParameter"),
    UNSUPPORTED_OPERATION("UnsupportedOperation"),
    UNSUPPORTED_PROTOCOL("UnsupportedProtocol"),
    UNSUPPORTED_REGION("UnsupportedRegion");

    private final String code;

    ApiError(String code) {
        this.code = code;
    }

    /** The text clients compare with. */
    public String code() {
        return code;
    }

    /** What is answered when nothing more precise is known. */
    public Message message() {
        return ErrorCatalogue.text(code).message();
    }

    /** When this code is answered. */
    public String when() {
        return ErrorCatalogue.text(code).when();
    }

    /** What the caller can do about it. */
    public String advice() {
        return ErrorCatalogue.text(code).advice();
    }
}
