package dev.parley.server.gateway;

import dev.parley.protocol.errors.ApiError;
import dev.parley.protocol.errors.ApiException;
import dev.parley.protocol.parameters.ParameterValue;
import dev.parley.protocol.parameters.RequestBinder;
import dev.parley.server.access.policy.Caller;
import dev.parley.server.actions.Action;
import dev.parley.server.actions.ActionDescription;
import dev.parley.server.actions.Call;
import dev.parley.server.config.ApiSettings;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Steps 11 to 17 of spec/01 §8: action, region, limit, policies, parameters, and the action itself. Safe for use by any
 * thread.
 */
final class Dispatcher {

    private final Map<String, Entry<?>> entries = new HashMap<>();
    private final CallLimiter limiter;
    private final Authorizer authorizer;

    Dispatcher(List<? extends ActionDescription<?, ?>> actions, CallLimiter limiter, Authorizer authorizer) {
        this.limiter = limiter;
        this.authorizer = authorizer;
        for (ActionDescription<?, ?> action : actions) {
            if (entries.put(action.name(), Entry.of(action)) != null) {
                throw new IllegalArgumentException("two handlers for " + action.name());
            }
        }
    }

    /** @throws ApiException when the answer is an error */
    Record dispatch(ReadCall call, Caller caller, CallTrace trace, ApiSettings settings) {
        OtherActions.requireVersion(call.version());
        Entry<?> entry = entries.get(call.action());
        if (entry == null) {
            throw OtherActions.refusal(call.action());
        }
        String region = Regions.of(call.region(), settings.region());
        limiter.countCall(entry.action, region, caller, trace.judgedAt(), settings.limits());
        trace.isAbout(Authorizer.application(call));
        authorizer.require(caller, call.action(), region, entry.action.errors(), trace);
        return entry.answer(
                call.parameters().get(),
                new Call(caller.accountId(), caller.uin(), region, trace.requestId(), trace.judgedAt()));
    }

    private record Entry<Q extends Record>(ActionDescription<Q, ?> action, RequestBinder<Q> binder) {

        static <Q extends Record> Entry<Q> of(ActionDescription<Q, ?> action) {
            return new Entry<>(action, new RequestBinder<>(action.requestType(), action.errors()));
        }

        Record answer(ParameterValue.Members parameters, Call call) {
            Q request = binder.bind(parameters);
            if (action instanceof Action<Q, ?> built) {
                return built.handle(request, call);
            }
            throw new ApiException(
                    ApiError.UNSUPPORTED_OPERATION,
                    "The action `" + action.name() + "` is not available in this version of the server.");
        }
    }
}
