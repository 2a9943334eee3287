package dev.parley.server.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.junit.jupiter.api.Test;

class HttpServerTest {

    private static final Duration DRAIN = Duration.ofSeconds(4);

    @Test
    void offersARequestToTheDoorsInTheirOrder() throws IOException {
        List<Handler> doors = List.of(new PathDoor("/whip/", 201), new PathDoor("/", 200), new PathDoor("/", 202));
        try (HttpServer server = started(doors)) {
            assertThat(statusLine(server, "/whip/room")).isEqualTo("HTTP/1.1 201 Created");
            assertThat(statusLine(server, "/")).isEqualTo("HTTP/1.1 200 OK");
        }
    }

    @Test
    void namesTheAddressItCannotListenOn() throws IOException {
        try (HttpServer first = started(List.of(new PathDoor("/", 200)));
                HttpServer second = new HttpServer("127.0.0.1", first.port(), List.of(new PathDoor("/", 200)), DRAIN)) {
            assertThatThrownBy(second::start)
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("127.0.0.1:" + first.port());
        }
    }

    @Test
    void letsARequestInProgressFinishWhenItStops() throws Exception {
        WaitingDoor door = new WaitingDoor();
        HttpServer server = started(List.of(door));
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
                RawConnection connection = new RawConnection(server.port())) {
            connection.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
            door.entered.await();
            int port = server.port();
            CompletableFuture<Void> closing = CompletableFuture.runAsync(() -> closeQuietly(server), threads);
            await().until(() -> refusesConnections(port));
            door.mayAnswer.countDown();

            assertThat(connection.receive().statusLine()).isEqualTo("HTTP/1.1 200 OK");
            closing.join();
        }
    }

    @Test
    void aHostThatIsNoneIsTheClientsMistake() throws Exception {
        try (HttpServer server = started(List.of(new PathDoor("/", 200)));
                RawConnection connection = new RawConnection(server.port())) {
            connection.send("GET / HTTP/1.1\r\nHost: a\"b\r\n\r\n");
            RawConnection.Reply reply = connection.receive();

            assertThat(reply.statusLine()).startsWith("HTTP/1.1 400 ");
            assertThat(new String(reply.body(), UTF_8)).doesNotContain("Exception");
        }
    }

    private static HttpServer started(List<? extends Handler> doors) throws IOException {
        HttpServer server = new HttpServer("127.0.0.1", 0, doors, DRAIN);
        server.start();
        return server;
    }

    private static String statusLine(HttpServer server, String path) throws IOException {
        try (RawConnection connection = new RawConnection(server.port())) {
            connection.send("GET " + path + " HTTP/1.1\r\nHost: x\r\n\r\n");
            return connection.receive().statusLine();
        }
    }

    private static boolean refusesConnections(int port) {
        try {
            new RawConnection(port).close();
            return false;
        } catch (IOException e) {
            return true;
        }
    }

    private static void closeQuietly(HttpServer server) {
        try {
            server.close();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Takes the paths below its prefix. */
    private static final class PathDoor extends Handler.Abstract {

        private final String prefix;
        private final int status;

        private PathDoor(String prefix, int status) {
            this.prefix = prefix;
            this.status = status;
        }

        @Override
        public boolean handle(Request request, Response response, Callback callback) {
            if (!Request.getPathInContext(request).startsWith(prefix)) {
                return false;
            }
            response.setStatus(status);
            callback.succeeded();
            return true;
        }
    }

    /** Answers when it is told to. */
    private static final class WaitingDoor extends Handler.Abstract {

        private final CountDownLatch entered = new CountDownLatch(1);
        private final CountDownLatch mayAnswer = new CountDownLatch(1);

        @Override
        public boolean handle(Request request, Response response, Callback callback) throws InterruptedException {
            entered.countDown();
            mayAnswer.await();
            response.setStatus(200);
            callback.succeeded();
            return true;
        }
    }
}
