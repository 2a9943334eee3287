package dev.parley.server.actions.recording;

import static dev.parley.protocol.errors.ApiError.AUTH_FAILURE;
import static dev.parley.protocol.errors.ApiError.AUTH_FAILURE_UNAUTHORIZED_OPERATION;
import static dev.parley.protocol.errors.ApiError.AUTH_FAILURE_UNSUPPORTED_OPERATION;
import static dev.parley.protocol.errors.ApiError.AUTH_FAILURE_UN_REAL_NAME_AUTHENTICATED;
import static dev.parley.protocol.errors.ApiError.FAILED_OPERATION;
import static dev.parley.protocol.errors.ApiError.FAILED_OPERATION_CR_UNSUPPORT_METHOD;
import static dev.parley.protocol.errors.ApiError.FAILED_OPERATION_RESTRICTED_CONCURRENCY;
import static dev.parley.protocol.errors.ApiError.INTERNAL_ERROR_CR_INTERNAL_ERROR;
import static dev.parley.protocol.errors.ApiError.INVALID_PARAMETER_OUT_OF_RANGE;
import static dev.parley.protocol.errors.ApiError.INVALID_PARAMETER_SDK_APP_ID;
import static dev.parley.protocol.errors.ApiError.MISSING_PARAMETER_ACCESS_KEY;
import static dev.parley.protocol.errors.ApiError.MISSING_PARAMETER_BUCKET;
import static dev.parley.protocol.errors.ApiError.MISSING_PARAMETER_CLOUD_STORAGE;
import static dev.parley.protocol.errors.ApiError.MISSING_PARAMETER_RECORD_MODE;
import static dev.parley.protocol.errors.ApiError.MISSING_PARAMETER_RECORD_PARAMS;
import static dev.parley.protocol.errors.ApiError.MISSING_PARAMETER_REGION;
import static dev.parley.protocol.errors.ApiError.MISSING_PARAMETER_ROOM_ID;
import static dev.parley.protocol.errors.ApiError.MISSING_PARAMETER_SDK_APP_ID;
import static dev.parley.protocol.errors.ApiError.MISSING_PARAMETER_SECRET_KEY;
import static dev.parley.protocol.errors.ApiError.MISSING_PARAMETER_STORAGE_PARAMS;
import static dev.parley.protocol.errors.ApiError.MISSING_PARAMETER_STREAM_TYPE;
import static dev.parley.protocol.errors.ApiError.MISSING_PARAMETER_TASK_ID;
import static dev.parley.protocol.errors.ApiError.MISSING_PARAMETER_USER_ID;
import static dev.parley.protocol.errors.ApiError.MISSING_PARAMETER_USER_SIG;
import static dev.parley.protocol.errors.ApiError.MISSING_PARAMETER_VENDOR;
import static dev.parley.protocol.errors.ApiError.UNSUPPORTED_OPERATION;

import dev.parley.protocol.errors.ActionErrors;
import dev.parley.protocol.shape.Meaning;
import dev.parley.protocol.shape.OneOf;
import dev.parley.protocol.shape.Range;
import dev.parley.protocol.shape.TextForm;
import dev.parley.protocol.shape.Unsigned;
import dev.parley.server.actions.ActionDescription;
import dev.parley.server.actions.Forms;
import org.jspecify.annotations.Nullable;

/** Starts recording a room (spec/30 §1). */
public final class CreateCloudRecording
        implements ActionDescription<CreateCloudRecording.Request, CreateCloudRecording.Answer> {

    private static final ActionErrors ERRORS = ActionErrors.of(
            AUTH_FAILURE,
            AUTH_FAILURE_UN_REAL_NAME_AUTHENTICATED,
            AUTH_FAILURE_UNAUTHORIZED_OPERATION,
            AUTH_FAILURE_UNSUPPORTED_OPERATION,
            FAILED_OPERATION,
            FAILED_OPERATION_CR_UNSUPPORT_METHOD,
            FAILED_OPERATION_RESTRICTED_CONCURRENCY,
            INTERNAL_ERROR_CR_INTERNAL_ERROR,
            INVALID_PARAMETER_OUT_OF_RANGE,
            INVALID_PARAMETER_SDK_APP_ID,
            MISSING_PARAMETER_ACCESS_KEY,
            MISSING_PARAMETER_BUCKET,
            MISSING_PARAMETER_CLOUD_STORAGE,
            MISSING_PARAMETER_RECORD_MODE,
            MISSING_PARAMETER_RECORD_PARAMS,
            MISSING_PARAMETER_REGION,
            MISSING_PARAMETER_ROOM_ID,
            MISSING_PARAMETER_SDK_APP_ID,
            MISSING_PARAMETER_SECRET_KEY,
            MISSING_PARAMETER_STORAGE_PARAMS,
            MISSING_PARAMETER_STREAM_TYPE,
            MISSING_PARAMETER_TASK_ID,
            MISSING_PARAMETER_USER_ID,
            MISSING_PARAMETER_USER_SIG,
            MISSING_PARAMETER_VENDOR,
            UNSUPPORTED_OPERATION);

    public record Request(
            @Meaning("The application.") @Unsigned long sdkAppId,

            @Meaning("The room, as text for both kinds.") @TextForm(minLength = 1, maxLength = Forms.ROOM_ID_BYTES)
            String roomId,

            @Meaning("User id of the robot; must differ from every user and every other robot in the room.")
            @TextForm(
                    minLength = 1,
                    maxLength = Forms.USER_ID_BYTES,
                    pattern = Forms.USER_ID,
                    described = Forms.USER_ID_WORDS)
            String userId,

            @Meaning("Signature of that user id.") @TextForm(minLength = 1)
            String userSig,

            @Meaning("What is recorded and how.") RecordParams recordParams,
            @Meaning("Where files go.") StorageParams storageParams,

            @Meaning("0 string room, 1 integer room: the reverse of relay. Default 1.")
            @OneOf({"0", "1"})
            @Unsigned
            @Nullable
            Long roomIdType,

            @Meaning("Mixed recordings: encoding.") @Nullable
            MixTranscodeParams mixTranscodeParams,

            @Meaning("Mixed recordings: layout. Default: grid.") @Nullable
            MixLayoutParams mixLayoutParams,

            @Meaning("Hours for which the task id can be used; the recording goes on. Default 72.")
            @Range(min = 6, max = 720)
            @Unsigned
            @Nullable
            Long resourceExpiredHour,

            @Meaning("Permission to enter the room, where the application demands one.") @Nullable
            String privateMapKey) {

        /** Never prints the signature. */
        @Override
        public String toString() {
            return "CreateCloudRecording[" + sdkAppId + ", " + roomId + ", " + userId + "]";
        }
    }

    public record Answer(
            @Meaning("Names the task in further calls.") String taskId) {}

    @Override
    public Class<Request> requestType() {
        return Request.class;
    }

    @Override
    public Class<Answer> answerType() {
        return Answer.class;
    }

    @Override
    public ActionErrors errors() {
        return ERRORS;
    }
}
