package dev.parley.server.actions.usage;

import dev.parley.protocol.errors.ActionErrors;
import dev.parley.protocol.errors.ApiError;
import dev.parley.protocol.errors.ApiException;
import dev.parley.protocol.shape.Meaning;
import dev.parley.protocol.shape.StreamedText;
import dev.parley.protocol.shape.TextForm;
import dev.parley.protocol.shape.Unsigned;
import dev.parley.server.actions.Action;
import dev.parley.server.actions.Call;
import dev.parley.server.config.UsageSettings;
import dev.parley.server.metering.RoomUsageCsv;
import dev.parley.server.metering.UsageReader;
import dev.parley.server.metering.UsageUnavailableException;
import dev.parley.server.rooms.Application;
import dev.parley.server.rooms.Applications;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Seconds per room of one application over at most a day, as CSV (spec/21 §3, ROOM-1 to ROOM-10). */
public final class DescribeTrtcRoomUsage
        implements Action<DescribeTrtcRoomUsage.Request, DescribeTrtcRoomUsage.Answer> {

    private static final Duration MAX_RANGE = Duration.ofHours(24);
    private static final ActionErrors ERRORS = ActionErrors.of(
            ApiError.FAILED_OPERATION_SDK_APP_ID_NOT_EXIST,
            ApiError.INTERNAL_ERROR_DB_ERROR,
            ApiError.INVALID_PARAMETER,
            ApiError.OPERATION_DENIED_FREQ_OVER_LIMIT);

    private final Applications applications;
    private final UsageReader usage;
    private final ZoneOffset utcOffset;
    private final Supplier<UsageSettings> settings;
    private final RoomQueryPace pace;

    public record Request(
            @Meaning("The application; really spelled with a small `id` here.") @Unsigned
            long sdkAppid,

            @Meaning("First minute, `YYYY-MM-DD HH:MM`, local.")
            @TextForm(pattern = LocalTimes.MINUTE, described = LocalTimes.MINUTE_WORDS)
            String startTime,

            @Meaning("End, exclusive, likewise; at most 24 hours after `StartTime`.")
            @TextForm(pattern = LocalTimes.MINUTE, described = LocalTimes.MINUTE_WORDS)
            String endTime) {}

    public record Answer(
            @Meaning("CSV with a header: seconds per room and tier.")
            StreamedText data) {}

    /**
     * @param utcOffset of the times asked for
     * @param settings those in force, asked at each call
     */
    public DescribeTrtcRoomUsage(
            Applications applications, UsageReader usage, ZoneOffset utcOffset, Supplier<UsageSettings> settings) {
        this.applications = applications;
        this.usage = usage;
        this.utcOffset = utcOffset;
        this.settings = settings;
        this.pace = new RoomQueryPace();
    }

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

    @Override
    public List<String> differences() {
        return List.of(
                "The pause of 15 seconds counts for each caller, region and application, because a tool that asks"
                        + " for one application after another could not work otherwise; "
                        + "`usage.room-query-interval` changes it.");
    }

    /** The rule of one call per 15 seconds is checked here, after the parameters; this is the gateway's own limit. */
    @Override
    public int callsPerSecond() {
        return 20;
    }

    /** The checks are in the order of ROOM-3. */
    @Override
    public Answer handle(Request request, Call call) {
        Instant start = instant("StartTime", request.startTime());
        Instant end = instant("EndTime", request.endTime());
        Application application = application(request.sdkAppid(), call);
        requireRange(start, end, call.now());
        requirePace(application, call);
        long fromMinute = minute(start);
        long toMinute = minute(end);
        return new Answer(out -> write(application, fromMinute, toMinute, out));
    }

    private void write(Application application, long fromMinute, long toMinute, Appendable out) throws IOException {
        try {
            RoomUsageCsv csv = new RoomUsageCsv(out);
            csv.header();
            usage.roomUsage(application.sdkAppId(), fromMinute, toMinute, csv);
        } catch (UsageUnavailableException e) {
            throw new ApiException(ApiError.INTERNAL_ERROR_DB_ERROR, e);
        }
    }

    private Instant instant(String name, String text) {
        LocalDateTime local = LocalTimes.minute(text)
                .orElseThrow(() -> ERRORS.invalid(name, "`" + name + "` must be " + LocalTimes.MINUTE_WORDS + "."));
        return local.toInstant(utcOffset);
    }

    private Application application(long sdkAppId, Call call) {
        return applications
                .find(sdkAppId)
                .filter(found -> found.accountId() == call.accountId())
                .orElseThrow(() -> new ApiException(
                        ApiError.FAILED_OPERATION_SDK_APP_ID_NOT_EXIST,
                        "The application " + Long.toUnsignedString(sdkAppId) + " does not exist."));
    }

    private void requireRange(Instant start, Instant end, Instant now) {
        if (!end.isAfter(start)) {
            throw ERRORS.invalid("EndTime", "`EndTime` must be later than `StartTime`.");
        }
        if (Duration.between(start, end).compareTo(MAX_RANGE) > 0) {
            throw ERRORS.invalid("EndTime", "`EndTime` must be at most 24 hours after `StartTime`.");
        }
        int days = settings.get().retentionDays();
        if (days > 0 && start.isBefore(now.minus(Duration.ofDays(days)))) {
            throw ERRORS.invalid("StartTime", "`StartTime` is older than the " + days + " days usage is kept.");
        }
    }

    private void requirePace(Application application, Call call) {
        RoomQueryPace.Caller caller = new RoomQueryPace.Caller(call.uin(), call.region(), application.sdkAppId());
        Duration interval = settings.get().roomQueryInterval();
        Duration wait = pace.accept(caller, call.now(), interval);
        if (!wait.isZero()) {
            long seconds = wait.plusMillis(999).toSeconds();
            throw new ApiException(
                    ApiError.OPERATION_DENIED_FREQ_OVER_LIMIT,
                    "This action may be called once per "
                            + interval.toSeconds()
                            + " seconds for an application. Please try again in " + seconds + " seconds.");
        }
    }

    private static long minute(Instant instant) {
        return Math.floorDiv(instant.getEpochSecond(), TimeUnit.MINUTES.toSeconds(1));
    }
}
