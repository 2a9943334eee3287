package dev.parley.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

/** The founding question as its users ask it: people meet in browsers, then every official SDK is told the seconds. */
@ExtendWith(Stage.class)
@Tag("DescribeTrtcRoomUsage")
final class RoomUsageTest {

    private static final int FIFTEEN_SECONDS_OF_FRAMES = 15 * 15;
    private static final int FIVE_SECONDS_OF_SOUND = 5 * 50;

    @Test
    void everyOfficialSdkIsToldTheSameSecondsOfAMeetingInBrowsers(Browser browser, Endpoint endpoint) {
        Instant begin = Instant.now();
        String room = Rooms.unused("meeting");
        Meeting meeting = meet(browser, endpoint, room, begin);

        UsageQuery query = UsageQuery.from(endpoint.sdkAppId(), begin, Duration.ofHours(1));
        Map<String, String> answers = askEverySdk(endpoint, query);
        String first = answers.values().iterator().next();
        assertThat(answers).allSatisfy((sdk, csv) -> assertThat(csv).as(sdk).isEqualTo(first));
        RoomUsage.of(first, room).mustBe(meeting.sound(), meeting.picture());
        assertThat(meeting.picture().most() - meeting.picture().least())
                .as("the measure itself is sharp: %s", meeting)
                .isLessThanOrEqualTo(3);
    }

    private static Meeting meet(Browser browser, Endpoint endpoint, String room, Instant begin) {
        try (Participant anchor = browser.participant("anchor");
                Participant viewer = browser.participant("viewer");
                Participant listener = browser.participant("listener")) {
            anchor.publish(endpoint, room, Participant.Picture.HD_VP8);
            viewer.play(endpoint, room);
            listener.listen(endpoint, room);
            mustSeeAndHear(viewer, listener);

            Instants picture = viewer.firstPicture();
            Seconds unseen = Seconds.between(viewer.entered(), picture);
            long before = System.currentTimeMillis();
            RoomUsage soFar = RoomUsage.ask(endpoint, begin, room);
            Instants asked = new Instants(before, System.currentTimeMillis());
            Seconds sound = Seconds.between(anchor.entered(), asked).plus(Seconds.between(listener.entered(), asked));
            soFar.mustBe(sound.plus(unseen), Seconds.between(picture, asked));

            Instants listenerLeft = listener.leave();
            Seconds seen = Seconds.between(picture, viewer.leave());
            Seconds heard = Seconds.between(listener.entered(), listenerLeft);
            Seconds sent = Seconds.between(anchor.entered(), anchor.leave());
            return new Meeting(sent.plus(heard).plus(unseen), seen);
        }
    }

    private static void mustSeeAndHear(Participant viewer, Participant listener) {
        JsonNode heard = listener.hear(FIVE_SECONDS_OF_SOUND);
        assertThat(heard.at("/inboundAudio/totalAudioEnergy").asDouble()).isPositive();
        assertThat(heard.has("inboundVideo"))
                .as("the listener receives no video")
                .isFalse();
        JsonNode watched = viewer.watch(FIFTEEN_SECONDS_OF_FRAMES);
        assertThat(watched.at("/inboundVideo/frameWidth").asInt()).isEqualTo(1_280);
        assertThat(watched.at("/inboundVideo/frameHeight").asInt()).isEqualTo(720);
        assertThat(watched.at("/inboundAudio/totalAudioEnergy").asDouble()).isPositive();
    }

    private static Map<String, String> askEverySdk(Endpoint endpoint, UsageQuery query) {
        Map<String, String> answers = new LinkedHashMap<>();
        for (NodeSdk sdk : NodeSdk.values()) {
            answers.put("Node " + sdk, sdk.describe(endpoint, query).csv());
            answers.put(
                    "Node " + sdk + " by GET",
                    sdk.describeByGet(endpoint, query).csv());
        }
        for (Endpoint name : hostNames(endpoint)) {
            for (JavaSdk sdk : JavaSdk.values()) {
                answers.put(
                        "Java " + sdk + " at " + name.address(),
                        sdk.describe(name, query).csv());
            }
            answers.put(
                    "Java call() at " + name.address(),
                    JavaSdk.call(name, UsageQuery.ACTION, query.json()).csv());
        }
        return answers;
    }

    /** SDKs sign the host name and the service they guess from it; a number and a name differ (spec/02 §3). */
    private static List<Endpoint> hostNames(Endpoint endpoint) {
        List<Endpoint> names = new ArrayList<>(List.of(endpoint));
        if (endpoint.address().getHost().equals("127.0.0.1")) {
            names.add(endpoint.withHost("localhost"));
        }
        return names;
    }

    /** What a meeting must have cost, by its participants' own clocks. */
    private record Meeting(Seconds sound, Seconds picture) {}
}
