package dev.parley.server.access.policy;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whether a caller may do what it asks, and why.
 *
 * @param reason which step of spec/04 §6 decided
 * @param statement the statement that decided; null for {@link Reason#ROOT} and {@link Reason#NO_MATCH}
 * @param nearMisses for {@link Reason#NO_MATCH}: statements that allow the action but not here and now, best first
 */
public record Decision(Reason reason, @Nullable DecidingStatement statement, List<NearMiss> nearMisses) {

    static final Decision OWNER = new Decision(Reason.ROOT, null, List.of());

    /** The steps of an evaluation that can end it. */
    public enum Reason {
        /** The owner's own key: allowed. */
        ROOT,
        /** A statement allows it and none denies it. */
        ALLOWED,
        /** A statement denies it. */
        EXPLICIT_DENY,
        /** Nothing allows it. */
        NO_MATCH
    }

    /**
     * The statement that made a decision.
     *
     * @param policy the policy's name
     * @param attachedTo for people: the user or group it counts through
     * @param index of the statement in its policy, from 0
     * @param json the statement
     */
    public record DecidingStatement(String policy, String attachedTo, int index, String json) {}

    /**
     * A statement that allows the action but didn't match.
     *
     * @param policy the policy's name
     * @param index of the statement in its policy, from 0
     * @param why in words
     */
    public record NearMiss(String policy, int index, String why) {}

    public Decision {
        nearMisses = List.copyOf(nearMisses);
    }

    public boolean isAllowed() {
        return reason == Reason.ROOT || reason == Reason.ALLOWED;
    }
}
