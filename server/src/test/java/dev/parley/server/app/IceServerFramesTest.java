package dev.parley.server.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.protocol.ticket.UserSig;
import dev.parley.server.config.LiveSettings;
import dev.parley.server.config.Settings;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What clients of the signalling door are told of TURN (docs/signalling.md). */
class IceServerFramesTest {

    @TempDir
    @SuppressWarnings("NullAway.Init") // given by JUnit
    private Path directory;

    @Test
    void credentialsComeWithTheEntryAndWhenTheyAreAskedForAndWithTheReturn() throws Exception {
        Path secret = Files.writeString(directory.resolve("secret"), "north-wind");
        Map<String, String> turn = Map.of(
                "turn.uris", "turn:turn.example.org,turns:turn.example.org:443?transport=tcp",
                "turn.secret-file", secret.toString(),
                "turn.lifetime", "2h");
        try (ParleyServer server = start(turn);
                Client client = new Client(server)) {
            JsonNode entered = client.ask(client.entry());

            assertServers(entered);
            assertServers(client.ask("{\"t\":\"ice\",\"id\":2}"));
            try (Client again = new Client(server)) {
                assertServers(again.ask("{\"t\":\"resume\",\"id\":1,\"session\":" + entered.path("session")
                        + ",\"token\":" + entered.path("token") + "}"));
            }
        }
    }

    @Test
    void withoutSettingsNothingIsSaidOfThem() throws Exception {
        try (ParleyServer server = start(Map.of());
                Client client = new Client(server)) {
            assertThat(client.ask(client.entry()).propertyNames())
                    .contains("session")
                    .doesNotContain("iceServers", "iceLifetime");
            assertThat(client.ask("{\"t\":\"ice\",\"id\":2}").propertyNames()).containsExactlyInAnyOrder("t", "id");
        }
    }

    private static void assertServers(JsonNode frame) {
        assertThat(frame.path("iceLifetime").asLong()).isEqualTo(7_200_000);
        JsonNode server = frame.path("iceServers").path(0);
        assertThat(server.path("urls").valueStream().map(JsonNode::asString))
                .containsExactly("turn:turn.example.org", "turns:turn.example.org:443?transport=tcp");
        assertThat(server.path("username").asString()).matches("\\d{10}:alice");
        assertThat(server.path("credential").asString()).matches("[A-Za-z0-9+/]{27}=");
    }

    private ParleyServer start(Map<String, String> more) throws Exception {
        Map<String, String> settings = new HashMap<>(more);
        settings.put("server.data-directory", directory.resolve("data").toString());
        settings.put("http.listen", "127.0.0.1:0");
        settings.put("media.listen", "127.0.0.1:0");
        settings.put("operations.listen", "");
        return ParleyServer.start(LiveSettings.fixed(Settings.defaultsBut(settings)));
    }

    /** A bare connection, which keeps what comes. */
    private static final class Client implements WebSocket.Listener, AutoCloseable {

        private final BlockingQueue<String> frames = new LinkedBlockingQueue<>();
        private final StringBuilder partial = new StringBuilder();
        private final HttpClient http = HttpClient.newHttpClient();
        private final ParleyServer server;
        private final WebSocket socket;

        Client(ParleyServer server) throws Exception {
            this.server = server;
            URI door = URI.create(server.endpoint().replaceFirst("^http", "ws") + "/v1/signalling");
            this.socket = http.newWebSocketBuilder()
                    .subprotocols("parley.v1")
                    .buildAsync(door, this)
                    .get(15, TimeUnit.SECONDS);
        }

        String entry() {
            DevCredentials application = server.developmentCredentials();
            String userSig = UserSig.create(
                    application.sdkAppId(),
                    application.sdkSecretKey(),
                    "alice",
                    600,
                    InstantSource.system().instant());
            return "{\"t\":\"enter\",\"id\":1,\"sdkAppId\":" + application.sdkAppId()
                    + ",\"userId\":\"alice\",\"strRoomId\":\"lobby\",\"userSig\":\"" + userSig + "\"}";
        }

        JsonNode ask(String frame) throws Exception {
            socket.sendText(frame, true).get(15, TimeUnit.SECONDS);
            return JsonMapper.shared().readTree(frames.poll(15, TimeUnit.SECONDS));
        }

        @Override
        public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
            partial.append(data);
            if (last) {
                frames.add(partial.toString());
                partial.setLength(0);
            }
            from.request(1);
            return null;
        }

        @Override
        public void close() {
            socket.abort();
            http.close();
        }
    }
}
