package dev.parley.server.app;

import dev.parley.media.dtls.DtlsCertificate;
import dev.parley.media.dtls.DtlsWarmUp;
import dev.parley.server.access.AccessControl;
import dev.parley.server.access.Accounts;
import dev.parley.server.access.ApiKey;
import dev.parley.server.access.ApiKeys;
import dev.parley.server.access.LiveAccess;
import dev.parley.server.actions.Action;
import dev.parley.server.actions.ActionDescription;
import dev.parley.server.actions.ApiCatalogue;
import dev.parley.server.actions.contract.Contract;
import dev.parley.server.actions.rooms.RoomActions;
import dev.parley.server.actions.usage.DescribeTrtcRoomUsage;
import dev.parley.server.actions.usage.DescribeTrtcUsage;
import dev.parley.server.config.HostPort;
import dev.parley.server.config.LiveSettings;
import dev.parley.server.config.Settings;
import dev.parley.server.config.TrySettings;
import dev.parley.server.config.UsageSettings;
import dev.parley.server.gateway.ApiDoor;
import dev.parley.server.gateway.CatalogueDoor;
import dev.parley.server.gateway.PublicDoors;
import dev.parley.server.gateway.RequestIds;
import dev.parley.server.gateway.TryDoor;
import dev.parley.server.metering.LedgerUsage;
import dev.parley.server.metering.Meter;
import dev.parley.server.metering.SessionUsage;
import dev.parley.server.metering.UsageReader;
import dev.parley.server.operations.ServerPage;
import dev.parley.server.rooms.Application;
import dev.parley.server.rooms.Applications;
import dev.parley.server.rooms.LocalRooms;
import dev.parley.server.rooms.RoomEventListener;
import dev.parley.server.signaling.EntryChecks;
import dev.parley.server.signaling.IceServers;
import dev.parley.server.signaling.SocketDoor;
import dev.parley.server.signaling.WhipDoor;
import dev.parley.server.storage.sqlite.DataDirectory;
import dev.parley.server.storage.sqlite.SqliteAccessStore;
import dev.parley.server.storage.sqlite.SqliteApiKeys;
import dev.parley.server.storage.sqlite.SqliteApplications;
import dev.parley.server.storage.sqlite.SqliteDatabase;
import dev.parley.server.storage.sqlite.SqliteNodeStore;
import dev.parley.server.storage.sqlite.SqliteUsageLedger;
import dev.parley.server.storage.sqlite.SqliteUsageUpkeep;
import dev.parley.server.transport.MediaWorker;
import dev.parley.server.transport.udp.DatagramPorts;
import dev.parley.server.tryout.PageFiles;
import dev.parley.server.tryout.TicketDesk;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
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
    private final AccessControl access;
    private @Nullable InetSocketAddress operationsAddress;
    private @Nullable PublicDoors doors;

    private ParleyServer(LiveSettings live) throws IOException {
        this.live = live;
        Settings settings = live.current();
        try {
            DataDirectory directory = DataDirectory.prepare(settings.server().dataDirectory());
            SqliteDatabase database = stopping("storage", SqliteDatabase.open(directory));
            applications = new SqliteApplications(database, clock);
            keys = new SqliteApiKeys(database, clock);
            access = new LiveAccess(new SqliteAccessStore(database), clock);

            SqliteUsageLedger ledger = new SqliteUsageLedger(database);
            Meter meter = stopping(
                    "metering", Meter.open(settings.metering(), new SqliteNodeStore(directory), ledger, clock));
            UsageReader usage =
                    LedgerUsage.live(meter, ledger, settings.metering().includeRobots());
            Upkeep upkeep = stopping("upkeep", new Upkeep(new SqliteUsageUpkeep(database, settings.usage()), clock));

            SecureRandom random = new SecureRandom();
            worker = stopping("media", mediaWorker(settings, random));
            OperatorPages operators = stopping(
                    "operations",
                    new OperatorPages(
                            settings,
                            settings.server().dataDirectory(),
                            meter,
                            worker,
                            clock,
                            wallClock,
                            this::listeners));
            LocalRooms rooms = new LocalRooms(
                    List.of(worker),
                    () -> live.current().rooms(),
                    settings.metering().stallTimeout(),
                    readers(meter, operators.census()),
                    random);

            meter.start();
            upkeep.start();
            worker.start();
            // Last, because whoever gets in needs all of it.
            HostPort pages = settings.operations().listen();
            operationsAddress = pages == null ? null : operators.listen(pages.resolve());
            doors = stopping("HTTP", open(rooms, usage, meter, operators));
            // Nobody is metered while the doors drain, and whoever comes then is told to come later.
            stopping("rooms", () -> rooms.stop().get(FAREWELL.toSeconds(), TimeUnit.SECONDS));
            stopping("readiness", () -> {
                operators.lifecycle().drain();
                // Nobody counts it down: load balancers have this long to notice.
                new CountDownLatch(1).await(settings.http().stopDelay().toMillis(), TimeUnit.MILLISECONDS);
            });
            operators.lifecycle().serve();
            Thread.ofVirtual().name("warm-up").start(DtlsWarmUp::run);
        } catch (IOException | RuntimeException failure) {
            close();
            throw failure;
        }
    }

    private MediaWorker mediaWorker(Settings settings, SecureRandom random) throws IOException {
        return new MediaWorker(
                "media-0",
                settings.media().listen().resolve(),
                settings.media().announce(),
                DatagramPorts.choose(settings.media().socket()),
                DtlsCertificate.generate(random, clock.instant()),
                clock,
                random);
    }

    /** Metering first: what it counts is what matters. */
    private static RoomEventListener readers(RoomEventListener meter, RoomEventListener census) {
        return event -> {
            meter.onRoomEvent(event);
            census.onRoomEvent(event);
        };
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

    private PublicDoors open(LocalRooms rooms, UsageReader usage, SessionUsage sessions, OperatorPages operators)
            throws IOException {
        Settings settings = live.current();
        ZoneOffset offset = settings.server().utcOffset();
        Supplier<UsageSettings> usageSettings = () -> live.current().usage();
        List<Action<?, ?>> built = new ArrayList<>(RoomActions.of(applications, rooms));
        built.add(new DescribeTrtcRoomUsage(applications, usage, offset, usageSettings));
        built.add(new DescribeTrtcUsage(applications, usage, offset, usageSettings));
        List<ActionDescription<?, ?>> actions = Contract.actions(built);
        ApiDoor api = new ApiDoor(
                access,
                actions,
                live.api(),
                operators.recorder(),
                operators.lifecycle()::isDraining,
                wallClock,
                new RequestIds(new SecureRandom()));
        EntryChecks checks = new EntryChecks(applications, wallClock);
        IceServers iceServers = IceServers.of(settings.turn(), wallClock);
        WhipDoor whip = new WhipDoor(rooms, checks, wallClock, settings.whip(), iceServers);
        SocketDoor signalling =
                new SocketDoor(rooms, checks, sessions, () -> live.current().rooms(), iceServers, clock);
        CatalogueDoor catalogue = new CatalogueDoor(ApiCatalogue.json(actions));
        Supplier<TrySettings> trying = () -> live.current().try_();
        TryDoor page = new TryDoor(trying, PageFiles.ofClassPath(), new TicketDesk(trying, applications, wallClock));
        // The API's own door is the last: it takes whatever reaches it.
        return PublicDoors.open(
                settings.http(), List.of(signalling, whip, operators.publicProbes(), catalogue, page, api), wallClock);
    }

    /** Every door that is open, those for everybody first. */
    List<ServerPage.Listener> listeners() {
        List<ServerPage.Listener> listeners = new ArrayList<>(doors == null ? List.of() : doors.listeners());
        InetSocketAddress media = worker.address();
        listeners.add(new ServerPage.Listener(
                "media", new HostPort(media.getHostString(), media.getPort()).toString(), null));
        if (operationsAddress != null) {
            listeners.add(new ServerPage.Listener(
                    "operations",
                    new HostPort(operationsAddress.getHostString(), operationsAddress.getPort()).toString(),
                    null));
        }
        return listeners;
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
        if (doors == null) {
            throw new IllegalStateException("the doors are not open yet");
        }
        return doors.endpoint().toString();
    }

    /** Where people meet in a browser; null when the page is switched off. */
    public @Nullable String page() {
        return live.current().try_().enabled() ? endpoint() + "/try" : null;
    }

    /** Where the operators' pages are; null when they are switched off. */
    public @Nullable InetSocketAddress operationsAddress() {
        return operationsAddress;
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
