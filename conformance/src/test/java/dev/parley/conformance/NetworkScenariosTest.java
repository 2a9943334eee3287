package dev.parley.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.conformance.Bill.Tier;
import dev.parley.conformance.Member.Picture;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Networks that go away and come back, pages that are closed, servers that restart (spec/10 §5.3, MET-11). */
@ExtendWith(Stage.class)
@Execution(ExecutionMode.SAME_THREAD)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@Tag("DescribeTrtcRoomUsage")
final class NetworkScenariosTest {

    /** Who is gone without a word, found out by a timer or at once (spec/10 §3.3). */
    private static final int TIMEOUT_LEAVE = 1;

    private static final long SUSPECTED_AFTER = 8_000;

    /** How long the client knows already that it is cut off: some seconds less than it is. */
    private static final Duration AWAY = Duration.ofSeconds(8);

    /** From 30 seconds on the client does not trust its peer connection any more (spec/10 §5.3). */
    private static final Duration AWAY_LONG = Duration.ofMillis(30_500);

    /** A source has stalled when nothing of it came for so long (MET-5). */
    private static final long STALL = 5_000;

    /** How much later than its timer the server may act, on a busy machine. */
    private static final long LATE = 2_000;

    /** Who sends sound has sent something in this time, on a busy machine too. */
    private static final long LAST_PACKET = 500;

    @Test
    @Order(1)
    @Execution(ExecutionMode.CONCURRENT)
    void whoIsBackAfterHalfAMinuteBeginsWithNewMediaAndNobodySeesIt(Browser browser, Endpoint endpoint)
            throws IOException {
        interrupt(browser, endpoint, AWAY_LONG, 2);
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void whoIsBackSoonGoesOnWithTheSameStay(Browser browser, Endpoint endpoint) throws IOException {
        interrupt(browser, endpoint, AWAY, 1);
    }

    private static void interrupt(Browser browser, Endpoint endpoint, Duration outage, int peerConnections)
            throws IOException {
        Instant begin = Instant.now();
        String room = Rooms.unused("outage");
        try (Relay relay = Relay.to(endpoint);
                Member anna = browser.member(endpoint, room, "anna");
                Member bert = browser.member(endpoint, room, "bert").behind(relay)) {
            anna.enter().publish(Picture.SD);
            bert.enter().publish(Picture.SD);
            Instants annaSees = annaReceives(anna, bert);
            bert.toldOf("remote-video-available", anna, "main");
            Instants bertSees = bert.receive("anna", "main", Picture.SD);
            anna.more("bert", "main", 5);

            Instants cut = relay.cut();
            Member.Told suspended = anna.toldOf("remote-video-unavailable", bert, "main");
            assertThat(suspended.at() - cut.earliest()).isBetween(SUSPECTED_AFTER - 500, SUSPECTED_AFTER + LATE);
            anna.toldOf("remote-audio-unavailable", bert);
            anna.call("sendCustomMessage", Map.of("cmdId", 1, "data", Map.of("bytes", "are you there?")));
            long noticed = bert.told("connection-state-changed", Map.of("state", "DISCONNECTED"))
                    .at();
            Clocks.awaitPassing(outage.minusMillis(System.currentTimeMillis() - noticed));
            Instants mended = relay.mend();

            bert.told("custom-message", Map.of("userId", "anna", "data", "are you there?"));
            Instants bertSeesAgain = mended.until(bert.more("anna", "main", 1));
            Instants annaSeesAgain = annaReceives(anna, bert);
            anna.more("bert", "main", 10);
            bert.more("anna", "main", 10);
            assertThat(bert.stays()).as("ways in").startsWith("entered", "resumed");
            assertThat(bert.stays().stream().skip(1)).as("ways back").containsOnly("resumed");
            assertThat(bert.peerConnections()).isEqualTo(peerConnections);
            assertThat(anna.everTold("remote-user-exit")).isEmpty();

            Instants bertLeft = bert.leave();
            new Bill()
                    .stay(anna.entered(), anna.leave())
                    .stay(bert.entered(), bertLeft)
                    .picture(Tier.SD, bertSees, lostAfter(cut, SUSPECTED_AFTER))
                    .picture(Tier.SD, annaSees, later(cut, STALL))
                    .picture(Tier.SD, bertSeesAgain, bertLeft)
                    .picture(Tier.SD, annaSeesAgain, bertLeft)
                    .mustBeCharged(endpoint, begin, room);
        }
    }

    private static Instants annaReceives(Member anna, Member other) {
        anna.toldOf("remote-video-available", other, "main");
        return anna.receive(other.user(), "main", Picture.SD);
    }

    /**
     * When a receiver's pictures end: with the last packet that came of it (MET-11), unless those seconds were counted
     * before its silence was long enough to be noticed, for counted seconds stay (MET-19).
     */
    private static Instants lostAfter(Instants cut, long suspectedAfter) {
        return new Instants(cut.earliest() - LAST_PACKET, cut.latest() + suspectedAfter + LATE);
    }

    /** A timer that began with the last packet before a cut; the server looks at its timers now and then. */
    private static Instants later(Instants cut, long timer) {
        return new Instants(cut.earliest() - LAST_PACKET + timer, cut.latest() + timer + LATE);
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void whoIsAwayTooLongIsRemovedAndEntersAnewByItself(Browser browser, @TempDir Path data) throws IOException {
        Instant begin = Instant.now();
        String room = Rooms.unused("away");
        long timeout = 5_000;
        long suspectedAfter = 2_000;
        try (RunningServer server = RunningServer.start(
                        data,
                        "--room-query-interval",
                        "0",
                        "--set",
                        "rooms.user-timeout=5s",
                        "--set",
                        "rooms.suspect-after=2s");
                Relay ofBert = Relay.to(server.endpoint());
                Relay ofCarl = Relay.to(server.endpoint());
                Member anna = browser.member(server.endpoint(), room, "anna");
                Member bert = browser.member(server.endpoint(), room, "bert").behind(ofBert);
                Member carl = browser.member(server.endpoint(), room, "carl").behind(ofCarl)) {
            anna.enter().publish(Picture.SD);
            bert.enter().publish(Picture.SD);
            carl.enter().call("startLocalAudio");
            bert.toldOf("remote-video-available", anna, "main");
            Instants bertSees = bert.receive("anna", "main", Picture.SD);
            Instants annaSees = annaReceives(anna, bert);
            anna.toldOf("remote-user-enter", bert);
            anna.toldOf("remote-audio-available", carl);
            anna.more("carl", "audio", 10);

            Instants carlCut = ofCarl.cut();
            Instants bertCut = ofBert.cut();
            anna.toldOf("remote-video-unavailable", bert, "main");
            for (Member gone : List.of(carl, bert)) {
                Member.Told left = anna.told("remote-user-exit", Map.of("userId", gone.user()));
                assertThat(left.payload().required("reason").asInt()).isEqualTo(TIMEOUT_LEAVE);
                assertThat(left.at() - carlCut.earliest()).isBetween(timeout - 500, timeout + LATE);
            }
            Instants mended = ofBert.mend();

            anna.told("remote-user-enter", Map.of("userId", "bert"));
            Instants annaSeesAgain = annaReceives(anna, bert);
            anna.more("bert", "main", 10);
            Instants entered = bert.nextStay(2, mended.earliest());
            assertThat(bert.stays()).as("ways in").containsExactly("entered", "entered");
            // What was received and published comes back without a word of the application.
            Instants bertSeesAgain = entered.until(bert.more("anna", "main", 1));
            bert.more("anna", "audio", 10);
            Instants bertLeft = bert.leave();
            new Bill()
                    .stay(anna.entered(), anna.leave())
                    .stay(bert.entered(), later(bertCut, timeout))
                    .stay(carl.entered(), later(carlCut, timeout))
                    .stay(entered, bertLeft)
                    .picture(Tier.SD, bertSees, lostAfter(bertCut, suspectedAfter))
                    // Bert is suspected before his picture has stalled; Anna's client lets go of it then.
                    .picture(Tier.SD, annaSees, later(bertCut, suspectedAfter))
                    .picture(Tier.SD, annaSeesAgain, bertLeft)
                    .picture(Tier.SD, bertSeesAgain, bertLeft)
                    .mustBeCharged(server.endpoint(), begin, room);
        }
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void aRestartOfTheServerIsAnInterruptionOfTheTalk(Browser browser, @TempDir Path data) throws IOException {
        Instant begin = Instant.now();
        String room = Rooms.unused("restart");
        try (RunningServer server = RunningServer.start(data, "--room-query-interval", "0");
                Relay relay = Relay.to(server.endpoint());
                Member anna = browser.member(server.endpoint(), room, "anna").signallingThrough(relay);
                Member bert = browser.member(server.endpoint(), room, "bert").signallingThrough(relay)) {
            anna.enter().publish(Picture.SD);
            bert.with("autoReceiveVideo", true).enter();
            Instants seen = bert.entered().until(bert.more("anna", "main", 1));
            Instants stopped = server.stop();
            server.start();
            relay.leadTo(server.endpoint());
            long started = System.currentTimeMillis();

            Instants annaBack = anna.nextStay(2, started);
            Instants bertBack = bert.nextStay(2, started);
            Instants seenAgain = bertBack.until(bert.more("anna", "main", 1));
            bert.more("anna", "main", 10);
            assertThat(anna.stays()).as("ways in").containsExactly("entered", "entered");
            assertThat(bert.stays()).as("ways in").containsExactly("entered", "entered");
            Instants bertLeft = bert.leave();
            new Bill()
                    .stay(anna.entered(), stopped)
                    .stay(bert.entered(), stopped)
                    .stay(annaBack, anna.leave())
                    .stay(bertBack, bertLeft)
                    .picture(Tier.SD, seen, stopped)
                    .picture(Tier.SD, seenAgain, bertLeft)
                    .mustBeCharged(server.endpoint(), begin, room);
        }
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void whoClosesThePageIsGoneAtOnce(Browser browser, Endpoint endpoint) {
        Instant begin = Instant.now();
        String room = Rooms.unused("tab");
        try (Member bert = browser.member(endpoint, room, "bert").enter();
                Member anna = browser.member(endpoint, room, "anna").enter()) {
            anna.call("startLocalVideo", Map.of("option", Picture.SD.option()));
            bert.toldOf("remote-video-available", anna, "main");
            Instants seen = bert.receive("anna", "main", Picture.SD);
            bert.more("anna", "main", 10);
            long closing = System.currentTimeMillis();
            anna.closePage();
            Member.Told left = bert.told("remote-user-exit", Map.of("userId", "anna", "reason", TIMEOUT_LEAVE));
            Instants closed = new Instants(closing, left.at());
            assertThat(closed.latest() - closed.earliest()).isLessThan(LATE);
            new Bill()
                    .stay(bert.entered(), bert.leave())
                    .stay(anna.entered(), closed)
                    .picture(Tier.SD, seen, closed)
                    .mustBeCharged(endpoint, begin, room);
        }
    }
}
