package dev.parley.server.gateway;

import dev.parley.protocol.parameters.RequestBinder;
import dev.parley.server.access.ApiKey;
import dev.parley.server.access.LiveAccess;
import dev.parley.server.actions.usage.DescribeTrtcUsage;
import dev.parley.server.config.ApiSettings;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;

/** Where the time of one call goes: the door's steps, each alone and warm, on one thread. */
final class DoorParts {

    private static final int WARM_UP = 5;
    private static final int ROUNDS = 15;
    private static final int REPEATS = 50;

    /** One step, for one of the requests. */
    private interface Step {
        Object run(ApiRequest request) throws IOException;
    }

    private final LiveAccess access;
    private final ApiKey key;
    private final ReadyAnswer action;
    private final InstantSource clock;
    private final ApiSettings settings = ApiSettings.defaults();
    private int kept;

    DoorParts(LiveAccess access, ApiKey key, ReadyAnswer action, InstantSource clock) {
        this.access = access;
        this.key = key;
        this.action = action;
        this.clock = clock;
    }

    void print(SignedCalls calls) throws IOException {
        List<ApiRequest> requests = calls.requests(clock.instant());
        Authenticator authenticator = new Authenticator(access);
        Authorizer authorizer = new Authorizer(access);
        CallLimiter limiter = new CallLimiter();
        RequestBinder<DescribeTrtcUsage.Request> binder = new RequestBinder<>(action.requestType(), action.errors());
        ApiSettings.Limits counted =
                new ApiSettings.Limits(Map.of(action.name(), 1_000_000_000), 1_000_000_000, 1_000_000_000, 0);
        System.out.printf("%nwhere it goes, us a call on one thread:%n");
        time("read: common parameters, JSON", requests, request -> CallReader.read(request, trace()));
        ReadCall[] read = requests.stream()
                .map(request -> CallReader.read(request, trace()))
                .toArray(ReadCall[]::new);
        int[] turn = {0};
        time(
                "verify: key, address, signature",
                requests,
                request -> authenticator.authenticate(
                        request, read[turn[0]++ % read.length], "127.0.0.1", clock.instant(), settings.signature()));
        time("limit: three counters", requests, _ -> {
            limiter.countCall(action, "ap-guangzhou", key.caller(), clock.instant(), counted);
            return limiter;
        });
        time("authorise: two statements with conditions", requests, _ -> {
            CallTrace trace = trace();
            trace.isAbout(20000001L);
            authorizer.require(key.caller(), action.name(), "ap-guangzhou", action.errors(), trace);
            return trace;
        });
        time(
                "bind: parameters to the record",
                requests,
                _ -> binder.bind(read[0].parameters().get()));
        time("answer: the envelope", requests, _ -> action.envelope());
        System.out.println(kept == 0 ? "" : " ");
    }

    private CallTrace trace() {
        CallTrace trace = new CallTrace("id", clock.instant(), settings.language());
        trace.cameFrom("POST", "127.0.0.1");
        return trace;
    }

    private void time(String name, List<ApiRequest> requests, Step step) throws IOException {
        double[] micros = new double[ROUNDS];
        for (int round = -WARM_UP; round < ROUNDS; round++) {
            long start = System.nanoTime();
            for (int repeat = 0; repeat < REPEATS; repeat++) {
                for (ApiRequest request : requests) {
                    kept += step.run(request).hashCode() & 1;
                }
            }
            if (round >= 0) {
                micros[round] = (System.nanoTime() - start) / 1e3 / REPEATS / requests.size();
            }
        }
        System.out.printf("  %-44s %6.2f%n", name, DoorBench.median(micros));
    }
}
