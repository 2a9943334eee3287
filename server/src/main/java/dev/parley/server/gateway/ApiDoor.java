package dev.parley.server.gateway;

import dev.parley.protocol.envelope.Envelope;
import dev.parley.protocol.errors.ApiError;
import dev.parley.protocol.errors.ApiException;
import dev.parley.protocol.errors.Language;
import dev.parley.server.access.ApiKey;
import dev.parley.server.access.ApiKeys;
import dev.parley.server.actions.Action;
import dev.parley.server.config.ApiSettings;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Supplier;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The door of the cloud API. It takes every request that reaches it, whatever the path (spec/07 §2, 18), so it stands
 * last among the doors. Whatever happens while a request is processed is answered with status 200 and an envelope. Each
 * request has a virtual thread of its own and may block.
 */
public final class ApiDoor extends Handler.Abstract {

    private static final Logger LOG = LoggerFactory.getLogger(ApiDoor.class);
    private static final int MAX_TRACE_ID_LENGTH = 128;

    private final Authenticator authenticator;
    private final Dispatcher dispatcher;
    private final CallLimiter limiter;
    private final InstantSource clock;
    private final Supplier<String> requestIds;

    /** @param requestIds fresh lower-case UUIDs of version 4 */
    public ApiDoor(
            ApiKeys keys,
            List<Action<?, ?>> actions,
            ApiSettings settings,
            InstantSource clock,
            Supplier<String> requestIds) {
        this.authenticator = new Authenticator(keys, settings);
        this.limiter = new CallLimiter(settings);
        this.dispatcher = new Dispatcher(actions, limiter, settings);
        this.clock = clock;
        this.requestIds = requestIds;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        String requestId = requestIds.get();
        prepare(request, response, requestId);
        AnswerStream out = new AnswerStream(request, response);
        try {
            answer(request, out, requestId);
            out.close();
            callback.succeeded();
        } catch (IOException e) {
            LOG.debug("{}: the client is gone", requestId, e);
            callback.failed(e);
        }
        return true;
    }

    private static void prepare(Request request, Response response, String requestId) {
        response.setStatus(200);
        // Exactly this value: the Python client looks for errors only behind it (spec/01 §7).
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/json");
        response.getHeaders().put("X-TC-RequestId", requestId);
        String traceId = request.getHeaders().get("X-TC-TraceId");
        if (traceId != null && traceId.length() <= MAX_TRACE_ID_LENGTH) {
            response.getHeaders().put("X-TC-TraceId", traceId);
        }
    }

    private void answer(Request request, AnswerStream out, String requestId) throws IOException {
        try {
            Envelope.success(out, process(RequestIntake.read(request), requestId), requestId);
        } catch (ApiException e) {
            logRefusal(e, requestId);
            fail(out, e, requestId, e);
        } catch (RuntimeException e) {
            LOG.error("{}: failed", requestId, e);
            fail(out, new ApiException(ApiError.INTERNAL_ERROR), requestId, e);
        }
    }

    private Record process(ApiRequest request, String requestId) {
        Instant now = clock.instant();
        ReadCall call = CallReader.read(request);
        ApiKey key = authenticate(request, call, now);
        LOG.debug(
                "{}: {} by {} with {}", requestId, call.action(), key.secretId(), request.header("X-TC-RequestClient"));
        return dispatcher.dispatch(call, key.accountId(), requestId, now);
    }

    private ApiKey authenticate(ApiRequest request, ReadCall call, Instant now) {
        try {
            return authenticator.authenticate(request, call, now);
        } catch (ApiException e) {
            throw limiter.countFailure(e, request.remoteAddress(), now);
        }
    }

    private static void logRefusal(ApiException refusal, String requestId) {
        if (refusal.getCause() != null) {
            LOG.error("{}: {}", requestId, refusal.error().code(), refusal.getCause());
        } else {
            LOG.debug("{}: {}: {}", requestId, refusal.error().code(), refusal.getMessage());
        }
    }

    /** Once bytes have left, the only honest sign of failure is an answer that breaks off. */
    private static void fail(AnswerStream out, ApiException answer, String requestId, RuntimeException cause)
            throws IOException {
        if (out.isFlowing()) {
            throw new IOException("failed in the middle of the answer", cause);
        }
        out.reset();
        Envelope.failure(out, answer, Language.EN_US, requestId);
    }
}
