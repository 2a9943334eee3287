package dev.parley.server.gateway;

import dev.parley.protocol.envelope.Envelope;
import dev.parley.protocol.errors.ApiError;
import dev.parley.protocol.errors.ApiException;
import dev.parley.server.access.AccessControl;
import dev.parley.server.access.ApiKey;
import dev.parley.server.actions.ActionDescription;
import dev.parley.server.config.ApiSettings;
import dev.parley.server.operations.CallRecord;
import dev.parley.server.operations.CallRecorder;
import dev.parley.server.operations.RequestLog;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.function.BooleanSupplier;
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

    /** What is written down of a call whose answer did not get through. */
    private static final String BROKEN_OFF = "broken off";

    private final Authenticator authenticator;
    private final Dispatcher dispatcher;
    private final CallLimiter limiter = new CallLimiter();
    private final BodyRoom room;
    private final Supplier<ApiSettings> settings;
    private final CallRecorder recorder;
    private final BooleanSupplier draining;
    private final InstantSource clock;
    private final Supplier<String> requestIds;

    /**
     * Makes a door.
     *
     * @param actions all actions that are known, built or not
     * @param settings asked for each call, so that they may change meanwhile
     * @param recorder told of each call once it is answered
     * @param draining true when the server is about to stop and takes no more calls
     * @param requestIds fresh lower-case UUIDs of version 4
     */
    public ApiDoor(
            AccessControl access,
            List<? extends ActionDescription<?, ?>> actions,
            Supplier<ApiSettings> settings,
            CallRecorder recorder,
            BooleanSupplier draining,
            InstantSource clock,
            Supplier<String> requestIds) {
        this(access, actions, settings, recorder, draining, clock, requestIds, BodyRoom.ofThisProcess());
    }

    /** As above, with another room for large bodies. */
    ApiDoor(
            AccessControl access,
            List<? extends ActionDescription<?, ?>> actions,
            Supplier<ApiSettings> settings,
            CallRecorder recorder,
            BooleanSupplier draining,
            InstantSource clock,
            Supplier<String> requestIds,
            BodyRoom room) {
        this.room = room;
        this.authenticator = new Authenticator(access);
        this.dispatcher = new Dispatcher(actions, limiter, new Authorizer(access));
        this.settings = settings;
        this.recorder = recorder;
        this.draining = draining;
        this.clock = clock;
        this.requestIds = requestIds;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        ApiSettings current = settings.get();
        CallTrace trace = new CallTrace(requestIds.get(), clock.instant(), current.language());
        prepare(request, response, trace);
        if (Origins.answersPreflight(request, response, current.corsOrigins())) {
            callback.succeeded();
            return true;
        }
        Origins.allow(request, response, current.corsOrigins());
        AnswerStream out = new AnswerStream(request, response);
        try (RequestLog _ = RequestLog.of(trace.requestId())) {
            String code = BROKEN_OFF;
            IOException broken = null;
            try {
                code = answer(request, out, trace, current);
                out.close();
            } catch (IOException e) {
                LOG.debug("the client is gone, or the answer broke off", e);
                broken = e;
            }
            // Before the request ends, because a server that stops waits until then and no longer.
            recorder.record(trace.record(code, clock.instant()));
            if (broken == null) {
                callback.succeeded();
            } else {
                callback.failed(broken);
            }
        }
        return true;
    }

    private static void prepare(Request request, Response response, CallTrace trace) {
        response.setStatus(200);
        // Exactly this value: the Python client looks for errors only behind it (spec/01 §7).
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/json");
        response.getHeaders().put("X-TC-RequestId", trace.requestId());
        String traceId = request.getHeaders().get("X-TC-TraceId");
        if (traceId != null && traceId.length() <= MAX_TRACE_ID_LENGTH) {
            response.getHeaders().put("X-TC-TraceId", traceId);
        }
    }

    /** Answers, and says with which code. */
    private String answer(Request request, AnswerStream out, CallTrace trace, ApiSettings current) throws IOException {
        try (BodyRoom.Place place = room.enter()) {
            Envelope.success(out, process(request, place, trace, current), trace.requestId());
            return CallRecord.OK;
        } catch (ApiException e) {
            logRefusal(e);
            return fail(out, e, trace, e);
        } catch (RuntimeException e) {
            LOG.error("failed", e);
            return fail(out, new ApiException(ApiError.INTERNAL_ERROR), trace, e);
        }
    }

    /** The steps of spec/01 §8, in their order. */
    private Record process(Request received, BodyRoom.Place place, CallTrace trace, ApiSettings current)
            throws IOException {
        trace.cameFrom(received.getMethod(), source(received, current));
        trace.asksFor(received.getHeaders().get("X-TC-Language"));
        if (draining.getAsBoolean()) {
            throw new ApiException(ApiError.SERVICE_UNAVAILABLE);
        }
        ApiRequest request = RequestIntake.read(received, place);
        trace.isHere(clock.instant());
        ReadCall call = CallReader.read(request, trace);
        ApiKey key = authenticate(request, call, trace, current);
        LOG.debug("{} by {} with {}", call.action(), key.secretId(), trace.client());
        return dispatcher.dispatch(call, key.caller(), trace, current);
    }

    private static String source(Request received, ApiSettings current) {
        List<String> forwarded = received.getHeaders().getValuesList("X-Forwarded-For");
        return SourceAddress.of(
                SourceAddress.peer(received.getConnectionMetaData().getRemoteSocketAddress()),
                forwarded.isEmpty() ? null : String.join(",", forwarded),
                current.trustedProxies());
    }

    private ApiKey authenticate(ApiRequest request, ReadCall call, CallTrace trace, ApiSettings current) {
        try {
            ApiKey key = authenticator.authenticate(
                    request, call, trace.sourceAddress(), trace.judgedAt(), current.signature());
            trace.isSignedBy(key.caller());
            return key;
        } catch (ApiException e) {
            throw limiter.countFailure(e, trace.sourceAddress(), trace.judgedAt(), current.limits());
        }
    }

    private static void logRefusal(ApiException refusal) {
        if (refusal.getCause() != null) {
            LOG.error("{}", refusal.error().code(), refusal.getCause());
        } else {
            LOG.debug("{}: {}", refusal.error().code(), refusal.getMessage());
        }
    }

    /** Once bytes have left, the only honest sign of failure is an answer that breaks off. */
    private static String fail(AnswerStream out, ApiException answer, CallTrace trace, RuntimeException cause)
            throws IOException {
        if (out.isFlowing()) {
            throw new IOException("failed in the middle of the answer", cause);
        }
        out.reset();
        Envelope.failure(out, answer, trace.language(), trace.requestId());
        return answer.error().code();
    }
}
