package dev.parley.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.conformance.Bill.Tier;
import dev.parley.conformance.Member.Picture;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** How people end up outside who did not leave: replaced, removed, dismissed (spec/10 §3.3 and §4, spec/11). */
@ExtendWith(Stage.class)
@Execution(ExecutionMode.SAME_THREAD)
@Tag("DescribeTrtcRoomUsage")
final class RemovalScenariosTest {

    private static final int KICK = 2;
    private static final int GONE = 404;
    private static final long TOLD_WITHIN = 2_000;

    /** SD alone, and together with another one. */
    private static final Participant.Picture PUSHED = new Participant.Picture("video/H264", 320, 240);

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void whoEntersTwiceIsInTheRoomOnceAndTheLaterOneStays(Browser browser, Endpoint endpoint) {
        Instant begin = Instant.now();
        String room = Rooms.unused("twin");
        try (Member bert = browser.member(endpoint, room, "bert").enter();
                Member first = browser.member(endpoint, room, "anna on one", "anna");
                Member second = browser.member(endpoint, room, "anna on two", "anna")) {
            first.enter();
            first.call("startLocalVideo", Map.of("option", Picture.SD.option()));
            bert.toldOf("remote-user-enter", first);
            bert.toldOf("remote-video-available", first, "main");
            Instants seen = bert.receive("anna", "main", Picture.SD);
            second.enter();
            Instants replaced = second.entered();
            first.told("kicked-out", Map.of("reason", "kick"));
            bert.told("remote-user-exit", Map.of("userId", "anna", "reason", KICK));
            bert.toldOf("remote-user-enter", second);
            assertThat(second.commId()).as("the same room goes on").isEqualTo(first.commId());
            first.call("exitRoom");
            second.call("startLocalVideo", Map.of("option", Picture.SD.option()));
            bert.toldOf("remote-video-available", second, "main");
            Instants seenAgain = bert.receive("anna", "main", Picture.SD);

            Instants bertLeft = bert.leave();
            new Bill()
                    .stay(bert.entered(), bertLeft)
                    .stay(first.entered(), second.leave())
                    .picture(Tier.SD, seen, replaced)
                    .picture(Tier.SD, seenAgain, bertLeft)
                    .mustBeCharged(endpoint, begin, room);
        }
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void theRemovedAreToldAndMayComeBackAtOnce(Browser browser, Endpoint endpoint) {
        Instant begin = Instant.now();
        String room = Rooms.unused("remove");
        try (Member anna = browser.member(endpoint, room, "anna");
                Member bert = browser.member(endpoint, room, "bert");
                Participant pusher = browser.participant(room + "-pusher", "pusher");
                Participant viewer = browser.participant(room + "-viewer", "viewer");
                Participant pusherAgain = browser.participant(room + "-pusher-again", "pusher")) {
            anna.enter();
            bert.enter();
            pusher.publish(endpoint, room, PUSHED);
            viewer.play(endpoint, room).watch(5);
            Instants seen = viewer.firstPicture();
            Instants removed = new RoomManagement(endpoint, room).remove("bert", "pusher", "viewer");

            Member.Told banned = bert.told("kicked-out", Map.of("reason", "banned"));
            for (long told : new long[] {banned.at(), pusher.saidGoodbye(), viewer.saidGoodbye()}) {
                assertThat(told).isBetween(removed.earliest(), removed.latest() + TOLD_WITHIN);
            }
            for (String gone : new String[] {"bert", "pusher", "viewer"}) {
                anna.told("remote-user-enter", Map.of("userId", gone));
                anna.told("remote-user-exit", Map.of("userId", gone, "reason", KICK));
            }
            assertThat(pusher.statusOfLeaving()).isEqualTo(GONE);
            assertThat(viewer.statusOfLeaving()).isEqualTo(GONE);
            Bill bill = new Bill()
                    .stay(bert.entered(), removed)
                    .stay(pusher.entered(), removed)
                    .stay(viewer.entered(), removed)
                    .picture(Tier.SD, seen, removed);

            bert.call("exitRoom");
            bert.enter().toldOf("remote-user-enter", anna);
            anna.toldOf("remote-user-enter", bert);
            pusherAgain.publish(endpoint, room, PUSHED);
            bert.told("remote-video-available", Map.of("userId", "pusher", "streamType", "main"));
            bill.stay(pusherAgain.entered(), pusherAgain.leave())
                    .stay(bert.entered(), bert.leave())
                    .stay(anna.entered(), anna.leave())
                    .mustBeCharged(endpoint, begin, room);
        }
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void aDismissedRoomIsOverForEverybodyAndTheNextOneIsAnother(Browser browser, Endpoint endpoint) {
        Instant begin = Instant.now();
        String room = Rooms.unused("dismiss");
        try (Member anna = browser.member(endpoint, room, "anna");
                Participant pusher = browser.participant(room + "-pusher", "pusher");
                Participant viewer = browser.participant(room + "-viewer", "viewer")) {
            anna.enter();
            pusher.publish(endpoint, room, PUSHED);
            viewer.play(endpoint, room).watch(5);
            anna.told("remote-video-available", Map.of("userId", "pusher", "streamType", "main"));
            Instants seenByAnna = anna.receive("pusher", "main", Picture.SD);
            String earlier = anna.commId();
            Instants dismissed = new RoomManagement(endpoint, room).dismiss();

            Member.Told disbanded = anna.told("kicked-out", Map.of("reason", "room_disband"));
            for (long told : new long[] {disbanded.at(), pusher.saidGoodbye(), viewer.saidGoodbye()}) {
                assertThat(told).isBetween(dismissed.earliest(), dismissed.latest() + TOLD_WITHIN);
            }
            Bill bill = new Bill()
                    .stay(anna.entered(), dismissed)
                    .stay(pusher.entered(), dismissed)
                    .stay(viewer.entered(), dismissed)
                    .picture(Tier.SD, seenByAnna, dismissed)
                    .picture(Tier.SD, viewer.firstPicture(), dismissed);

            anna.enter();
            assertThat(anna.commId()).as("another room of that name").isNotEqualTo(earlier);
            bill.stay(anna.entered(), anna.leave()).mustBeCharged(endpoint, begin, room);
        }
    }
}
