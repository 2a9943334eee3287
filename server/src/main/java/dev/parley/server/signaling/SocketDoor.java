package dev.parley.server.signaling;

import dev.parley.server.config.RoomsSettings;
import dev.parley.server.metering.SessionUsage;
import dev.parley.server.rooms.Rooms;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.websocket.server.ServerUpgradeRequest;
import org.eclipse.jetty.websocket.server.ServerUpgradeResponse;
import org.eclipse.jetty.websocket.server.ServerWebSocketContainer;
import org.jspecify.annotations.Nullable;

/** The signalling door, {@code /v1/signalling} (docs/signalling.md). Other paths are left to the next handler. */
public final class SocketDoor extends Handler.Abstract {

    private static final String PATH = "/v1/signalling";
    private static final String SUBPROTOCOL = "parley.v1";
    private static final int MAX_FRAME_CHARACTERS = 512 * 1024;

    private final SocketEntry entry;
    private final SocketRequests requests;
    private final ExecutorService writers = Executors.newVirtualThreadPerTaskExecutor();
    private @Nullable ServerWebSocketContainer container;

    /** @param clock the rooms' clock */
    public SocketDoor(
            Rooms rooms,
            EntryChecks checks,
            SessionUsage usage,
            Supplier<RoomsSettings> settings,
            IceServers iceServers,
            InstantSource clock) {
        RoomCalls calls = new RoomCalls(rooms, RoomCalls.PATIENCE);
        this.entry =
                new SocketEntry(checks, calls, new ClientSessions(new SecureRandom()), settings, iceServers, clock);
        this.requests = new SocketRequests(checks, calls, usage, iceServers, clock);
    }

    @Override
    protected void doStart() throws Exception {
        ServerWebSocketContainer ensured = ServerWebSocketContainer.ensure(getServer());
        ensured.setMaxTextMessageSize(MAX_FRAME_CHARACTERS);
        container = ensured;
        super.doStart();
    }

    @Override
    protected void doStop() throws Exception {
        super.doStop();
        writers.shutdown();
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        ServerWebSocketContainer sockets = container;
        if (!PATH.equals(request.getHttpURI().getPath()) || sockets == null) {
            return false;
        }
        if (!sockets.upgrade(this::accept, request, response, callback)) {
            Response.writeError(
                    request, response, callback, HttpStatus.UPGRADE_REQUIRED_426, "This address speaks WebSocket.");
        }
        return true;
    }

    private @Nullable Object accept(ServerUpgradeRequest request, ServerUpgradeResponse response, Callback callback) {
        if (!request.hasSubProtocol(SUBPROTOCOL)) {
            Response.writeError(
                    request, response, callback, HttpStatus.BAD_REQUEST_400, "Ask for subprotocol " + SUBPROTOCOL);
            return null;
        }
        response.setAcceptedSubProtocol(SUBPROTOCOL);
        // Compression keeps some hundred kilobytes for each connection, and small frames gain little by it.
        response.setExtensions(List.of());
        return new ClientSocket(entry, requests, writers);
    }
}
