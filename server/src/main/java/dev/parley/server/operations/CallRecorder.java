package dev.parley.server.operations;

import java.util.List;

/** Wants to know of each call. Called by the call's own thread, any number at a time; must be quick and never throw. */
@FunctionalInterface
public interface CallRecorder {

    void record(CallRecord call);

    /** Tells several, in their order. */
    static CallRecorder of(List<CallRecorder> recorders) {
        List<CallRecorder> all = List.copyOf(recorders);
        return call -> all.forEach(recorder -> recorder.record(call));
    }
}
