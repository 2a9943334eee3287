package dev.parley.server.operations;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Names for calls in measurements. Whatever clients send, there are only so many: actions nobody knows are
 * {@value #OTHER}, and so are codes beyond {@value #MOST_CODES}. Safe for any thread.
 */
final class CallLabels {

    static final String OTHER = "other";

    /** Several times as many as there are in the catalogue (spec/03). */
    static final int MOST_CODES = 512;

    private final Set<String> knownActions;
    private final Set<String> codes = ConcurrentHashMap.newKeySet();

    CallLabels(Set<String> knownActions) {
        this.knownActions = Set.copyOf(knownActions);
    }

    String action(CallRecord call) {
        return knownActions.contains(call.action()) ? call.action() : OTHER;
    }

    String code(CallRecord call) {
        if (codes.contains(call.code())) {
            return call.code();
        }
        if (codes.size() >= MOST_CODES) {
            return OTHER;
        }
        codes.add(call.code());
        return call.code();
    }
}
