package dev.parley.server.gateway;

import dev.parley.protocol.errors.ApiException;
import dev.parley.protocol.parameters.ParameterValue;
import dev.parley.protocol.parameters.RequestBinder;
import dev.parley.server.actions.Action;
import dev.parley.server.actions.Call;
import dev.parley.server.config.ApiSettings;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Steps 11 to 17 of spec/01 §8: action, region, limit, parameters, and the action itself. Safe for use by any thread.
 */
final class Dispatcher {

    private final Map<String, Entry<?>> entries = new HashMap<>();
    private final CallLimiter limiter;
    private final ApiSettings settings;

    Dispatcher(List<Action<?, ?>> actions, CallLimiter limiter, ApiSettings settings) {
        this.limiter = limiter;
        this.settings = settings;
        for (Action<?, ?> action : actions) {
            if (entries.put(action.name(), Entry.of(action)) != null) {
                throw new IllegalArgumentException("two handlers for " + action.name());
            }
        }
    }

    /** @throws ApiException when the answer is an error */
    Record dispatch(ReadCall call, long accountId, String requestId, Instant now) {
        KnownActions.requireVersion(call.version());
        Entry<?> entry = entries.get(call.action());
        if (entry == null) {
            throw KnownActions.unanswered(call.action());
        }
        String region = Regions.of(call.region(), settings);
        limiter.countCall(entry.action, region, accountId, now);
        return entry.answer(call.parameters(), new Call(accountId, region, requestId, now));
    }

    private record Entry<Q extends Record>(Action<Q, ?> action, RequestBinder<Q> binder) {

        static <Q extends Record> Entry<Q> of(Action<Q, ?> action) {
            return new Entry<>(action, new RequestBinder<>(action.requestType(), action.errors()));
        }

        Record answer(ParameterValue.Members parameters, Call call) {
            return action.handle(binder.bind(parameters), call);
        }
    }
}
