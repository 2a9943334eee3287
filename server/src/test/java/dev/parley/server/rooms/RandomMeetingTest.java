package dev.parley.server.rooms;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.server.config.RoomsSettings;
import dev.parley.server.config.Settings;
import dev.parley.server.metering.Seeds;
import dev.parley.server.metering.Tier;
import dev.parley.server.metering.TierRule;
import dev.parley.server.metering.UsageFold;
import dev.parley.server.rooms.Guest.Received;
import dev.parley.server.rooms.RoomModel.Member;
import dev.parley.server.rooms.RoomModel.Published;
import dev.parley.server.rooms.Seat.View;
import dev.parley.server.rooms.Seat.Wanted;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.RepeatedTest;

/**
 * Random meetings of up to nine of twelve users through all three doors, with real transports and packets, on one
 * worker or with players spread over up to three. After every step what each participant was told, what the room says
 * and an independent model agree; so do the room's events, the packets that arrive and the seconds that are counted.
 */
class RandomMeetingTest {

    private static final int ACTS = 120;
    private static final long STEP_MILLIS = 100;

    /** The room looks for silence every 200 ms, and this test looks at the room every 100 ms. */
    private static final long NOTICE_MILLIS = 300;

    private static final RoomsSettings SETTINGS = Settings.defaultsBut(Map.of(
                    "rooms.call-capacity", "9",
                    "rooms.live-capacity", "9",
                    "rooms.players-per-worker", "1",
                    "rooms.publishers", "5"))
            .rooms();

    /** Packets over all meetings of a run: a meeting of people who say nothing proves little. */
    private static final LongAdder LOOKED_AT = new LongAdder();

    private final long seed = Seeds.next(getClass());
    private final Random random = new Random(seed);
    private final RoomScene scene = new RoomScene(() -> SETTINGS, new Random(seed + 1), 1 + random.nextInt(3));
    private final RoomModel model = new RoomModel(SETTINGS);
    private final RandomMeeting meeting = new RandomMeeting(scene, model, random);
    private final JournalAudit audit = new JournalAudit();
    private final CountedByHand byHand = new CountedByHand();
    private final Map<String, Long> deserted = new HashMap<>();
    private int read;
    private int steps;

    @RepeatedTest(8)
    void everyViewOfAMeetingIsTheSame() {
        try {
            scene.worker.run(1_000 - scene.worker.now() % 1_000);
            for (int early = 0; early < 5; early++) {
                meeting.enter();
            }
            for (int act = 0; act < ACTS; act++) {
                meeting.act();
                check();
                letTimePass();
            }
            end();
        } catch (AssertionError | RuntimeException broken) {
            meeting.acts().forEach(System.out::println);
            throw new AssertionError("seed " + seed + " at " + scene.worker.now(), broken);
        }
        assertCounted();
        LOOKED_AT.add(meeting.watch.packets());
    }

    @AfterAll
    static void packetsWereLookedAt() {
        assertThat(LOOKED_AT.sum()).isPositive();
    }

    private void letTimePass() {
        boolean empty = model.members.isEmpty();
        if (empty && model.family() != null && random.nextBoolean()) {
            scene.worker.jump(random.nextBoolean() ? 599_000 : 601_000);
            model.timeIs(scene.worker.now());
            return;
        }
        int dice = empty ? 0 : random.nextInt(60);
        int most = dice == 59 ? 920 : dice == 58 ? 320 : dice > 53 ? 100 : 12;
        for (int step = 1 + random.nextInt(most); step > 0; step--) {
            pass();
        }
    }

    /** Everybody sends, a key frame every half second; the end of a second is looked at just before it is over. */
    private void pass() {
        boolean keyFrame = steps++ % 5 == 0;
        meeting.guests.values().forEach(guest -> guest.send(keyFrame));
        scene.worker.run(STEP_MILLIS - SimulatedWorker.STEP_MILLIS);
        check();
        long now = scene.worker.now();
        if (now % 1_000 == 1_000 - SimulatedWorker.STEP_MILLIS) {
            model.members.values().forEach(member -> byHand.note(now / 1_000, member.session, area(member)));
        }
        scene.worker.run(SimulatedWorker.STEP_MILLIS);
        check();
        meeting.watch.insist(scene.worker.now());
    }

    private long area(Member member) {
        return member.lost ? -1 : meeting.watch.area(member.session);
    }

    /** What arrived was allowed when it was sent; then what the events say is taken in and compared. */
    private void check() {
        for (Guest guest : List.copyOf(meeting.guests.values())) {
            List<Received> received = guest.takeReceived();
            received.forEach(packet -> meeting.watch.receive(meeting.member(guest), packet));
        }
        for (; read < scene.events.size(); read++) {
            long before = audit.timestamp();
            audit.read(scene.events.get(read));
            take(scene.events.get(read), before);
        }
        long now = scene.worker.now();
        meeting.watch.settle(now, audit.flows());
        assertThat(meeting.watch.flows()).isEqualTo(audit.flows());
        assertNobodyIsOverdue(now);
        compareEvents();
        compareViews();
    }

    /** Events that no act explains: silence, returns, and those the room sends home. */
    private void take(RoomEvent event, long before) {
        long at = event.stamp().timestamp();
        switch (event) {
            case RoomEvent.ConnectionLost e -> {
                Member member = Objects.requireNonNull(model.ofSession(e.sessionId()));
                long proof = guest(member).lastProof();
                assertThat(silence(member)).isBetween(8_000L, 8_000 + NOTICE_MILLIS);
                assertThat(at).isEqualTo(Math.max(proof, before));
                member.lost = true;
                byHand.lost(e.sessionId(), at);
            }
            case RoomEvent.ConnectionRecovered e -> {
                Member member = Objects.requireNonNull(model.ofSession(e.sessionId()));
                assertThat(silence(member)).isLessThan(8_000);
                member.lost = false;
            }
            case RoomEvent.Exited e -> exited(e, before);
            default -> {}
        }
    }

    private void exited(RoomEvent.Exited exit, long before) {
        byHand.gone(exit.sessionId(), exit.stamp().timestamp());
        Member member = model.ofSession(exit.sessionId());
        if (member == null) {
            return; // an act has sent it home
        }
        long now = scene.worker.now();
        long at = exit.stamp().timestamp();
        if (exit.reason() == ExitReason.TIMEOUT) {
            assertThat(at).isEqualTo(Math.max(before, guest(member).lastProof() + timeout(member)));
            assertThat(now - at).isBetween(0L, NOTICE_MILLIS);
        } else {
            assertThat(exit.reason()).isEqualTo(ExitReason.NORMAL);
            assertThat(member.door).isEqualTo(Door.WHEP);
            assertThat(at - deserted.getOrDefault(member.session, Long.MAX_VALUE))
                    .isBetween(10_000 - NOTICE_MILLIS, 10_000 + NOTICE_MILLIS); // it may have been noticed late
        }
        Guest guest = guest(member);
        assertThat(guest.ended()).isEqualTo(guest.isSeated() ? exit.reason() : null);
        model.leave(member, now);
        meeting.forget(member.user);
    }

    private Guest guest(Member member) {
        return Objects.requireNonNull(meeting.guests.get(member.user));
    }

    private long silence(Member member) {
        return scene.worker.now() - guest(member).lastProof();
    }

    private static long timeout(Member member) {
        return member.door.timeout(SETTINGS).toMillis();
    }

    private void assertNobodyIsOverdue(long now) {
        for (Member member : model.members.values()) {
            assertThat(silence(member)).as(member.user).isLessThan(timeout(member) + NOTICE_MILLIS);
            if (silence(member) >= 8_000 + NOTICE_MILLIS) {
                assertThat(member.lost).as(member.user).isTrue();
            }
            noteDeserted(member, now);
            assertThat(now - deserted.getOrDefault(member.session, now)).isLessThan(10_000 + NOTICE_MILLIS);
        }
    }

    /** Since when nobody publishes anything for a player (spec/15). */
    private void noteDeserted(Member member, long now) {
        if (member.door == Door.WHEP) {
            String played = member.subscriptions.keySet().iterator().next().userId();
            Member publisher = model.member(played);
            if (publisher == null || publisher.published.isEmpty()) {
                deserted.putIfAbsent(member.session, now);
            } else {
                deserted.remove(member.session);
            }
        }
    }

    /** The events tell the same sessions, pictures and subscriptions as the model. */
    private void compareEvents() {
        assertThat(audit.present.keySet())
                .isEqualTo(model.members.values().stream()
                        .map(member -> member.session)
                        .collect(Collectors.toSet()));
        for (Member member : model.members.values()) {
            JournalAudit.Attendance told = Objects.requireNonNull(audit.present.get(member.session));
            assertThat(told.user).isEqualTo(member.user);
            assertThat(told.role).isEqualTo(member.role);
            assertThat(told.lost).isEqualTo(member.lost);
            assertThat(told.published).as(member.user).isEqualTo(published(member));
            assertThat(told.flows.keySet()).as(member.user).isEqualTo(pictures(member));
        }
        assertThat(audit.instances()).isEqualTo(model.instance());
    }

    private Map<Source, Set<Layer>> published(Member member) {
        Map<Source, Set<Layer>> published = new EnumMap<>(Source.class);
        for (StreamType type : member.published.keySet()) {
            Published open = model.open(member.user, type);
            Source source = type.source();
            if (open != null && source != null) {
                published.put(source, open.layered() ? EnumSet.allOf(Layer.class) : EnumSet.of(Layer.BIG));
            }
        }
        return published;
    }

    private static Set<Wanted> pictures(Member member) {
        return member.subscriptions.keySet().stream()
                .filter(wanted -> wanted.type() != StreamType.AUDIO)
                .collect(Collectors.toSet());
    }

    /** What each was told, what the room says, and what the model says. */
    private void compareViews() {
        String commId = null;
        for (Guest guest : meeting.guests.values()) {
            if (guest.isSeated()) {
                Member member = meeting.member(guest);
                View view = guest.peek();
                assertThat(guest.seen()).as(guest.user).isEqualTo(model.seenBy(member));
                assertThat(view.users())
                        .containsExactlyInAnyOrderElementsOf(guest.seen().values());
                assertThat(view.role()).isEqualTo(member.role);
                assertThat(view.rights()).isEqualTo(member.rights);
                assertThat(view.family()).isEqualTo(model.family());
                assertThat(view.audioBlocked()).isEqualTo(model.isBlocked(guest.user, StreamType.AUDIO));
                assertThat(view.videoBlocked()).isEqualTo(model.isBlocked(guest.user, StreamType.MAIN));
                assertThat(same(commId, view.commId())).isTrue();
                commId = view.commId();
            }
        }
    }

    private static boolean same(@Nullable String known, String commId) {
        return known == null || known.equals(commId);
    }

    private void end() {
        scene.rooms.stop();
        scene.worker.run(0);
        model.dismiss();
        for (Guest guest : List.copyOf(meeting.guests.values())) {
            assertThat(guest.ended()).isEqualTo(guest.isSeated() ? ExitReason.SERVER_STOPPED : null);
            meeting.forget(guest.user);
        }
        check();
        assertThat(scene.worker.openTransports()).isZero();
    }

    private void assertCounted() {
        Map<Tier, Long> counted = new EnumMap<>(Tier.class);
        UsageFold fold = new UsageFold(
                new TierRule(false, true), (minute, robot, tier, seconds) -> counted.merge(tier, seconds, Long::sum));
        audit.all().forEach(fold::apply);
        fold.advance(scene.worker.now() / 1_000 + 1);
        counted.values().removeIf(seconds -> seconds == 0);
        assertThat(counted).isEqualTo(byHand.sums());
    }
}
