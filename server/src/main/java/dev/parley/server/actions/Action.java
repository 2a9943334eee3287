package dev.parley.server.actions;

/**
 * An action of the cloud API that works. Safe for use by any thread; may block.
 *
 * @param <Q> the request
 * @param <A> the answer, without the request id
 */
public interface Action<Q extends Record, A extends Record> extends ActionDescription<Q, A> {

    /**
     * Answers a call whose parameters are complete, of the right types and within their bounds.
     *
     * @throws dev.parley.protocol.errors.ApiException when the answer is an error
     */
    A handle(Q request, Call call);
}
