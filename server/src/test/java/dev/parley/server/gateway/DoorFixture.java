package dev.parley.server.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.parley.server.actions.Action;
import dev.parley.server.actions.contract.Contract;
import dev.parley.server.actions.rooms.KnownRooms;
import dev.parley.server.actions.rooms.RoomActions;
import dev.parley.server.actions.usage.CountedUsage;
import dev.parley.server.actions.usage.DescribeTrtcRoomUsage;
import dev.parley.server.actions.usage.DescribeTrtcUsage;
import dev.parley.server.actions.usage.KnownApplications;
import dev.parley.server.config.ApiSettings;
import dev.parley.server.config.UsageSettings;
import dev.parley.server.operations.CallRecord;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;

/** A real server on a free port whose clock and storage belong to the test. */
public final class DoorFixture implements AutoCloseable {

    public static final long SECOND = 1772424000;
    static final String DATE = "2026-03-02";
    public static final long APPLICATION = 20000001;

    public final CountedUsage usage = new CountedUsage();
    public final AtomicReference<Instant> now = new AtomicReference<>(Instant.ofEpochSecond(SECOND));
    final OneKey access = new OneKey();
    final Queue<CallRecord> calls = new ConcurrentLinkedQueue<>();
    final AtomicBoolean draining = new AtomicBoolean();
    final AtomicReference<ApiSettings> settings;
    final HttpServer server;

    public DoorFixture() throws IOException {
        this(ApiSettings.defaults());
    }

    DoorFixture(ApiSettings first) throws IOException {
        this(first, BodyRoom.ofThisProcess());
    }

    DoorFixture(ApiSettings first, BodyRoom room) throws IOException {
        settings = new AtomicReference<>(first);
        KnownApplications applications = new KnownApplications().with(APPLICATION, OneKey.ACCOUNT);
        ZoneOffset offset = ZoneOffset.ofHours(8);
        List<Action<?, ?>> built = new ArrayList<>(RoomActions.of(applications, new KnownRooms()));
        built.replaceAll(action -> action.name().equals("RemoveUser") ? new RemoveUserProbe() : action);
        built.add(new DescribeTrtcRoomUsage(applications, usage, offset, UsageSettings::defaults));
        built.add(new DescribeTrtcUsage(applications, usage, offset, UsageSettings::defaults));
        ApiDoor door = new ApiDoor(
                access,
                Contract.actions(built),
                settings::get,
                calls::add,
                draining::get,
                now::get,
                () -> UUID.randomUUID().toString(),
                room);
        server = new HttpServer("127.0.0.1", 0, List.of(door), Duration.ofSeconds(5));
        server.start();
    }

    RawConnection connect() throws IOException {
        return new RawConnection(server.port());
    }

    RawConnection.Reply exchange(String request) throws IOException {
        try (RawConnection connection = connect()) {
            connection.send(request);
            return connection.receive();
        }
    }

    public String host() {
        return "127.0.0.1:" + server.port();
    }

    /** A call as the Java client makes it. */
    RawConnection.Reply call(String action, String body, String... moreHeaders) throws IOException {
        return exchange(post(action, body, moreHeaders));
    }

    String post(String action, String body, String... moreHeaders) {
        return postAs(action, "application/json; charset=utf-8", body, "127", moreHeaders);
    }

    /** A call as the Java client makes it when told to use GET. */
    String get(String action, String query) {
        String type = "application/x-www-form-urlencoded";
        String authorization = RawSignature.current("GET", "/", query, host(), type, "", "127", SECOND, DATE);
        return "GET /?" + query + " HTTP/1.1\r\nHost: " + host() + "\r\nAuthorization: " + authorization
                + "\r\nX-TC-Action: " + action + "\r\nX-TC-Timestamp: " + SECOND
                + "\r\nX-TC-Version: 2019-07-22\r\nContent-Type: " + type + "\r\n\r\n";
    }

    String postAs(String action, String type, String body, String service, String... moreHeaders) {
        String authorization = RawSignature.current("POST", "/", "", host(), type, body, service, SECOND, DATE);
        return "POST / HTTP/1.1\r\nHost: " + host() + "\r\nAuthorization: " + authorization + "\r\nX-TC-Action: "
                + action
                + "\r\nX-TC-Timestamp: " + SECOND
                + "\r\nX-TC-Version: 2019-07-22\r\nX-TC-RequestClient: SDK_JAVA_3.1.682\r\nContent-Type: " + type
                + "\r\nContent-Length: " + body.getBytes(UTF_8).length + "\r\n"
                + String.join(
                        "",
                        List.of(moreHeaders).stream().map(line -> line + "\r\n").toList())
                + "\r\n" + body;
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
