package dev.parley.server.signaling;

import dev.parley.protocol.ticket.UserSig;
import dev.parley.server.config.WhipSettings;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

/** A door on a real HTTP server at a free port, with a clock that stands until it is moved. */
final class DoorServer implements AutoCloseable {

    static final long APP = FakeApplications.ENABLED;
    static final Instant START = Instant.parse("2026-11-23T02:00:00Z");

    final FakeRooms rooms = new FakeRooms();

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Server server = new Server();
    private final ServerConnector connector;
    private volatile Instant now = START;

    DoorServer(WhipSettings settings) {
        this(settings, NoIceServers.known());
    }

    DoorServer(WhipSettings settings, IceServers iceServers) {
        this(settings, iceServers, RoomCalls.PATIENCE, OpenSessions.MAX_SESSIONS);
    }

    DoorServer(WhipSettings settings, Duration patience, int maxSessions) {
        this(settings, NoIceServers.known(), patience, maxSessions);
    }

    private DoorServer(WhipSettings settings, IceServers iceServers, Duration patience, int maxSessions) {
        InstantSource clock = () -> now;
        EntryChecks checks = new EntryChecks(new FakeApplications(), clock);
        HttpConfiguration configuration = new HttpConfiguration();
        configuration.setUriCompliance(WhipDoor.URI_COMPLIANCE);
        connector = new ServerConnector(server, new HttpConnectionFactory(configuration));
        connector.setHost("127.0.0.1");
        server.addConnector(connector);
        server.setHandler(new WhipDoor(rooms, checks, clock, settings, iceServers, patience, maxSessions));
        try {
            server.start();
        } catch (Exception e) {
            throw new IllegalStateException("the test server does not start", e);
        }
    }

    void advance(Duration by) {
        now = now.plus(by);
    }

    static String pub(String room, String user) {
        return "/v2/pub/" + APP + "/" + room + "?SessionID=" + user;
    }

    static String sub(String room, String user) {
        return "/v2/sub/" + APP + "/" + room + "?SessionID=" + user;
    }

    /** A UserSig of an hour. */
    String sig(String userId) {
        return UserSig.create(APP, FakeApplications.KEY, userId, 3_600, now);
    }

    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + connector.getLocalPort() + path))
                .timeout(Duration.ofSeconds(30));
    }

    HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return client.send(request.build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** POSTs an offer as a well-behaved client. */
    HttpResponse<String> post(String path, String user, String offer) {
        return send(request(path)
                .header("Content-Type", "application/sdp")
                .header("Authorization", "Bearer " + sig(user))
                .POST(BodyPublishers.ofString(offer)));
    }

    /** Publishes as {@code obs1} and returns the path of the session. */
    String session() {
        return post(pub("lobby_1", "obs1"), "obs1", Offers.OBS)
                .headers()
                .firstValue("Location")
                .orElseThrow();
    }

    @Override
    public void close() {
        client.close();
        try {
            server.stop();
        } catch (Exception e) {
            throw new IllegalStateException("the test server does not stop", e);
        }
    }
}
