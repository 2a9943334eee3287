package dev.parley.server.actions.usage;

import static dev.parley.protocol.errors.ApiError.INVALID_PARAMETER_QUERY_SCALE_OVERSIZE;
import static dev.parley.protocol.errors.ApiError.INVALID_PARAMETER_SDK_APP_ID;

import dev.parley.protocol.errors.ActionErrors;
import dev.parley.protocol.shape.Meaning;
import dev.parley.protocol.shape.TextForm;
import dev.parley.protocol.shape.Unsigned;
import dev.parley.server.actions.ActionDescription;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Minutes of mixing per application or account, in rows of five minutes or of a day (spec/21 §2). */
public final class DescribeMixTranscodingUsage
        implements ActionDescription<DescribeMixTranscodingUsage.Request, DescribeMixTranscodingUsage.Answer> {

    private static final ActionErrors ERRORS =
            ActionErrors.of(INVALID_PARAMETER_QUERY_SCALE_OVERSIZE, INVALID_PARAMETER_SDK_APP_ID);

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
            @Meaning("What the positions of every `UsageValue` are: `Audio`, then `SD` to `4K` with "
                    + "`H264` and with `H265`.")
            List<String> usageKey,

            @Meaning("One row for each window, ascending.") List<TrtcUsage> usageList) {}

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
}
