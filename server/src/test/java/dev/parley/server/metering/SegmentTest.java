package dev.parley.server.metering;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.server.rooms.RoomKey;
import dev.parley.server.rooms.RoomKind;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class SegmentTest {

    private static final long HOUR = 492_338;
    private static final String[] IDS = {
        "", "1", "12", "12345678", "123456789", "a", "b c", "\u00e9t\u00e9", "room-1", "z"
    };

    private final Random random = new Random(Seeds.next(SegmentTest.class));

    @Test
    void answersEveryRangeOfMinutesAsItWasWritten() {
        for (int round = 0; round < 50; round++) {
            Map<RoomKey, long[][]> rooms = randomRooms();
            HourlySegment segment = new HourlySegment(1, HOUR, write(rooms));
            int from = random.nextInt(61);
            int to = from + random.nextInt(61 - from);
            boolean robots = random.nextBoolean();

            assertThat(answer(List.of(segment), from, to, robots)).isEqualTo(expected(rooms, from, to, robots));
            assertThat(answer(List.of(segment), -5, 65, robots)).isEqualTo(expected(rooms, 0, 60, robots));
        }
    }

    @Test
    void mergingIsAdditionInAnyOrder() {
        for (int round = 0; round < 30; round++) {
            List<Map<RoomKey, long[][]>> parts = new ArrayList<>();
            Map<RoomKey, long[][]> sum = new TreeMap<>(RoomOrder.INSTANCE);
            for (int i = random.nextInt(6); i >= 0; i--) {
                Map<RoomKey, long[][]> part = randomRooms();
                parts.add(part);
                part.forEach((room, minutes) -> add(sum.computeIfAbsent(room, r -> new long[12][60]), minutes));
            }
            List<Segment> segments =
                    new ArrayList<>(parts.stream().map(SegmentTest::write).toList());
            Segment direct = write(sum);
            Collections.shuffle(segments, random);
            Segment left = SegmentMerge.compact(segments.subList(0, segments.size() / 2));
            Segment right = SegmentMerge.compact(segments.subList(segments.size() / 2, segments.size()));

            assertSame(SegmentMerge.compact(segments), direct);
            assertSame(SegmentMerge.compact(List.of(right, left)), direct);
        }
    }

    @Test
    void everyFlippedBitIsNoticed() {
        Segment segment = write(randomRooms());
        for (int round = 0; round < 500; round++) {
            byte[] head = segment.head().clone();
            byte[] body = segment.body().clone();
            byte[] damaged = random.nextBoolean() ? head : body;
            damaged[random.nextInt(damaged.length)] ^= (byte) (1 << random.nextInt(8));

            assertThatThrownBy(() -> SegmentMerge.compact(List.of(new Segment(head, body))))
                    .isInstanceOf(CorruptSegmentException.class);
        }
    }

    @Test
    void aCutSegmentIsNoticed() {
        Segment segment = write(randomRooms());
        for (int length = 0; length < segment.head().length; length++) {
            byte[] cut = Arrays.copyOf(segment.head(), length);
            assertThatThrownBy(() -> SegmentCursor.wholeHour(cut)).isInstanceOf(CorruptSegmentException.class);
        }
    }

    @Test
    void aBatchComesBackAsItWent() {
        RoomKey room = new RoomKey(7, RoomKind.STR, "x,\u00e9");
        BatchBody body = new BatchBody(
                1_772_416_710,
                List.of(new HourlySegment(7, HOUR, write(randomRooms()))),
                List.of(new EventChunk(room, HOUR, new byte[] {1, 2, 3})));

        BatchBody read = BatchBody.of(body.toBytes());

        assertThat(read).usingRecursiveComparison().isEqualTo(body);
    }

    private Map<RoomKey, long[][]> randomRooms() {
        Map<RoomKey, long[][]> rooms = new TreeMap<>(RoomOrder.INSTANCE);
        for (int i = random.nextInt(20); i >= 0; i--) {
            RoomKind kind = random.nextBoolean() ? RoomKind.INT : RoomKind.STR;
            long[][] minutes = new long[12][60];
            for (int run = random.nextInt(8); run >= 0; run--) {
                int start = random.nextInt(60);
                int end = start + 1 + random.nextInt(60 - start);
                long seconds = random.nextInt(5) == 0 ? random.nextInt(10_000_000) : random.nextInt(61);
                Arrays.fill(minutes[random.nextInt(12)], start, end, seconds);
            }
            minutes[0][0]++;
            rooms.put(new RoomKey(1, kind, IDS[random.nextInt(IDS.length)]), minutes);
        }
        return rooms;
    }

    private static Segment write(Map<RoomKey, long[][]> rooms) {
        SegmentWriter writer = new SegmentWriter();
        rooms.forEach((room, minutes) -> {
            byte[] id = room.id().getBytes(StandardCharsets.UTF_8);
            writer.add(room.kind() == RoomKind.STR, id, 0, id.length, minutes);
        });
        return writer.finish();
    }

    private static void add(long[][] sum, long[][] minutes) {
        for (int column = 0; column < 12; column++) {
            for (int minute = 0; minute < 60; minute++) {
                sum[column][minute] += minutes[column][minute];
            }
        }
    }

    private static String answer(List<HourlySegment> segments, int from, int to, boolean robots) {
        StringBuilder text = new StringBuilder();
        List<SegmentCursor> cursors = segments.stream()
                .map(segment -> segment.cursor(HOUR * 60 + from, HOUR * 60 + to))
                .toList();
        SegmentMerge.sum(cursors, robots, (kind, id, seconds) -> {
            text.append(kind);
            new RoomUsageCsv(text).room(kind, id, seconds);
        });
        return text.toString();
    }

    private static String expected(Map<RoomKey, long[][]> rooms, int from, int to, boolean robots) {
        StringBuilder text = new StringBuilder();
        rooms.forEach((room, minutes) -> {
            long[] row = new long[6];
            for (int column = 0; column < (robots ? 12 : 6); column++) {
                for (int minute = from; minute < to; minute++) {
                    row[column % 6] += minutes[column][minute];
                }
            }
            if (Arrays.stream(row).sum() > 0) {
                text.append(room.kind());
                new RoomUsageCsv(text).room(room.kind(), room.id(), row);
            }
        });
        return text.toString();
    }

    private static void assertSame(Segment actual, Segment expected) {
        assertThat(actual.head()).isEqualTo(expected.head());
        assertThat(actual.body()).isEqualTo(expected.body());
    }
}
