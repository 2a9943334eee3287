package dev.parley.server.metering;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.server.rooms.RoomEvent;
import dev.parley.server.rooms.RoomKey;
import dev.parley.server.rooms.RoomKind;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

class UsageFoldPropertyTest {

    private static final RoomKey ROOM = new RoomKey(20000001, RoomKind.STR, "r");
    private static final long START = 1_772_416_777_123L;

    @RepeatedTest(20)
    void countsAsASecondBySecondModelDoes() {
        Random random = new Random(Seeds.next(getClass()));
        for (int history = 0; history < 40; history++) {
            RandomRoom room = new RandomRoom(random, ROOM, START, 1 + random.nextInt(6));
            List<RoomEvent> events = room.events(150, 4000);
            long end = room.now() / 1000 + random.nextInt(100);
            for (boolean perStream : new boolean[] {false, true}) {
                TierRule rule = new TierRule(perStream, random.nextBoolean());
                SecondBySecond model = new SecondBySecond(rule);
                model.count(events, end);

                Map<Long, long[]> counted = fold(rule, events, end, random);

                assertThat(text(counted)).isEqualTo(text(model.minutes));
                assertInvariants(rule, counted, model);
            }
        }
    }

    /** Advancing between events, repeating them and cutting intervals anywhere must change nothing. */
    private static Map<Long, long[]> fold(TierRule rule, List<RoomEvent> events, long end, Random random) {
        Map<Long, long[]> minutes = new TreeMap<>();
        UsageFold fold = new UsageFold(
                rule,
                (minute, robot, tier, seconds) ->
                        minutes.computeIfAbsent(minute, m -> new long[12])[tier.column() + (robot ? 6 : 0)] += seconds);
        for (int i = 0; i < events.size(); i++) {
            assertThat(fold.apply(events.get(i))).isNotNull();
            if (random.nextInt(5) == 0 && !fold.sessions().isEmpty()) {
                assertThat(fold.apply(events.get(random.nextInt(i + 1)))).isNull();
            }
            if (random.nextInt(5) == 0) {
                fold.advance(fold.nextSecond());
            }
        }
        fold.advance(end - random.nextInt(30));
        fold.advance(end);
        return minutes;
    }

    /** MET-10. */
    private static void assertInvariants(TierRule rule, Map<Long, long[]> counted, SecondBySecond model) {
        long all = counted.values().stream().flatMapToLong(LongStream::of).sum();
        if (rule.perStream()) {
            assertThat(all).isGreaterThanOrEqualTo(model.sessionSeconds);
        } else {
            assertThat(all).isEqualTo(model.sessionSeconds);
        }
    }

    /** In both modes, whenever they are asked for, and with what those had who have left. */
    @RepeatedTest(10)
    void theSecondsOfSessionsAddUpToThoseOfTheRoom() {
        Random random = new Random(Seeds.next(getClass()));
        for (int history = 0; history < 40; history++) {
            RandomRoom room = new RandomRoom(random, ROOM, START, 1 + random.nextInt(6));
            long[] counted = new long[Tier.COUNT];
            EndedSessions ended = new EndedSessions();
            UsageFold fold = new UsageFold(
                    new TierRule(random.nextBoolean(), random.nextBoolean()),
                    (minute, robot, tier, seconds) -> counted[tier.column()] += seconds,
                    ended);
            for (RoomEvent event : room.events(150, 4000)) {
                fold.apply(event);
                long ahead = random.nextInt(3);
                long[] sums = ended.sums.clone();
                for (MeteredSession session : fold.sessions()) {
                    add(Objects.requireNonNull(fold.secondsOf(session.sessionId, fold.nextSecond() + ahead)), sums);
                }
                fold.advance(fold.nextSecond() + ahead);
                assertThat(sums).isEqualTo(counted);
            }
        }
    }

    private static void add(long[] seconds, long[] sums) {
        Arrays.setAll(sums, column -> sums[column] + seconds[column]);
    }

    private static final class EndedSessions implements UsageFold.Watcher {

        private final long[] sums = new long[Tier.COUNT];

        @Override
        public void changed(MeteredSession session, long second) {}

        @Override
        public void ended(MeteredSession session, long second) {
            add(session.secondsBefore(second), sums);
        }
    }

    /** The state told as events at any instant must go on as the original does; explanations begin with it. */
    @Test
    void aRoomsStateToldAsEventsGoesOnLikeTheRoom() {
        Random random = new Random(Seeds.next(getClass()));
        for (int history = 0; history < 300; history++) {
            RandomRoom room = new RandomRoom(random, ROOM, START, 4);
            List<RoomEvent> before = room.events(80, 3000);
            long hour = Math.floorDiv(room.now(), 3_600_000L) + 1;
            room.nextAt(hour * 3_600_000L);
            List<RoomEvent> after = room.events(60, 3000);
            long end = room.now() / 1000 + 10;
            TierRule rule = new TierRule(random.nextBoolean(), true);
            Map<Long, long[]> original = new TreeMap<>();
            Map<Long, long[]> retold = new TreeMap<>();
            UsageFold first = new UsageFold(rule, adder(original));
            UsageFold second = new UsageFold(rule, adder(retold));

            before.forEach(first::applyKept);
            first.advance(hour * 3600);
            original.clear();
            RoomState.asEvents(ROOM, first, hour).forEach(second::applyKept);
            for (RoomEvent event : after) {
                first.applyKept(event);
                second.applyKept(event);
            }
            first.advance(end);
            second.advance(end);

            assertThat(text(retold)).isEqualTo(text(original));
        }
    }

    private static SecondsSink adder(Map<Long, long[]> minutes) {
        return (minute, robot, tier, seconds) ->
                minutes.computeIfAbsent(minute, m -> new long[12])[tier.column() + (robot ? 6 : 0)] += seconds;
    }

    @Test
    void audioIsTheSameInBothModes() {
        Random random = new Random(Seeds.next(getClass()));
        for (int history = 0; history < 50; history++) {
            RandomRoom room = new RandomRoom(random, ROOM, START, 5);
            List<RoomEvent> events = room.events(120, 5000);
            long end = room.now() / 1000 + 10;

            assertThat(audio(fold(new TierRule(false, true), events, end, random)))
                    .isEqualTo(audio(fold(new TierRule(true, true), events, end, random)));
        }
    }

    private static long audio(Map<Long, long[]> counted) {
        return counted.values().stream().mapToLong(sums -> sums[0] + sums[6]).sum();
    }

    private static String text(Map<Long, long[]> counted) {
        StringBuilder text = new StringBuilder();
        counted.forEach((minute, sums) ->
                text.append(minute).append(' ').append(Arrays.toString(sums)).append('\n'));
        return text.toString();
    }
}
