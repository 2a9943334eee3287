package dev.parley.server.actions.usage;

import dev.parley.protocol.errors.ActionErrors;
import dev.parley.protocol.errors.ApiError;
import dev.parley.protocol.errors.ApiException;
import dev.parley.protocol.shape.Meaning;
import dev.parley.protocol.shape.TextForm;
import dev.parley.protocol.shape.Unsigned;
import dev.parley.server.actions.Action;
import dev.parley.server.actions.Call;
import dev.parley.server.config.UsageSettings;
import dev.parley.server.metering.Tier;
import dev.parley.server.metering.UsageReader;
import dev.parley.server.metering.UsageUnavailableException;
import dev.parley.server.rooms.Application;
import dev.parley.server.rooms.Applications;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Minutes per application or account, in rows of five minutes or of a day (spec/21 §2, APP-2 to APP-4). */
public final class DescribeTrtcUsage implements Action<DescribeTrtcUsage.Request, DescribeTrtcUsage.Answer> {

    private static final int MAX_DATES = 31;
    private static final List<String> USAGE_KEY =
            Arrays.stream(Tier.values()).map(Tier::usageKey).toList();
    private static final ActionErrors ERRORS =
            ActionErrors.of(ApiError.INVALID_PARAMETER_QUERY_SCALE_OVERSIZE, ApiError.INVALID_PARAMETER_SDK_APP_ID);

    private final Applications applications;
    private final UsageReader usage;
    private final ZoneOffset utcOffset;
    private final Supplier<UsageSettings> settings;

    public record Request(
            @Meaning("First date, `YYYY-MM-DD`, local.")
            @TextForm(emptyIsMissing = true, pattern = LocalTimes.DAY, described = LocalTimes.DAY_WORDS)
            String startTime,

            @Meaning(
                    "Last date, inclusive; at most 31 dates. Equal dates give rows of 5 minutes, others " + "of a day.")
            @TextForm(emptyIsMissing = true, pattern = LocalTimes.DAY, described = LocalTimes.DAY_WORDS)
            String endTime,

            @Meaning("The application. Default: the sum over all of the account.") @Unsigned @Nullable
            Long sdkAppId) {}

    public record Answer(
            @Meaning("What the positions of every `UsageValue` are: `Audio`, `SD`, `HD`, `FullHD`, `2K`, `4K`.")
            List<String> usageKey,

            @Meaning("One row for each window, ascending.") List<TrtcUsage> usageList) {}

    /**
     * @param utcOffset of the days asked for
     * @param settings those in force, asked at each call
     */
    public DescribeTrtcUsage(
            Applications applications, UsageReader usage, ZoneOffset utcOffset, Supplier<UsageSettings> settings) {
        this.applications = applications;
        this.usage = usage;
        this.utcOffset = utcOffset;
        this.settings = settings;
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
    public int callsPerSecond() {
        return 5;
    }

    /** Checks in the order of spec/21 §2.4: missing, form, application, span. */
    @Override
    public Answer handle(Request request, Call call) {
        requireText("StartTime", request.startTime());
        requireText("EndTime", request.endTime());
        LocalDate one = date("StartTime", request.startTime());
        LocalDate other = date("EndTime", request.endTime());
        List<Long> asked = askedApplications(request.sdkAppId(), call);
        // The official examples send the later date first (USG-2).
        LocalDate first = one.isBefore(other) ? one : other;
        LocalDate last = one.isBefore(other) ? other : one;
        if (ChronoUnit.DAYS.between(first, last) >= MAX_DATES) {
            throw new ApiException(
                    ApiError.INVALID_PARAMETER_QUERY_SCALE_OVERSIZE,
                    "A query may span at most " + MAX_DATES + " dates, both included.");
        }
        UsageWindows windows = UsageWindows.of(first, last, utcOffset, call.now());
        return new Answer(USAGE_KEY, rows(windows, asked));
    }

    private List<TrtcUsage> rows(UsageWindows windows, List<Long> asked) {
        UsageMinutes minutes = new UsageMinutes(windows, settings.get().exactMinutes());
        if (windows.count() > 0) {
            try {
                for (long sdkAppId : asked) {
                    minutes.add(usage.applicationUsage(sdkAppId, windows.fromSlot(), windows.toSlot()));
                }
            } catch (UsageUnavailableException e) {
                throw new ApiException(ApiError.INTERNAL_ERROR, e);
            }
        }
        return minutes.rows();
    }

    private List<Long> askedApplications(@Nullable Long sdkAppId, Call call) {
        if (sdkAppId == null) {
            return applications.list().stream()
                    .filter(application -> application.accountId() == call.accountId())
                    .map(Application::sdkAppId)
                    .toList();
        }
        return applications
                .find(sdkAppId)
                .filter(application -> application.accountId() == call.accountId())
                .map(application -> List.of(application.sdkAppId()))
                .orElseThrow(() -> new ApiException(
                        ApiError.INVALID_PARAMETER_SDK_APP_ID,
                        "The application " + Long.toUnsignedString(sdkAppId) + " does not exist."));
    }

    private static void requireText(String name, String text) {
        if (text.isEmpty()) {
            throw ERRORS.missing(name);
        }
    }

    private static LocalDate date(String name, String text) {
        return LocalTimes.day(text)
                .orElseThrow(() -> ERRORS.invalid(name, "`" + name + "` must be " + LocalTimes.DAY_WORDS + "."));
    }
}
