package dev.parley.server.signaling;

import static dev.parley.server.signaling.WhipEndpointTest.assertCrossOrigin;
import static dev.parley.server.signaling.WhipEndpointTest.assertProblem;
import static dev.parley.server.signaling.WhipEndpointTest.header;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.media.sdp.SessionDescription;
import dev.parley.server.config.WhipSettings;
import dev.parley.server.rooms.EntryRefusedException;
import dev.parley.server.rooms.EntryRefusedException.Reason;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class WhepEndpointTest {

    private static final String URL = DoorServer.sub("lobby_1", "viewer");

    private final DoorServer server = new DoorServer(WhipSettings.defaults());

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void conflictsUntilSomebodyIsLive() {
        HttpResponse<String> early = server.post(URL, "viewer", Offers.CHROMIUM_PLAY);
        assertProblem(early, 409, 0);
        assertThat(header(early, "Retry-After")).isEqualTo("2");

        server.session();
        HttpResponse<String> answer = server.post(URL, "viewer", Offers.CHROMIUM_PLAY);

        assertThat(answer.statusCode()).isEqualTo(201);
        assertThat(header(answer, "Location")).startsWith("/v2/session/");
        assertThat(header(answer, "ETag")).isEqualTo("\"Zx81\"");
        assertCrossOrigin(answer);
    }

    @Test
    void answersThePublishersCodecAndNamesItsSources() {
        server.session();

        SessionDescription answer = SessionDescription.parse(
                server.post(URL, "viewer", Offers.CHROMIUM_PLAY).body());

        assertThat(answer.sections().getLast().rtpMaps().getFirst().encoding()).isEqualTo("H264");
        assertThat(answer.sections().getLast().attributes("ssrc-group")).containsExactly("FID 1002 1003");
        assertThat(answer.sections().getLast().attributes("ssrc")).contains("1002 cname:cname");
        assertThat(server.rooms.played).singleElement().satisfies(play -> {
            assertThat(play.userId()).isEqualTo("viewer");
            assertThat(play.publisherUserId()).isEqualTo("obs1");
            assertThat(play.tracks()).hasSize(2);
        });
    }

    @Test
    void playsThePublisherThatIsNamed() {
        server.session();
        server.post(DoorServer.pub("lobby_1", "second"), "second", Offers.FFMPEG);

        assertThat(server.post(URL + "&remoteuserid=second", "viewer", Offers.CHROMIUM_PLAY)
                        .statusCode())
                .isEqualTo(201);
        assertThat(server.rooms.played.getFirst().publisherUserId()).isEqualTo("second");
        assertProblem(server.post(URL + "&remoteuserid=third", "viewer", Offers.CHROMIUM_PLAY), 409, 0);
        assertProblem(server.post(URL + "&remoteuserid=", "viewer", Offers.CHROMIUM_PLAY), 400, -102023);
    }

    @Test
    void refusesPlayersWithoutTheCodecAndOldDrafts() {
        server.session();

        assertProblem(server.post(URL, "viewer", Offers.CHROMIUM_PLAY.replace("H264/", "H265/")), 422, 0);
        assertProblem(server.post(URL, "viewer", ""), 400, 0);
        assertProblem(server.post(URL, "stranger", Offers.CHROMIUM_PLAY), 401, -70013);
    }

    @Test
    void passesOnThatThePublisherLeftMeanwhile() {
        server.session();
        server.rooms.refuse(new EntryRefusedException(Reason.NOBODY_LIVE, 0, "gone"));

        assertProblem(server.post(URL, "viewer", Offers.CHROMIUM_PLAY), 409, 0);
    }

    @Test
    void letsPlayersDiscoverWhatIsSpoken() {
        HttpResponse<String> head = server.send(server.request(URL).method("HEAD", BodyPublishers.noBody()));

        assertThat(head.statusCode()).isEqualTo(200);
        assertThat(header(head, "Content-Type")).isEqualTo("application/sdp");
        assertThat(server.send(server.request(URL).GET()).statusCode()).isEqualTo(204);
    }
}
