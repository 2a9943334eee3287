package dev.parley.server.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.server.operations.Lifecycle;
import dev.parley.server.operations.OperationsPages;
import dev.parley.server.operations.RoomCensus;
import dev.parley.server.operations.RoomsPage;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OperationsDoorTest {

    private static final int NEXT_DOOR = 299;

    private final Lifecycle lifecycle = new Lifecycle();
    private final OperationsPages pages =
            new OperationsPages(lifecycle, new PrometheusRegistry(), List.of(RoomsPage.of(new RoomCensus())));
    private final HttpServer server = new HttpServer(
            "127.0.0.1", 0, List.of(new OperationsDoor(pages, OperationsDoor.Scope.EVERYTHING)), Duration.ofSeconds(5));

    @AfterEach
    void stop() throws IOException {
        server.close();
    }

    private RawConnection.Reply ask(String head) throws IOException {
        server.start();
        return ask(server, head);
    }

    private static RawConnection.Reply ask(HttpServer asked, String head) throws IOException {
        try (RawConnection connection = new RawConnection(asked.port())) {
            connection.send(head + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
            return connection.receive();
        }
    }

    @Test
    void servesPages() throws IOException {
        RawConnection.Reply reply = ask("GET /status/rooms?limit=5");

        assertThat(reply.statusLine()).isEqualTo("HTTP/1.1 200 OK");
        assertThat(reply.header("Content-Type")).isEqualTo("application/json");
        assertThat(reply.header("Cache-Control")).isEqualTo("no-store");
        assertThat(new String(reply.body(), UTF_8)).contains("\"total\" : 0");
    }

    @Test
    void answersHeadWithTheSameHeaders() throws IOException {
        server.start();
        try (RawConnection connection = new RawConnection(server.port())) {
            connection.send("HEAD /readyz HTTP/1.1\r\nHost: x\r\n\r\nGET /readyz HTTP/1.1\r\nHost: x\r\n\r\n");
            String head = connection.receiveHead().statusLine();
            RawConnection.Reply whole = connection.receive();

            assertThat(head).isEqualTo("HTTP/1.1 503 Service Unavailable");
            assertThat(whole.statusLine()).isEqualTo(head);
            assertThat(new String(whole.body(), UTF_8)).contains("is starting");
        }
    }

    @Test
    void changesNothing() throws IOException {
        RawConnection.Reply reply = ask("POST /status");

        assertThat(reply.statusLine()).startsWith("HTTP/1.1 405");
        assertThat(reply.header("Allow")).isEqualTo("GET, HEAD");
    }

    @Test
    void listsThePagesForALostVisitor() throws IOException {
        RawConnection.Reply reply = ask("GET /favicon.ico");

        assertThat(reply.statusLine()).startsWith("HTTP/1.1 404");
        assertThat(new String(reply.body(), UTF_8)).contains("/healthz", "/status/rooms");
    }

    @Test
    void refusesAQueryThatDoesNotDecode() throws IOException {
        assertThat(ask("GET /status/rooms?app=%zz").statusLine()).startsWith("HTTP/1.1 400");
    }

    @Test
    void answersOnlyTheProbesOnAPublicListener() throws IOException {
        lifecycle.serve();
        List<Handler> doors = List.of(new OperationsDoor(pages, OperationsDoor.Scope.PROBES), new NextDoor());
        try (HttpServer open = new HttpServer("127.0.0.1", 0, doors, Duration.ofSeconds(5))) {
            open.start();
            RawConnection.Reply ready = ask(open, "GET /readyz");
            assertThat(ready.statusLine()).isEqualTo("HTTP/1.1 200 OK");
            assertThat(new String(ready.body(), UTF_8)).contains("SERVING").doesNotContain("parts");
            assertThat(ask(open, "GET /metrics").statusLine()).contains(" " + NEXT_DOOR);
            assertThat(ask(open, "POST /readyz").statusLine()).contains(" " + NEXT_DOOR);
            assertThat(ask(open, "GET /?x=%zz").statusLine()).contains(" " + NEXT_DOOR);
        }
    }

    private static final class NextDoor extends Handler.Abstract {
        @Override
        public boolean handle(Request request, Response response, Callback callback) {
            response.setStatus(NEXT_DOOR);
            callback.succeeded();
            return true;
        }
    }
}
