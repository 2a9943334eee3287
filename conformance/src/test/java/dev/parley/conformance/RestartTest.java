package dev.parley.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What usage survives: a power cut loses at most a second of it, an orderly end nothing (MET-18). */
@ExtendWith(Stage.class)
@Tag("DescribeTrtcRoomUsage")
final class RestartTest {

    private static final int SIX_SECONDS_OF_FRAMES = 6 * 15;
    private static final long AT_MOST_LOST = 1;
    private static final long NOTICED_WITHIN = 1_000;

    @Test
    void aKilledServerLosesAtMostASecondOfEachSessionAndCountsNoneTwice(Browser browser, @TempDir Path data)
            throws IOException {
        Instant begin = Instant.now();
        String room = Rooms.unused("cut");
        try (RunningServer server = RunningServer.start(data, "--room-query-interval", "0");
                Participant anchor = browser.participant("anchor-cut");
                Participant viewer = browser.participant("viewer-cut")) {
            Stay stay = meet(server.endpoint(), room, anchor, viewer);
            Instants killed = server.kill();
            server.start();

            RoomUsage afterwards = RoomUsage.ask(server.endpoint(), begin, room);
            afterwards.mustShow(
                    Seconds.between(stay.picture(), killed).losing(AT_MOST_LOST),
                    stay.everybodyUntil(killed).losing(2 * AT_MOST_LOST));
            mustBeClosed(browser, server, begin, room, afterwards);
        }
    }

    @Test
    void anOrderlyEndLosesNothing(Browser browser, @TempDir Path data) throws IOException {
        Instant begin = Instant.now();
        String room = Rooms.unused("drain");
        try (RunningServer server = RunningServer.start(data, "--room-query-interval", "0");
                Participant anchor = browser.participant("anchor-drain");
                Participant viewer = browser.participant("viewer-drain")) {
            Stay stay = meet(server.endpoint(), room, anchor, viewer);
            Instants stopped = server.stop();
            assertThat(anchor.saidGoodbye()).isBetween(stopped.earliest(), stopped.latest() + NOTICED_WITHIN);
            assertThat(viewer.saidGoodbye()).isBetween(stopped.earliest(), stopped.latest() + NOTICED_WITHIN);
            server.start();

            RoomUsage afterwards = RoomUsage.ask(server.endpoint(), begin, room);
            afterwards.mustShow(Seconds.between(stay.picture(), stopped), stay.everybodyUntil(stopped));
            mustBeClosed(browser, server, begin, room, afterwards);
        }
    }

    private static Stay meet(Endpoint endpoint, String room, Participant anchor, Participant viewer) {
        anchor.publish(endpoint, room, Participant.Picture.HD_VP8);
        viewer.play(endpoint, room).watch(SIX_SECONDS_OF_FRAMES);
        return new Stay(anchor.entered(), viewer.entered(), viewer.firstPicture());
    }

    /** When the two came in, and when the viewer saw something. */
    private record Stay(Instants anchor, Instants viewer, Instants picture) {

        Seconds everybodyUntil(Instants end) {
            return Seconds.between(anchor, end).plus(Seconds.between(viewer, end));
        }
    }

    /** A session that went on would add a second every second, and its picture could still be played. */
    private static void mustBeClosed(
            Browser browser, RunningServer server, Instant begin, String room, RoomUsage settled) {
        await("usage stays as it is")
                .during(Duration.ofMillis(2_500))
                .atMost(Duration.ofSeconds(5))
                .pollInterval(Duration.ofMillis(500))
                .untilAsserted(() -> assertThat(RoomUsage.ask(server.endpoint(), begin, room))
                        .isEqualTo(settled));
        try (Participant late = browser.participant("late-" + room)) {
            assertThat(late.statusOfPlaying(server.endpoint(), room)).isEqualTo(409);
        }
    }
}
