package dev.parley.server.signaling;

import static dev.parley.server.signaling.WhipEndpointTest.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.media.session.MediaKind;
import dev.parley.media.session.TrackDescription;
import dev.parley.protocol.ticket.Permissions;
import dev.parley.protocol.ticket.PrivateMapKey;
import dev.parley.protocol.ticket.TicketRoom;
import dev.parley.protocol.ticket.UserSig;
import dev.parley.server.config.WhipSettings;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** WHIP and WHEP where permission control is on (spec/15 §2, §3.2; spec/05 §3). */
final class WhipPermissionsTest {

    private static final long APP = FakeApplications.CONTROLLED;

    private final DoorServer server = new DoorServer(WhipSettings.defaults());

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void demandsATicket() {
        assertProblem(post("pub", "obs", "", Offers.OBS), 403, -100006);
        assertProblem(post("pub", "obs", ticket("other", 255), Offers.OBS), 403, -100006);
        assertProblem(post("pub", "obs", ticket("obs", 1 + 4 + 16), Offers.OBS), 403, -102011);
        assertThat(server.rooms.published).isEmpty();

        assertThat(post("pub", "obs", ticket("obs", 2 + 4 + 16), Offers.OBS).statusCode())
                .isEqualTo(201);
    }

    @ParameterizedTest
    @ValueSource(ints = {4, 16})
    void refusesPublishersWithoutARightToSend(int missing) {
        assertProblem(post("pub", "obs", ticket("obs", 255 - missing), Offers.OBS), 403, -102013);
        assertThat(server.rooms.published).isEmpty();
    }

    @Test
    void aRightIsNeededForWhatIsOfferedOnly() {
        assertThat(post("pub", "mic", ticket("mic", 255 - 16), onlyAudio(Offers.OBS))
                        .statusCode())
                .isEqualTo(201);
    }

    @ParameterizedTest
    @CsvSource({"2, 403", "10, 201", "34, 201", "42, 201", "255, 201", "213, 403"})
    void playersNeedARightToReceive(int bits, int status) {
        post("pub", "obs", ticket("obs", 255), Offers.OBS);

        HttpResponse<String> answer = post("sub", "viewer", ticket("viewer", bits), Offers.CHROMIUM_PLAY);

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    }

    @Test
    void playersGetWhatTheyMayReceive() {
        post("pub", "obs", ticket("obs", 255), Offers.OBS);

        post("sub", "listener", ticket("listener", 2 + 8), Offers.CHROMIUM_PLAY);
        post("sub", "watcher", ticket("watcher", 2 + 32), Offers.CHROMIUM_PLAY);
        assertThat(server.rooms.played)
                .extracting(play ->
                        play.tracks().stream().map(TrackDescription::kind).toList())
                .containsExactly(List.of(MediaKind.AUDIO), List.of(MediaKind.VIDEO));

        assertProblem(post("sub", "viewer", ticket("viewer", 2 + 16), Offers.CHROMIUM_PLAY), 403, -102019);
        assertProblem(post("sub", "viewer", ticket("viewer", 2 + 32), onlyAudio(Offers.CHROMIUM_PLAY)), 403, -102019);
    }

    /** What is wrong with the offer is still said as what it is. */
    @Test
    void aMissingCodecIsNoMissingRight() {
        post("pub", "obs", ticket("obs", 255), Offers.OBS);

        assertProblem(post("sub", "v", ticket("v", 42), Offers.CHROMIUM_PLAY.replace("H264/", "H265/")), 422, 0);
    }

    private HttpResponse<String> post(String direction, String user, String privateMapKey, String offer) {
        String ticket = privateMapKey.isEmpty() ? "" : "&private_map_key=" + privateMapKey;
        return server.send(server.request("/v2/" + direction + "/" + APP + "/lobby?SessionID=" + user + ticket)
                .header("Content-Type", "application/sdp")
                .header(
                        "Authorization",
                        "Bearer " + UserSig.create(APP, FakeApplications.KEY, user, 60, DoorServer.START))
                .POST(BodyPublishers.ofString(offer)));
    }

    private static String ticket(String user, int bits) {
        return PrivateMapKey.create(
                APP,
                FakeApplications.KEY,
                user,
                new TicketRoom.Text("lobby"),
                new Permissions(bits),
                60,
                DoorServer.START);
    }

    /** Without the section that comes second, which is the video. */
    private static String onlyAudio(String offer) {
        String audio = offer.substring(0, offer.indexOf("m=video"));
        return audio.replaceAll("(a=group:BUNDLE \\S+)[^\\r\\n]*", "$1");
    }
}
