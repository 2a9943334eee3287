package dev.parley.server.actions;

import dev.parley.protocol.errors.ActionErrors;

/**
 * One action of the cloud API. The class carries the action's exact name; its records are the only description of its
 * parameters and its answer. Safe for use by any thread; may block.
 *
 * @param <Q> the request, see {@link dev.parley.protocol.shape.RecordShape}
 * @param <A> the answer, without the request id
 */
public interface Action<Q extends Record, A extends Record> {

    /** Case-sensitive, as in {@code X-TC-Action}. */
    default String name() {
        return getClass().getSimpleName();
    }

    Class<Q> requestType();

    /** The codes the action's documentation page lists (spec/03 §2). */
    ActionErrors errors();

    /** Calls per second, region and account (spec/06 §1). */
    int callsPerSecond();

    /**
     * Answers a call whose parameters are complete and of the right types.
     *
     * @throws dev.parley.protocol.errors.ApiException when the answer is an error
     */
    A handle(Q request, Call call);
}
