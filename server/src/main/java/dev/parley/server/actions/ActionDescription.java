package dev.parley.server.actions;

import dev.parley.protocol.errors.ActionErrors;
import java.util.List;

/**
 * What is known of an action of the cloud API without running it. A class that is only this is an action that isn't
 * built yet: calls to it are checked like any other and then answered with {@code UnsupportedOperation}. The class
 * carries the action's exact name; its records are the only description of its parameters and its answer.
 *
 * @param <Q> the request, see {@link dev.parley.protocol.shape.RecordShape}
 * @param <A> the answer, without the request id
 */
public interface ActionDescription<Q extends Record, A extends Record> {

    /** Case-sensitive, as in {@code X-TC-Action}. */
    default String name() {
        return getClass().getSimpleName();
    }

    Class<Q> requestType();

    Class<A> answerType();

    /** The codes the action's documentation page lists (spec/03 §2). */
    ActionErrors errors();

    /** What of the action does not work yet, in sentences; anything makes it partial. */
    default List<String> gaps() {
        return List.of();
    }

    /** Where it behaves otherwise than the real service on purpose, with the reason, in sentences. */
    default List<String> differences() {
        return List.of();
    }

    /** Calls per second, region and caller; 0 for none documented (spec/06 §1). */
    default int callsPerSecond() {
        return 20;
    }
}
