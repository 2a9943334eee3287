package dev.parley.server.access.policy;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One statement of a policy. Immutable.
 *
 * @param effect what it does when it matches
 * @param actions alternatives
 * @param resources alternatives
 * @param conditions all must hold
 * @param json the statement as it was written, without white space
 */
record Statement(
        Effect effect,
        List<ActionPattern> actions,
        List<ResourcePattern> resources,
        List<Condition> conditions,
        String json) {

    Statement {
        actions = List.copyOf(actions);
        resources = List.copyOf(resources);
        conditions = List.copyOf(conditions);
    }

    boolean matches(Circumstances asked) {
        return coversAction(asked) && coversResource(asked) && unmet(asked) == null;
    }

    boolean coversAction(Circumstances asked) {
        for (ActionPattern action : actions) {
            if (action.matches(asked)) {
                return true;
            }
        }
        return false;
    }

    boolean coversResource(Circumstances asked) {
        for (ResourcePattern resource : resources) {
            if (resource.matches(asked)) {
                return true;
            }
        }
        return false;
    }

    /** The first condition that doesn't hold; null when all do. */
    @Nullable
    Condition unmet(Circumstances asked) {
        for (Condition condition : conditions) {
            if (!condition.holds(asked)) {
                return condition;
            }
        }
        return null;
    }
}
