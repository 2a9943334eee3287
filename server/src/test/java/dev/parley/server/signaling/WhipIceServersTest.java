package dev.parley.server.signaling;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.server.config.TurnSettings;
import dev.parley.server.config.WhipSettings;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who is told of which ICE servers over HTTP (RFC 9725 §4.6, spec/15 §3.1, §3.6). */
final class WhipIceServersTest {

    private static final String PUBLISH = DoorServer.pub("lobby_1", "obs1");
    private static final String STUN = "<stun:stun.example.org>; rel=\"ice-server\"";
    private static final String RELAY = "<turn:turn.example.org:3478?transport=udp>; rel=\"ice-server\";"
            + " username=\"1795485600:obs1\"; credential=\"AX2THvCzNt25D9LJJZsddKFcjio=\";"
            + " credential-type=\"password\"";

    @SuppressWarnings("NullAway.Init") // before each
    private DoorServer server;

    @BeforeEach
    void start(@TempDir Path directory) throws IOException {
        TurnSettings settings = new TurnSettings(
                List.of("turn:turn.example.org:3478?transport=udp"),
                Files.writeString(directory.resolve("secret"), "north-wind"),
                Duration.ofDays(1),
                List.of("stun:stun.example.org"));
        server =
                new DoorServer(WhipSettings.defaults(), IceServers.of(settings, InstantSource.fixed(DoorServer.START)));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private static List<String> links(HttpResponse<String> answer) {
        return answer.headers().allValues("Link");
    }

    private HttpRequest.Builder options(String path) {
        return server.request(path).method("OPTIONS", BodyPublishers.noBody());
    }

    @Test
    void publishersAreToldInOneHeaderForEachServer() {
        HttpResponse<String> answer = server.post(PUBLISH, "obs1", Offers.OBS);

        assertThat(answer.statusCode()).isEqualTo(201);
        assertThat(links(answer)).containsExactly(STUN, RELAY);
        assertThat(answer.headers().firstValue("Access-Control-Expose-Headers").orElse(""))
                .contains("Link");
    }

    @Test
    void whoAsksFirstWithATicketIsToldTheSame() {
        HttpResponse<String> answer =
                server.send(options(PUBLISH).header("Authorization", "Bearer " + server.sig("obs1")));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(links(answer)).containsExactly(STUN, RELAY);
    }

    @Test
    void strangersGetNoCredentials() {
        HttpRequest.Builder another = options(PUBLISH).header("Authorization", "Bearer " + server.sig("obs2"));

        assertThat(links(server.send(options(PUBLISH)))).containsExactly(STUN);
        assertThat(links(server.send(another))).containsExactly(STUN);
        assertThat(server.send(another).statusCode()).isEqualTo(200);
    }

    @Test
    void aBrowsersQuestionBeforeThePagesCostsNothing() {
        HttpRequest.Builder preflight =
                options(PUBLISH + "&usersig=" + server.sig("obs1")).header("Access-Control-Request-Method", "POST");

        assertThat(links(server.send(preflight))).isEmpty();
    }

    @Test
    void refusalsTellNothing() {
        assertThat(links(server.post(PUBLISH, "obs2", Offers.OBS))).isEmpty();
        assertThat(links(server.post(PUBLISH, "obs1", "v=0\r\n"))).isEmpty();
    }
}
