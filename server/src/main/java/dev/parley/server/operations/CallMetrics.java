package dev.parley.server.operations;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.Unit;
import java.util.Set;

/** Counts calls and how long they take, for {@code /metrics}. */
public final class CallMetrics implements CallRecorder {

    private static final double NANOS = 1e9;
    private static final double[] BOUNDS = {0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10};

    private final CallLabels labels;
    private final Counter calls;
    private final Counter authenticationFailures;
    private final Histogram durations;

    /** @param knownActions the actions of the contract; every other counts as one */
    public CallMetrics(PrometheusRegistry registry, Set<String> knownActions) {
        labels = new CallLabels(knownActions);
        calls = Counter.builder()
                .name("parley_calls_total")
                .help("Calls of the cloud API, by action and by the code they were answered with.")
                .labelNames("action", "code")
                .register(registry);
        authenticationFailures = Counter.builder()
                .name("parley_authentication_failures_total")
                .help("Calls whose caller could not be told or believed, by code.")
                .labelNames("code")
                .register(registry);
        durations = Histogram.builder()
                .name("parley_call_duration_seconds")
                .help("From the arrival of a call until its answer was written.")
                .unit(Unit.SECONDS)
                .labelNames("action")
                .classicOnly()
                .classicUpperBounds(BOUNDS)
                .register(registry);
    }

    @Override
    public void record(CallRecord call) {
        String action = labels.action(call);
        String code = labels.code(call);
        calls.labelValues(action, code).inc();
        durations.labelValues(action).observe(call.took().toNanos() / NANOS);
        if (code.startsWith("AuthFailure") && !code.equals("AuthFailure.UnauthorizedOperation")) {
            authenticationFailures.labelValues(code).inc();
        }
    }
}
