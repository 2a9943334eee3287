package dev.parley.server.app;

import dev.parley.media.dtls.DtlsCertificate;
import dev.parley.media.dtls.DtlsWarmUp;
import dev.parley.server.access.Accounts;
import dev.parley.server.access.ApiKey;
import dev.parley.server.access.ApiKeys;
import dev.parley.server.actions.usage.DescribeTrtcRoomUsage;
import dev.parley.server.actions.usage.DescribeTrtcUsage;
import dev.parley.server.config.LiveSettings;
import dev.parley.server.config.Settings;
import dev.parley.server.config.UsageSettings;
import dev.parley.server.gateway.ApiDoor;
import dev.parley.server.gateway.HttpServer;
import dev.parley.server.metering.LedgerUsage;
import dev.parley.server.metering.Meter;
import dev.parley.server.metering.UsageReader;
import dev.parley.server.rooms.Application;
import dev.parley.server.rooms.Applications;
import dev.parley.server.rooms.LocalRooms;
import dev.parley.server.signaling.EntryChecks;
import dev.parley.server.signaling.WhipDoor;
import dev.parley.server.storage.sqlite.DataDirectory;
import dev.parley.server.storage.sqlite.SqliteApiKeys;
import dev.parley.server.storage.sqlite.SqliteApplications;
import dev.parley.server.storage.sqlite.SqliteDatabase;
import dev.parley.server.storage.sqlite.SqliteNodeStore;
import dev.parley.server.storage.sqlite.SqliteUsageLedger;
import dev.parley.server.storage.sqlite.SqliteUsageUpkeep;
import dev.parley.server.transport.MediaWorker;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One running server: every part, built by its constructor in the order the parts need each other, and stopped in the
 * opposite order once everybody has been shown out. {@link #close} may be called by any thread, more than once.
 */
public final class ParleyServer implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ParleyServer.class);

    /** How long everybody may take to be shown out when the server stops. */
    private static final Duration FAREWELL = Duration.ofSeconds(5);

    /** Something to stop, and what to call it when it doesn't. */
    private record Stop(String name, AutoCloseable action) {}

    /** What signatures and tickets are checked against: the world's time. */
    private final InstantSource wallClock = InstantSource.system();

    /** What rooms and usage run by. */
    private final InstantSource clock = SteadyClock.system();

    private final Deque<Stop> stops = new ArrayDeque<>();
    private boolean closed;
    private final LiveSettings live;
    private final Applications applications;
    private final ApiKeys keys;
    private final MediaWorker worker;
    private final InetSocketAddress httpAddress;

    private ParleyServer(LiveSettings live) throws IOException {
        this.live = live;
        Settings settings = live.current();
        try {
            DataDirectory directory = DataDirectory.prepare(settings.server().dataDirectory());
            SqliteDatabase database = stopping("storage", SqliteDatabase.open(directory));
            applications = new SqliteApplications(database, clock);
            keys = new SqliteApiKeys(database, clock);

            SqliteUsageLedger ledger = new SqliteUsageLedger(database);
            Meter meter = stopping(
                    "metering", Meter.open(settings.metering(), new SqliteNodeStore(directory), ledger, clock));
            UsageReader usage =
                    LedgerUsage.live(meter, ledger, settings.metering().includeRobots());
            Upkeep upkeep = stopping("upkeep", new Upkeep(new SqliteUsageUpkeep(database, settings.usage()), clock));

            SecureRandom random = new SecureRandom();
            worker = stopping(
                    "media",
                    new MediaWorker(
                            "media-0",
                            settings.media().listen().resolve(),
                            settings.media().announce(),
                            DtlsCertificate.generate(random, clock.instant()),
                            clock,
                            random));
            LocalRooms rooms = new LocalRooms(
                    List.of(worker),
                    () -> live.current().rooms(),
                    settings.metering().stallTimeout(),
                    meter,
                    random);

            meter.start();
            upkeep.start();
            worker.start();
            // Last, because whoever gets in needs all of it.
            httpAddress = listen(settings, rooms, usage);
            // First to stop: nobody is metered while the doors drain, and whoever comes then is told to come later.
            stopping("rooms", () -> rooms.stop().get(FAREWELL.toSeconds(), TimeUnit.SECONDS));
            Thread.ofVirtual().name("warm-up").start(DtlsWarmUp::run);
        } catch (IOException | RuntimeException failure) {
            close();
            throw failure;
        }
    }

    /**
     * Starts a server; when this returns, every door is open.
     *
     * @throws IOException when an address cannot be had; the message says which and why
     * @throws dev.parley.server.storage.DataDirectoryException when the data directory cannot be used
     */
    public static ParleyServer start(LiveSettings live) throws IOException {
        return new ParleyServer(live);
    }

    private InetSocketAddress listen(Settings settings, LocalRooms rooms, UsageReader usage) throws IOException {
        WhipDoor whip = new WhipDoor(rooms, new EntryChecks(applications, wallClock), wallClock, settings.whip());
        ZoneOffset offset = settings.server().utcOffset();
        Supplier<UsageSettings> liveUsage = () -> live.current().usage();
        ApiDoor door = new ApiDoor(
                keys,
                List.of(
                        new DescribeTrtcRoomUsage(applications, usage, offset, liveUsage),
                        new DescribeTrtcUsage(applications, usage, offset, liveUsage)),
                settings::api,
                wallClock,
                () -> UUID.randomUUID().toString());
        InetSocketAddress address = settings.http().listen().resolve();
        InetAddress host = address.getAddress();
        HttpServer http = stopping(
                "HTTP",
                new HttpServer(
                        host.getHostAddress(),
                        address.getPort(),
                        List.of(whip, door),
                        settings.http().drain()));
        http.start();
        return new InetSocketAddress(host, http.port());
    }

    private <T extends AutoCloseable> T stopping(String name, T part) {
        stops.push(new Stop(name, part));
        return part;
    }

    /** The clock every part runs by. */
    public InstantSource clock() {
        return clock;
    }

    /** Base URL of the cloud API, WHIP and WHEP, as seen from this machine. */
    public String endpoint() {
        InetAddress address = httpAddress.getAddress();
        String host = address.isAnyLocalAddress() ? "127.0.0.1" : address.getHostAddress();
        return "http://" + (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + httpAddress.getPort();
    }

    /** Where media arrives. */
    public InetSocketAddress mediaAddress() {
        return worker.address();
    }

    /** The first application and its account's first enabled key, created when there are none. */
    public DevCredentials developmentCredentials() {
        Application application = applications.list().stream()
                .findFirst()
                .orElseGet(() -> applications.create(Accounts.FIRST, "development"));
        ApiKey key = keys.list().stream()
                .filter(candidate -> candidate.enabled()
                        && candidate.caller().isOwner()
                        && !candidate.isTemporary()
                        && candidate.accountId() == application.accountId())
                .findFirst()
                .orElseGet(() -> keys.create(application.accountId(), application.accountId(), "development"));
        return new DevCredentials(
                endpoint(),
                live.current().api().region().home(),
                application.sdkAppId(),
                application.secretKey(),
                key.secretId(),
                key.secretKey());
    }

    /** Has the server stopped when the process is told to end, and {@code afterwards} run then. */
    void closeAtExit(Runnable afterwards) {
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().name("stop").unstarted(() -> {
            close();
            afterwards.run();
        }));
    }

    /** Stops in good order: every session ended, no more requests, usage stored. Who comes second waits for that. */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        for (Stop stop : stops) {
            try {
                stop.action().close();
            } catch (Exception failure) {
                LOG.error("{} did not stop in good order", stop.name(), failure);
            }
        }
    }
}
