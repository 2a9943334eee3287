package dev.parley.server.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.management.OperatingSystemMXBean;
import dev.parley.server.access.ApiKey;
import dev.parley.server.access.LiveAccess;
import dev.parley.server.access.PolicyHolder;
import dev.parley.server.access.User;
import dev.parley.server.actions.Action;
import dev.parley.server.actions.contract.Contract;
import dev.parley.server.actions.rooms.RoomActions;
import dev.parley.server.actions.usage.DescribeTrtcRoomUsage;
import dev.parley.server.actions.usage.DescribeTrtcUsage;
import dev.parley.server.config.ApiSettings;
import dev.parley.server.config.UsageSettings;
import dev.parley.server.metering.LedgerUsage;
import dev.parley.server.metering.NodeReader;
import dev.parley.server.operations.AuditTrail;
import dev.parley.server.operations.CallMetrics;
import dev.parley.server.operations.CallRecorder;
import dev.parley.server.operations.RecentCalls;
import dev.parley.server.storage.sqlite.DataDirectory;
import dev.parley.server.storage.sqlite.SqliteAccessStore;
import dev.parley.server.storage.sqlite.SqliteApiKeys;
import dev.parley.server.storage.sqlite.SqliteApplications;
import dev.parley.server.storage.sqlite.SqliteDatabase;
import dev.parley.server.storage.sqlite.SqlitePolicies;
import dev.parley.server.storage.sqlite.SqliteUsageLedger;
import dev.parley.server.storage.sqlite.SqliteUsers;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.jetty.server.Handler;

/**
 * The door of the cloud API beside an HTTP server that only reads and answers, in one process and in turn, under the
 * load of wrk; then where the time of one call goes. Arguments: working directory, rounds, seconds of a round.
 */
public final class DoorBench {

    private static final long ACCOUNT = 100_000_000_001L;
    private static final int CONNECTIONS = 16;

    /** One of those compared. */
    private record Contender(String name, HttpServer server) {}

    /** What a round showed: calls a second, and processor time of this process for each call. */
    private record Round(double callsPerSecond, double cpuMicros) {}

    private final Path directory;
    private final int rounds;
    private final int seconds;
    private final InstantSource clock = InstantSource.system();
    private final OperatingSystemMXBean machine = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    private DoorBench(Path directory, int rounds, int seconds) {
        this.directory = directory;
        this.rounds = rounds;
        this.seconds = seconds;
    }

    public static void main(String[] arguments) throws Exception {
        new DoorBench(Path.of(arguments[0]), Integer.parseInt(arguments[1]), Integer.parseInt(arguments[2])).run();
    }

    private void run() throws Exception {
        try (SqliteDatabase database = SqliteDatabase.open(DataDirectory.prepare(directory.resolve("data")));
                AuditTrail trail = new AuditTrail(directory.resolve("audit.log"), 64L << 20, 3, clock)) {
            trail.start();
            SqliteApplications applications = new SqliteApplications(database, clock);
            long sdkAppId = applications.create(ACCOUNT, "bench").sdkAppId();
            ApiKey key = subUser(database);
            LiveAccess access = new LiveAccess(new SqliteAccessStore(database), clock);
            UsageSettings usage = UsageSettings.defaults();
            LedgerUsage ledger = LedgerUsage.offline(new SqliteUsageLedger(database), NodeReader.NONE, true);
            List<Action<?, ?>> others = new ArrayList<>(RoomActions.of(applications, new NoRooms()));
            others.add(new DescribeTrtcRoomUsage(applications, ledger, ZoneOffset.ofHours(8), () -> usage));
            DescribeTrtcUsage real = new DescribeTrtcUsage(applications, ledger, ZoneOffset.ofHours(8), () -> usage);
            ReadyAnswer ready = new ReadyAnswer(real);
            List<CallRecorder> recorders = new ArrayList<>();
            recorders.add(new CallMetrics(new PrometheusRegistry(), Contract.names()));
            recorders.add(new RecentCalls(Contract.names(), clock));
            recorders.add(trail);
            compare(
                    List.of(
                            contender("bare", new BareDoor(ready.envelope())),
                            contender("door", door(access, ready, others, _ -> {})),
                            contender("whole", door(access, real, others, CallRecorder.of(recorders)))),
                    key,
                    sdkAppId);
            new DoorParts(access, key, ready, clock).print(new SignedCalls("127.0.0.1:9000", key, sdkAppId));
        }
    }

    /** A sub-user, because an owner would be spared the policies. */
    private ApiKey subUser(SqliteDatabase database) {
        SqliteUsers users = new SqliteUsers(database, clock);
        SqlitePolicies policies = new SqlitePolicies(database, clock);
        User user = users.createUser(ACCOUNT, "bench");
        policies.create(ACCOUNT, "narrow", """
                {"version":"2.0","statement":[
                  {"effect":"deny","action":["trtc:Remove*","trtc:Dismiss*"],"resource":"*",
                   "condition":{"ip_not_equal":{"qcs:ip":["10.0.0.0/8","127.0.0.0/8"]}}},
                  {"effect":"allow","action":"trtc:Describe*","resource":"qcs::trtc::uin/:sdkappid/*",
                   "condition":{"ip_equal":{"qcs:ip":["10.0.0.0/8","127.0.0.0/8"]}}}]}
                """);
        policies.attach(ACCOUNT, "narrow", PolicyHolder.of(user));
        return new SqliteApiKeys(database, clock).create(ACCOUNT, user.uin(), "bench");
    }

    private ApiDoor door(LiveAccess access, Action<?, ?> asked, List<Action<?, ?>> others, CallRecorder recorder) {
        ApiSettings usual = ApiSettings.defaults();
        // Every call is counted, none refused.
        ApiSettings settings = new ApiSettings(
                usual.region(),
                usual.signature(),
                new ApiSettings.Limits(Map.of("DescribeTrtcUsage", 1_000_000), 1_000_000, 1_000_000, 100),
                usual.corsOrigins(),
                usual.language(),
                usual.trustedProxies());
        List<Action<?, ?>> built = new ArrayList<>(others);
        built.add(asked);
        return new ApiDoor(
                access,
                Contract.actions(built),
                () -> settings,
                recorder,
                () -> false,
                clock,
                new RequestIds(new SecureRandom()));
    }

    private static Contender contender(String name, Handler handler) throws IOException {
        HttpServer server = new HttpServer("127.0.0.1", 0, List.of(handler), Duration.ofSeconds(1));
        server.start();
        return new Contender(name, server);
    }

    private void compare(List<Contender> contenders, ApiKey key, long sdkAppId) throws Exception {
        Map<String, List<Round>> shown = new LinkedHashMap<>();
        for (int round = -2; round < rounds; round++) {
            for (Contender contender : contenders) {
                Round result = load(contender, key, sdkAppId);
                if (round >= 0) {
                    shown.computeIfAbsent(contender.name(), _ -> new ArrayList<>())
                            .add(result);
                }
            }
        }
        double bare = median(shown.getOrDefault("bare", List.of()).stream()
                .mapToDouble(Round::cpuMicros)
                .toArray());
        System.out.printf(
                "%n%-8s %12s %16s %22s %8s%n", "", "calls/s", "CPU us a call", "calls/s of one core", "ratio");
        shown.forEach((name, results) -> {
            double micros =
                    median(results.stream().mapToDouble(Round::cpuMicros).toArray());
            System.out.printf(
                    "%-8s %,12.0f %16.1f %,22.0f %8.2f%n",
                    name,
                    median(results.stream().mapToDouble(Round::callsPerSecond).toArray()),
                    micros,
                    1e6 / micros,
                    micros / bare);
        });
        for (Contender contender : contenders) {
            contender.server().close();
        }
    }

    private Round load(Contender contender, ApiKey key, long sdkAppId) throws Exception {
        String host = "127.0.0.1:" + contender.server().port();
        Path script = directory.resolve("calls.lua");
        new SignedCalls(host, key, sdkAppId).write(script, clock.instant());
        long cpu = machine.getProcessCpuTime();
        Process wrk = new ProcessBuilder(
                        "wrk",
                        "-t1",
                        "-c" + CONNECTIONS,
                        "-d" + seconds + "s",
                        "-s",
                        script.toString(),
                        "http://" + host + "/")
                .redirectErrorStream(true)
                .start();
        String report = new String(wrk.getInputStream().readAllBytes(), UTF_8);
        if (wrk.waitFor() != 0 || report.contains("Non-2xx") || report.contains("refused")) {
            throw new IllegalStateException("wrk: " + report);
        }
        cpu = machine.getProcessCpuTime() - cpu;
        double calls = number(report, "(\\d+) requests in");
        return new Round(number(report, "Requests/sec:\\s+([0-9.]+)"), cpu / 1e3 / calls);
    }

    private static double number(String report, String pattern) {
        Matcher match = Pattern.compile(pattern).matcher(report);
        if (!match.find()) {
            throw new IllegalStateException("wrk: " + report);
        }
        return Double.parseDouble(match.group(1));
    }

    static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }
}
