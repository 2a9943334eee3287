package dev.parley.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.conformance.Bill.Tier;
import dev.parley.conformance.Member.Picture;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import tools.jackson.databind.JsonNode;

/** People talk in browsers, with all that one does with camera, microphone and screen; then their room is billed. */
@ExtendWith(Stage.class)
@Execution(ExecutionMode.SAME_THREAD)
@Tag("DescribeTrtcRoomUsage")
final class CallScenariosTest {

    private static final int REPEATED_SUBSTREAM = -102016;
    private static final Duration QUIET = Duration.ofMillis(600);

    /** Together with a camera of {@link Picture#HD} more than hd, alone not (MET-7, MET-8). */
    private static final Picture SCREEN = new Picture(1_088, 612);

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void twoPeopleSeeAndHearEachOther(Browser browser, Endpoint endpoint) {
        Instant begin = Instant.now();
        String room = Rooms.unused("talk");
        try (Member anna = browser.member(endpoint, room, "anna");
                Member bert = browser.member(endpoint, room, "bert")) {
            anna.enter().publish(Picture.HD);
            bert.enter().toldOf("remote-user-enter", anna);
            bert.toldOf("remote-audio-available", anna);
            bert.toldOf("remote-video-available", anna, "main");
            Instants bertSees = bert.receive("anna", "main", Picture.HD);
            bert.publish(Picture.HD);
            anna.toldOf("remote-user-enter", bert);
            anna.toldOf("remote-video-available", bert, "main");
            Instants annaSees = anna.receive("bert", "main", Picture.HD);
            for (JsonNode sound : new JsonNode[] {anna.more("bert", "audio", 50), bert.more("anna", "audio", 50)}) {
                assertThat(sound.required("totalAudioEnergy").asDouble()).isPositive();
            }

            Instants bertLeft = bert.leave();
            anna.toldOf("remote-audio-unavailable", bert);
            anna.toldOf("remote-video-unavailable", bert, "main");
            anna.told("remote-user-exit", Map.of("userId", "bert", "reason", 0));
            new Bill()
                    .stay(anna.entered(), anna.leave())
                    .stay(bert.entered(), bertLeft)
                    .picture(Tier.HD, bertSees, bertLeft)
                    .picture(Tier.HD, annaSees, bertLeft)
                    .mustBeCharged(endpoint, begin, room);
        }
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void theQualityThatIsReceivedIsTheOneThatCounts(Browser browser, Endpoint endpoint) {
        Instant begin = Instant.now();
        String room = Rooms.unused("dual");
        try (Member anna = browser.member(endpoint, room, "anna");
                Member bert = browser.member(endpoint, room, "bert");
                Member carl = browser.member(endpoint, room, "carl")) {
            anna.enter().call("startLocalVideo", Map.of("option", Picture.HD.optionWith(Picture.SMALL)));
            anna.sending(Picture.HD).sending(Picture.SMALL);
            bert.enter().toldOf("remote-video-available", anna, "main");
            carl.enter().toldOf("remote-video-available", anna, "main");
            Instants big = bert.receive("anna", "main", Picture.HD);
            Instants small = bert.change("anna", true, Picture.SMALL);
            Instants other = carl.receive("anna", "main", Picture.HD);
            bert.more("anna", "main", 20);
            Instants bigAgain = bert.change("anna", false, Picture.HD);
            bert.more("anna", "main", 20);

            Instants bertLeft = bert.leave();
            Instants carlLeft = carl.leave();
            new Bill()
                    .stay(anna.entered(), anna.leave())
                    .stay(bert.entered(), bertLeft)
                    .stay(carl.entered(), carlLeft)
                    .picture(Tier.HD, big, small)
                    .picture(Tier.SD, small, bigAgain)
                    .picture(Tier.HD, bigAgain, bertLeft)
                    .picture(Tier.HD, other, carlLeft)
                    .mustBeCharged(endpoint, begin, room);
        }
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void oneScreenIsSharedAtATimeAndItsAreaIsAddedToTheCameras(Browser browser, Endpoint endpoint) {
        Instant begin = Instant.now();
        String room = Rooms.unused("screen");
        try (Member anna = browser.member(endpoint, room, "anna");
                Member bert = browser.member(endpoint, room, "bert")) {
            anna.enter().publish(Picture.HD);
            bert.enter().toldOf("remote-video-available", anna, "main");
            Instants camera = bert.receive("anna", "main", Picture.HD);
            anna.call("startScreenShare", Map.of("option", Map.of("profile", SCREEN.profile())));
            bert.toldOf("remote-video-available", anna, "sub");
            Instants screen = bert.receive("anna", "sub", SCREEN);
            assertThat(bert.refused("startScreenShare", share(Picture.HD))).isEqualTo(REPEATED_SUBSTREAM);
            bert.more("anna", "sub", 20);

            Instants cameraOff = anna.call("stopLocalVideo");
            bert.toldOf("remote-video-unavailable", anna, "main");
            bert.more("anna", "sub", 20);
            Instants screenOff = anna.call("stopScreenShare");
            bert.toldOf("remote-video-unavailable", anna, "sub");
            bert.call("startScreenShare", share(Picture.HD));
            anna.toldOf("remote-video-available", bert, "sub");
            Instants turned = anna.receive("bert", "sub", Picture.HD);
            anna.more("bert", "sub", 10);

            Instants bertLeft = bert.leave();
            new Bill()
                    .stay(anna.entered(), anna.leave())
                    .stay(bert.entered(), bertLeft)
                    .picture(Tier.HD, camera, screen)
                    .picture(Tier.FULL_HD, screen, cameraOff)
                    .picture(Tier.HD, cameraOff, screenOff)
                    .picture(Tier.HD, turned, bertLeft)
                    .mustBeCharged(endpoint, begin, room);
        }
    }

    /** In place of the browser's own choice of a screen, of which there is but one. */
    private static Map<String, Object> share(Picture picture) {
        return Map.of("option", Map.of("profile", picture.profile(), "videoTrack", picture.drawn()));
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void whatIsMutedOrNotWantedIsNeitherSentNorCounted(Browser browser, Endpoint endpoint) {
        Instant begin = Instant.now();
        String room = Rooms.unused("mute");
        try (Member anna = browser.member(endpoint, room, "anna");
                Member bert = browser.member(endpoint, room, "bert")) {
            anna.enter().publish(Picture.HD);
            bert.enter().toldOf("remote-video-available", anna, "main");
            Instants seen = bert.receive("anna", "main", Picture.HD);
            bert.more("anna", "main", 20);
            Instants muted = anna.call("updateLocalVideo", Map.of("mute", true));
            bert.toldOf("remote-video-unavailable", anna, "main");
            muteSound(anna, bert);
            anna.call("updateLocalVideo", Map.of("mute", false));
            bert.toldOf("remote-video-available", anna, "main");
            Instants seenAgain = bert.receive("anna", "main", Picture.HD);
            bert.more("anna", "main", 20);
            Instants unwanted = bert.call("stopRemoteVideo", Map.of("userId", "anna", "streamType", "main"));
            refuseSound(anna, bert);

            new Bill()
                    .stay(bert.entered(), bert.leave())
                    .stay(anna.entered(), anna.leave())
                    .picture(Tier.HD, seen, muted)
                    .picture(Tier.HD, seenAgain, unwanted)
                    .mustBeCharged(endpoint, begin, room);
        }
    }

    private static void muteSound(Member anna, Member bert) {
        bert.more("anna", "audio", 10);
        anna.call("updateLocalAudio", Map.of("mute", true));
        bert.toldOf("remote-audio-unavailable", anna);
        bert.silent("anna", "audio", QUIET);
        anna.call("updateLocalAudio", Map.of("mute", false));
        bert.told("remote-audio-available", Map.of("userId", "anna"));
        bert.more("anna", "audio", 10);
    }

    private static void refuseSound(Member anna, Member bert) {
        bert.call("muteRemoteAudio", anna.user(), true);
        bert.silent("anna", "audio", QUIET);
        bert.call("muteRemoteAudio", anna.user(), false);
        bert.more("anna", "audio", 10);
    }
}
