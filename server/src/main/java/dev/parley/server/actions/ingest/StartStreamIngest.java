package dev.parley.server.actions.ingest;

import static dev.parley.protocol.errors.ApiError.FAILED_OPERATION_NOT_ALLOWED;
import static dev.parley.protocol.errors.ApiError.FAILED_OPERATION_NOT_RTMP_FUNCTION;
import static dev.parley.protocol.errors.ApiError.FAILED_OPERATION_RESTRICTED_CONCURRENCY;
import static dev.parley.protocol.errors.ApiError.FAILED_OPERATION_TASK_EXIST;
import static dev.parley.protocol.errors.ApiError.INTERNAL_ERROR_HTTP_PARSE_FAILED;
import static dev.parley.protocol.errors.ApiError.INTERNAL_ERROR_INTERNAL_ERROR;
import static dev.parley.protocol.errors.ApiError.INVALID_PARAMETER_BODY_PARAMS_ERROR;
import static dev.parley.protocol.errors.ApiError.INVALID_PARAMETER_ROOM_ID;
import static dev.parley.protocol.errors.ApiError.INVALID_PARAMETER_SDK_APP_ID;
import static dev.parley.protocol.errors.ApiError.INVALID_PARAMETER_STREAM_URL;
import static dev.parley.protocol.errors.ApiError.INVALID_PARAMETER_STR_ROOM_ID;
import static dev.parley.protocol.errors.ApiError.INVALID_PARAMETER_TASK_ID;
import static dev.parley.protocol.errors.ApiError.INVALID_PARAMETER_USER_SIG;
import static dev.parley.protocol.errors.ApiError.MISSING_PARAMETER_ROOM_ID;
import static dev.parley.protocol.errors.ApiError.MISSING_PARAMETER_SDK_APP_ID;
import static dev.parley.protocol.errors.ApiError.MISSING_PARAMETER_TASK_ID;
import static dev.parley.protocol.errors.ApiError.RESOURCE_INSUFFICIENT_REQUEST_REJECTION;

import dev.parley.protocol.errors.ActionErrors;
import dev.parley.protocol.shape.Meaning;
import dev.parley.protocol.shape.OneOf;
import dev.parley.protocol.shape.Range;
import dev.parley.protocol.shape.TextForm;
import dev.parley.protocol.shape.Unsigned;
import dev.parley.server.actions.ActionDescription;
import dev.parley.server.actions.Forms;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Starts a task that plays a network source into a room (spec/32 §1). */
public final class StartStreamIngest implements ActionDescription<StartStreamIngest.Request, StartStreamIngest.Answer> {

    private static final ActionErrors ERRORS = ActionErrors.of(
                    FAILED_OPERATION_NOT_ALLOWED,
                    FAILED_OPERATION_NOT_RTMP_FUNCTION,
                    FAILED_OPERATION_RESTRICTED_CONCURRENCY,
                    FAILED_OPERATION_TASK_EXIST,
                    INTERNAL_ERROR_HTTP_PARSE_FAILED,
                    INTERNAL_ERROR_INTERNAL_ERROR,
                    INVALID_PARAMETER_BODY_PARAMS_ERROR,
                    INVALID_PARAMETER_ROOM_ID,
                    INVALID_PARAMETER_SDK_APP_ID,
                    INVALID_PARAMETER_STR_ROOM_ID,
                    INVALID_PARAMETER_STREAM_URL,
                    INVALID_PARAMETER_TASK_ID,
                    INVALID_PARAMETER_USER_SIG,
                    MISSING_PARAMETER_ROOM_ID,
                    MISSING_PARAMETER_SDK_APP_ID,
                    MISSING_PARAMETER_TASK_ID,
                    RESOURCE_INSUFFICIENT_REQUEST_REJECTION)
            .whenMissing("UserId", INVALID_PARAMETER_BODY_PARAMS_ERROR)
            .whenMissing("UserSig", INVALID_PARAMETER_USER_SIG)
            .otherwise(INVALID_PARAMETER_BODY_PARAMS_ERROR);

    static final String SOURCE = "(?i)(https?|rtmps?)://.+";
    static final String SOURCE_WORDS = "an address that starts with `http://`, `https://`, `rtmp://` or `rtmps://`";

    public record Request(
            @Meaning("The application.") @Unsigned long sdkAppId,

            @Meaning("The room, as text for both kinds.") @TextForm(minLength = 1)
            String roomId,

            @Meaning("0 string room, 1 integer room: the reverse of relay.") @OneOf({"0", "1"}) @Unsigned
            long roomIdType,

            @Meaning("User id of the robot that publishes; unused in the room.")
            @TextForm(
                    minLength = 1,
                    maxLength = Forms.USER_ID_BYTES,
                    pattern = Forms.USER_ID,
                    described = Forms.USER_ID_WORDS)
            String userId,

            @Meaning("Signature of that user id.") @TextForm(minLength = 1)
            String userSig,

            @Meaning("The source: flv, mp3, mp4, ts, mov, mkv, m4a or hls. Needed unless `SourceUrl` is given.")
            @TextForm(pattern = SOURCE, described = SOURCE_WORDS)
            @Nullable
            String streamUrl,

            @Meaning("Permission to enter the room, where the application demands one.") @Nullable
            String privateMapKey,

            @Meaning("Checked, then without effect.") @Nullable
            VideoEncodeParams videoEncodeParams,

            @Meaning("Checked, then without effect.") @Nullable
            AudioEncodeParams audioEncodeParams,

            @Meaning("One source; used when `StreamUrl` is absent. For old clients.") @Nullable
            List<String> sourceUrl,

            @Meaning("Where to start, seconds; files only. Default 0.") @Nullable
            Long seekSecond,

            @Meaning("Whether the robot's stream is also relayed automatically. Default false.") @Nullable
            Boolean autoPush,

            @Meaning("How often a file is played; -1 for ever. Default 1.")
            @Range(min = -1, max = 1_000, except = 0)
            @Nullable
            Long repeatNum,

            @Meaning("Minutes until the end; with `RepeatNum` -1 only.") @Range(min = 1, max = 10_080) @Nullable
            Long maxDuration,

            @Meaning("Volume in percent. Default 100, unchanged.") @Range(max = 200) @Unsigned @Nullable
            Long volume,

            @Meaning("Whether players are told the position as custom messages. Default false.") @Nullable
            Boolean enableProgress,

            @Meaning("Speed; the pitch stays. Default 1.")
            @OneOf({"0.5", "0.75", "1", "1.25", "1.5", "1.75", "2"})
            @Nullable
            BigDecimal tempo,

            @Meaning("Seconds without anybody else in the room until the end; 0 for never. Default 300.")
            @Range(max = 600)
            @Nullable
            Long idleTimeout) {

        /** Never prints the signature. */
        @Override
        public String toString() {
            return "StartStreamIngest[" + sdkAppId + ", " + roomId + ", " + userId + "]";
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
