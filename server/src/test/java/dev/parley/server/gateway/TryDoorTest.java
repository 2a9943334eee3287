package dev.parley.server.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.protocol.ticket.PrivateMapKey;
import dev.parley.protocol.ticket.TicketRoom;
import dev.parley.protocol.ticket.UserSig;
import dev.parley.server.config.TrySettings;
import dev.parley.server.config.TrySettings.Tickets;
import dev.parley.server.tryout.PageFiles;
import dev.parley.server.tryout.PageOf;
import dev.parley.server.tryout.TicketDesk;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class TryDoorTest {

    private static final int NEXT_DOOR = 299;
    private static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");
    private static final String WISH = "{\"userId\":\"ann\",\"strRoomId\":\"lobby\"}";

    private TrySettings settings = TrySettings.defaults();
    private final OneApplication applications = new OneApplication();
    private final TicketDesk desk = new TicketDesk(() -> settings, applications, InstantSource.fixed(NOW));
    private HttpServer server = open(PageOf.files(Map.of("index.html", "<p>page", "assets/a-1.js", "let a")));

    private HttpServer open(PageFiles files) {
        return new HttpServer(
                "127.0.0.1",
                0,
                List.of(new TryDoor(() -> settings, files, desk), new NextDoor()),
                Duration.ofSeconds(5));
    }

    @BeforeEach
    void start() throws IOException {
        server.start();
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
    }

    private RawConnection.Reply ask(String line, String... headers) throws IOException {
        return send(line, "", headers);
    }

    private RawConnection.Reply send(String line, String body, String... headers) throws IOException {
        boolean named = List.of(headers).stream().anyMatch(header -> header.startsWith("Host:"));
        try (RawConnection connection = new RawConnection(server.port())) {
            connection.send(line + " HTTP/1.1\r\n" + (named ? "" : "Host: 127.0.0.1:" + server.port() + "\r\n")
                    + "Connection: close\r\n"
                    + (body.isEmpty() ? "" : "Content-Length: " + body.getBytes(UTF_8).length + "\r\n")
                    + String.join(
                            "",
                            List.of(headers).stream()
                                    .map(header -> header + "\r\n")
                                    .toList())
                    + "\r\n" + body);
            return line.startsWith("HEAD") ? connection.receiveHead() : connection.receive();
        }
    }

    private RawConnection.Reply ticket(String body, String... headers) throws IOException {
        String[] all = new String[headers.length + 1];
        System.arraycopy(headers, 0, all, 0, headers.length);
        all[headers.length] = "Content-Type: application/json; charset=utf-8";
        return send("POST /try/ticket", body, all);
    }

    private static JsonNode json(RawConnection.Reply reply) {
        return JsonMapper.shared().readTree(reply.body());
    }

    @ParameterizedTest
    @ValueSource(strings = {"/try", "/try/", "/try?from=mail"})
    void showsThePage(String path) throws IOException {
        RawConnection.Reply reply = ask("GET " + path);

        assertThat(reply.statusLine()).isEqualTo("HTTP/1.1 200 OK");
        assertThat(new String(reply.body(), UTF_8)).isEqualTo("<p>page");
        assertThat(reply.header("Content-Type")).isEqualTo("text/html; charset=utf-8");
        assertThat(reply.header("Cache-Control")).isEqualTo("no-cache");
        assertThat(reply.header("Content-Security-Policy"))
                .contains("default-src 'none'", "script-src 'self';", "frame-ancestors 'none'")
                .doesNotContain("unsafe");
        assertThat(reply.header("X-Content-Type-Options")).isEqualTo("nosniff");
    }

    @Test
    void showsAssetsThatMayBeKeptForever() throws IOException {
        RawConnection.Reply reply = ask("GET /try/assets/a-1.js");

        assertThat(reply.header("Content-Type")).isEqualTo("text/javascript; charset=utf-8");
        assertThat(reply.header("Cache-Control")).contains("immutable", "max-age=31536000");
        assertThat(ask("GET /try/assets/a-2.js").statusLine()).contains(" 404 ");
        assertThat(ask("GET /try/assets/..%2findex.html").statusLine()).contains(" 404 ");
    }

    @Test
    void compressesForWhoUnderstandsIt() throws IOException {
        assertThat(ask("GET /try", "Accept-Encoding: gzip, br").header("Content-Encoding"))
                .isEqualTo("gzip");
        assertThat(ask("GET /try").header("Content-Encoding")).isNull();
    }

    @Test
    void sendsNothingThatIsKnown() throws IOException {
        String etag = ask("GET /try").header("ETag");

        RawConnection.Reply again = ask("GET /try", "If-None-Match: " + etag);
        assertThat(again.statusLine()).contains(" 304 ");
        assertThat(again.body()).isEmpty();
        assertThat(again.header("ETag")).isEqualTo(etag);
        assertThat(ask("GET /try", "If-None-Match: \"other\"").statusLine()).contains(" 200 ");
    }

    @Test
    void answersHeadWithoutABody() throws IOException {
        RawConnection.Reply reply = ask("HEAD /try");

        assertThat(reply.statusLine()).contains(" 200 ");
        assertThat(reply.header("Content-Length")).isEqualTo("7");
    }

    @Test
    void saysWhatToDoWhenThePageWasNotBuilt() throws IOException {
        server.close();
        server = open(PageOf.files(Map.of()));
        server.start();

        RawConnection.Reply reply = ask("GET /try");
        assertThat(reply.statusLine()).contains(" 503 ");
        assertThat(reply.header("Content-Type")).startsWith("text/plain");
        assertThat(new String(reply.body(), UTF_8)).contains("install Node 20").hasLineCount(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /",
                "GET /tryst",
                "GET /try?Action=DescribeTrtcUsage",
                "POST /try",
                "PUT /try/ticket",
                "DELETE /try/ticket"
            })
    void leavesEverythingElseToTheNextDoor(String line) throws IOException {
        assertThat(ask(line).statusLine()).contains(" " + NEXT_DOOR);
    }

    @Test
    void leavesSignedCallsToTheNextDoor() throws IOException {
        assertThat(ask("POST /try/ticket", "Authorization: TC3-HMAC-SHA256 x").statusLine())
                .contains(" " + NEXT_DOOR);
    }

    @Test
    void isNotThereWhenItIsSwitchedOff() throws IOException {
        settings = new TrySettings(false, Tickets.EVERYBODY);

        assertThat(ask("GET /try").statusLine()).contains(" " + NEXT_DOOR);
        assertThat(ticket(WISH).statusLine()).contains(" " + NEXT_DOOR);
    }

    @Test
    void givesATicketThatOpensTheRoom() throws IOException {
        RawConnection.Reply reply = ticket(WISH, "Origin: http://127.0.0.1:" + server.port());

        assertThat(reply.statusLine()).contains(" 200 ");
        assertThat(reply.header("Cache-Control")).isEqualTo("no-store");
        JsonNode ticket = json(reply);
        long app = ticket.path("sdkAppId").asLong();
        assertThat(app).isEqualTo(OneApplication.ID);
        assertThat(UserSig.verify(ticket.path("userSig").asString(), app, OneApplication.KEY, "ann", NOW)
                        .isValid())
                .isTrue();
        PrivateMapKey.Result key = PrivateMapKey.verify(
                ticket.path("privateMapKey").asString(),
                app,
                OneApplication.KEY,
                "ann",
                new TicketRoom.Text("lobby"),
                NOW);
        assertThat(key.permissions().bits()).isEqualTo(255);
    }

    @Test
    void givesATicketForANumberedRoom() throws IOException {
        JsonNode ticket = json(ticket("{\"userId\":\"ann\",\"roomId\":88,\"strRoomId\":\"lobby\"}"));

        assertThat(PrivateMapKey.verify(
                                ticket.path("privateMapKey").asString(),
                                OneApplication.ID,
                                OneApplication.KEY,
                                "ann",
                                new TicketRoom.Numeric(88),
                                NOW)
                        .verdict()
                        .isValid())
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Host: evil.example", "Origin: https://evil.example", "X-Forwarded-For: 192.0.2.7"})
    void givesNoneToPagesAndMachinesElsewhere(String header) throws IOException {
        RawConnection.Reply reply = ticket(WISH, header);

        assertThat(reply.statusLine()).contains(" 403 ");
        assertThat(json(reply).path("message").asString()).contains("try.tickets", "parley usersig");
    }

    @Test
    void givesOneToEverybodyOrToNobodyWhenItIsToldTo() throws IOException {
        settings = new TrySettings(true, Tickets.EVERYBODY);
        assertThat(ticket(WISH, "Host: meet.example").statusLine()).contains(" 200 ");

        settings = new TrySettings(true, Tickets.OFF);
        assertThat(ticket(WISH).statusLine()).contains(" 403 ");
    }

    @Test
    void saysWhenThereIsNoApplication() throws IOException {
        applications.enabled = false;

        RawConnection.Reply reply = ticket(WISH);
        assertThat(reply.statusLine()).contains(" 409 ");
        assertThat(json(reply).path("message").asString()).contains("parley app create");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "not json",
                "[]",
                "{\"strRoomId\":\"lobby\"}",
                "{\"userId\":7,\"strRoomId\":\"lobby\"}",
                "{\"userId\":\"ann\"}",
                "{\"userId\":\"ann\",\"roomId\":0}",
                "{\"userId\":\"ann\",\"roomId\":99999999999999999999}",
                "{\"userId\":\"a\\u0000\",\"strRoomId\":\"lobby\"}",
                "{\"userId\":\"ann\",\"strRoomId\":\"\"}"
            })
    void saysWhatIsWrongWithARequest(String body) throws IOException {
        RawConnection.Reply reply = ticket(body);

        assertThat(reply.statusLine()).contains(" 400 ");
        assertThat(json(reply).path("message").asString()).endsWith(".").doesNotContain("..");
    }

    @Test
    void refusesFormsAndLongRequests() throws IOException {
        assertThat(send("POST /try/ticket", WISH, "Content-Type: text/plain").statusLine())
                .contains(" 415 ");
        assertThat(ticket(" ".repeat(5000) + WISH).statusLine()).contains(" 400 ");
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
