package dev.parley.server.operations;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/**
 * Where the server stands between its start and its end, and whether all its parts are well. Safe for any thread.
 *
 * <p>The order at the end: {@link #drain} first, so that load balancers look elsewhere and new calls are told to come
 * later; then the rooms are told, then the doors close, and {@code /readyz} last of all.
 */
public final class Lifecycle {

    /** Only ever goes forward. */
    public enum State {
        STARTING,
        SERVING,
        DRAINING
    }

    /**
     * What a part answered.
     *
     * @param problem null when it is well
     */
    public record Part(String part, boolean well, @Nullable String problem) {}

    /** The answer to {@code /readyz} or {@code /healthz}. */
    public record Report(boolean well, State state, List<Part> parts) {}

    private volatile State state = State.STARTING;
    private final List<Probe> readiness = new CopyOnWriteArrayList<>();
    private final List<Probe> liveness = new CopyOnWriteArrayList<>();

    /** Has readiness depend on a part: it may recover by itself, and until then work goes elsewhere. */
    public void readyWhen(Probe probe) {
        readiness.add(probe);
    }

    /** Has health depend on a part: when it is not well, only a new process will be. */
    public void aliveWhen(Probe probe) {
        liveness.add(probe);
    }

    public State state() {
        return state;
    }

    /** Every door is open. */
    public synchronized void serve() {
        if (state == State.STARTING) {
            state = State.SERVING;
        }
    }

    /** Whoever comes from now on is told to come later. */
    public synchronized void drain() {
        state = State.DRAINING;
    }

    public boolean isDraining() {
        return state == State.DRAINING;
    }

    /** Whether work may be sent here, with every reason why not. */
    public Report readiness() {
        State now = state;
        List<Part> parts = new ArrayList<>();
        parts.add(
                switch (now) {
                    case STARTING -> new Part("server", false, "is starting");
                    case SERVING -> new Part("server", true, null);
                    case DRAINING -> new Part("server", false, "is stopping and takes nobody in any more");
                });
        ask(readiness, parts);
        ask(liveness, parts);
        return report(now, parts);
    }

    /** Whether the process is worth keeping. */
    public Report health() {
        List<Part> parts = new ArrayList<>();
        ask(liveness, parts);
        return report(state, parts);
    }

    private static void ask(List<Probe> probes, List<Part> parts) {
        for (Probe probe : probes) {
            String problem = probe.ask();
            parts.add(new Part(probe.part(), problem == null, problem));
        }
    }

    private static Report report(State state, List<Part> parts) {
        return new Report(parts.stream().allMatch(Part::well), state, List.copyOf(parts));
    }
}
