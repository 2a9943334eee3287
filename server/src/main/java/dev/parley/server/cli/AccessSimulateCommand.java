package dev.parley.server.cli;

import dev.parley.server.access.AccessControl;
import dev.parley.server.access.AddressVerdict;
import dev.parley.server.access.User;
import dev.parley.server.access.policy.AddressRange;
import dev.parley.server.access.policy.Caller;
import dev.parley.server.access.policy.Decision;
import dev.parley.server.access.policy.Question;
import dev.parley.server.actions.contract.Contract;
import dev.parley.server.config.ApiSettings;
import dev.parley.server.config.Suggestion;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** {@code parley access simulate}: what would be decided, and by which statement. Exit code 0 allowed, 3 denied. */
@Command(
        name = "simulate",
        description = {
            "Says whether a user may make a call, and which statement decides it.",
            "Exit code 0: allowed, 3: denied."
        },
        mixinStandardHelpOptions = true)
final class AccessSimulateCommand implements Callable<Integer> {

    private static final int DENIED = 3;

    @Spec
    private CommandSpec spec;

    @Mixin
    private AccountOptions data;

    @Option(names = "--user", paramLabel = "USER", description = "Who calls; the account's owner if not given.")
    private @Nullable String user;

    @Option(names = "--action", paramLabel = "ACTION", required = true, description = "Such as RemoveUser.")
    private String action;

    @Option(names = "--app", paramLabel = "SDKAPPID", description = "The application it is about, if it names one.")
    private @Nullable Long sdkAppId;

    @Option(
            names = "--region",
            paramLabel = "REGION",
            description = "The call's region; the server's own if not given.")
    private @Nullable String region;

    @Option(
            names = "--from-address",
            paramLabel = "IP",
            description = "Where it comes from; without it no address list is asked and no condition on qcs:ip holds.")
    private @Nullable String address;

    @Option(
            names = "--at",
            paramLabel = "TIME",
            converter = TimeConverter.class,
            description = "When, such as 2026-06-01T00:00:00Z; now if not given.")
    private @Nullable Instant at;

    @Option(names = "--json", description = "As a JSON object.")
    private boolean json;

    /** Reads the text of an option. */
    static final class TimeConverter implements ITypeConverter<Instant> {
        @Override
        public Instant convert(String text) {
            try {
                return Instant.parse(text);
            } catch (DateTimeException e) {
                throw new TypeConversionException("'" + text + "' is not a time like 2026-06-01T00:00:00Z");
            }
        }
    }

    @Override
    public Integer call() {
        if (!Contract.names().contains(action)) {
            String name = action.substring(action.indexOf(':') + 1);
            throw new ParameterException(
                    spec.commandLine(),
                    "There is no action '" + action + "'" + Suggestion.text(name, Contract.names()));
        }
        if (address != null && !isAddress(address)) {
            throw new ParameterException(
                    spec.commandLine(), "--from-address takes an IPv4 or IPv6 address, not '" + address + "'");
        }
        return data.look(this::simulate);
    }

    private static boolean isAddress(String text) {
        return text.indexOf('/') < 0 && AddressRange.read(text).isPresent();
    }

    private int simulate(Stored stored) {
        AccessControl access = stored.access();
        User caller = user == null ? null : stored.users().user(data.account(), user);
        Decision decision = access.decide(
                new Caller(data.account(), caller == null ? data.account() : caller.uin()),
                new Question(
                        action,
                        region == null ? ApiSettings.defaults().region().home() : region,
                        sdkAppId,
                        sdkAppId == null ? Map.of() : access.tags(sdkAppId),
                        address == null ? "" : address,
                        at == null ? stored.clock().instant() : at));
        SimulationPrinter printer = new SimulationPrinter(spec.commandLine().getOut(), json);
        AddressVerdict verdict = address == null ? AddressVerdict.ALLOWED : access.address(data.account(), address);
        if (caller != null && !caller.enabled()) {
            printer.refused("USER_DISABLED", "user " + caller.name() + " is disabled, so none of its keys is known");
            return DENIED;
        }
        if (verdict != AddressVerdict.ALLOWED) {
            printer.refused(verdict.name(), "the account's address lists refuse " + address);
            return DENIED;
        }
        printer.decided(decision, note(stored));
        return decision.isAllowed() ? 0 : DENIED;
    }

    /** A call about what the account doesn't own fails after this decision (spec/01 §8 step 16). */
    private @Nullable String note(Stored stored) {
        return sdkAppId == null
                        || stored.applications()
                                .find(sdkAppId)
                                .filter(application -> application.accountId() == data.account())
                                .isPresent()
                ? null
                : "the account has no application " + sdkAppId;
    }
}
