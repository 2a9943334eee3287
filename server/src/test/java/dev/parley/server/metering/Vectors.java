package dev.parley.server.metering;

import dev.parley.server.config.MeteringSettings;
import dev.parley.server.config.MeteringSettings.Mode;
import dev.parley.server.rooms.Layer;
import dev.parley.server.rooms.RoomEvent;
import dev.parley.server.rooms.RoomKind;
import dev.parley.server.rooms.SessionKind;
import dev.parley.server.rooms.Source;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The worked examples V1 to V23 of spec/20 §10 whose answer is the room CSV. V8 and V22 are about applications and are
 * told where their minutes are.
 */
final class Vectors {

    static final String HEADER = "RoomId,Audio,SD,hd,FullHD,2K,4K\n";

    /** One example: events, a question and the rows of its answer. */
    record Vector(String name, MeteringSettings settings, List<RoomEvent> events, String from, String to, String rows) {
        String data() {
            return HEADER + rows;
        }

        @Override
        public String toString() {
            return name;
        }
    }

    private Vectors() {}

    static MeteringSettings settings(Mode mode, boolean sdTier) {
        return new MeteringSettings(mode, sdTier, true, Duration.ofSeconds(5));
    }

    static Stream<Vector> all() {
        return Stream.of(
                        official1(),
                        official2(),
                        officialFigures(),
                        officialMixed(),
                        gridAndMidnight(),
                        losses(),
                        qualities(),
                        robotsAndPushes(),
                        tierBounds(),
                        entriesAndRanges(),
                        oddIds(),
                        mutes())
                .flatMap(vectors -> vectors);
    }

    private static Stream<Vector> bothModes(String name, Scenario scenario, String aggregate, String perStream) {
        return Stream.of(
                aggregate(name, scenario, "room," + aggregate + "\n"),
                perStream(name, scenario, "room," + perStream + "\n"));
    }

    private static Vector aggregate(String name, Scenario scenario, String rows) {
        return day(name + " aggregate", settings(Mode.AGGREGATE, true), scenario, rows);
    }

    private static Vector perStream(String name, Scenario scenario, String rows) {
        return day(name + " per-stream", settings(Mode.PER_STREAM, true), scenario, rows);
    }

    private static Vector withoutSd(String name, Scenario scenario, String rows) {
        return day(name + " without SD", settings(Mode.AGGREGATE, false), scenario, rows);
    }

    private static Vector day(String name, MeteringSettings settings, Scenario scenario, String rows) {
        return new Vector(name, settings, scenario.events(), "00:00", "+1 00:00", rows);
    }

    private static Stream<Vector> official1() {
        Scenario v1 = new Scenario()
                .at("08:00:00")
                .enter("A", "B", "C", "v1", "v2", "v3")
                .send("A", 960, 720)
                .publish("A", Source.AUX, Layer.BIG, 1920, 1080)
                .send("B", 640, 480)
                .send("C", 640, 480)
                .watch("A", "B", "C")
                .watch("B", "A", "C")
                .watch("B", "A", Source.AUX)
                .watch("C", "A", "B")
                .watch("C", "A", Source.AUX)
                .watch("v1", "A", "B", "C")
                .watch("v1", "A", Source.AUX)
                .watch("v2", "A", "B", "C")
                .watch("v2", "A", Source.AUX)
                .at("09:00:00")
                .exit("A", "B", "C", "v1", "v2", "v3");
        String row = "3600,0,3600,0,14400,0";
        return Stream.concat(
                bothModes("V1", v1, row, "3600,28800,14400,14400,0,0"),
                Stream.of(withoutSd("V1", v1, "room," + row + "\n")));
    }

    private static Stream<Vector> official2() {
        Scenario v2 = new Scenario()
                .at("08:00:00")
                .enter("A", "B", "C", "D", "v1", "v2")
                .send("A", 480, 480)
                .send("B", 480, 480)
                .send("C", 480, 480)
                .watch("A", "B", "C")
                .watch("B", "A", "C")
                .watch("C", "A", "B")
                .watch("D", "A", "B", "C")
                .watch("v1", "A", "B", "C")
                .at("09:00:00")
                .exit("A", "B", "C", "D", "v1", "v2");
        return bothModes("V2", v2, "3600,0,18000,0,0,0", "3600,43200,0,0,0,0");
    }

    private static Stream<Vector> officialFigures() {
        Scenario v3 = new Scenario()
                .at("08:00:00")
                .enter("P", "V")
                .send("P", 640, 360)
                .at("08:10:00")
                .watch("V", "P")
                .at("08:25:00")
                .unsubscribe("V", "P", Source.MAIN)
                .at("08:50:00")
                .exit("P", "V");
        Scenario v4 = new Scenario()
                .at("08:00:00")
                .enter("A", "B")
                .send("A", 1920, 1080)
                .send("B", 1280, 720)
                .watch("A", "B")
                .watch("B", "A")
                .at("08:30:00")
                .unpublish("A", Source.MAIN)
                .resize("B", Source.MAIN, Layer.BIG, 640, 360)
                .at("08:45:00")
                .exit("A", "B");
        Scenario v5 = new Scenario()
                .at("08:00:00")
                .enter("A", "B", "C", "D")
                .send("B", 640, 360)
                .send("C", 640, 360)
                .send("D", 640, 360)
                .watch("A", "B", "C", "D")
                .at("08:30:00")
                .resize("C", Source.MAIN, Layer.BIG, 240, 180)
                .resize("D", Source.MAIN, Layer.BIG, 1280, 720)
                .at("08:45:00")
                .exit("A", "B", "C", "D");
        String v4Row = "900,900,1800,1800,0,0";
        return Stream.of(
                        bothModes("V3", v3, "5100,900,0,0,0,0", "5100,900,0,0,0,0"),
                        bothModes("V4", v4, v4Row, v4Row),
                        bothModes("V5", v5, "8100,0,1800,900,0,0", "8100,7200,900,0,0,0"))
                .flatMap(vectors -> vectors);
    }

    private static Stream<Vector> officialMixed() {
        Scenario v6 = new Scenario()
                .at("08:00:00")
                .enter("T", "S")
                .send("T", 640, 360)
                .send("S", 640, 360)
                .publish("T", Source.AUX, Layer.BIG, 1280, 720)
                .watch("T", "S")
                .watch("S", "T")
                .watch("S", "T", Source.AUX)
                .at("08:30:00")
                .exit("T", "S");
        Scenario v7 = new Scenario()
                .at("08:00:00")
                .enter("A", "B", "C")
                .send("A", 640, 360)
                .send("C", 1920, 1080)
                .watch("A", "B", "C")
                .watch("B", "A", "C")
                .watch("C", "A", "B")
                .at("08:30:00")
                .exit("A", "B", "C");
        return Stream.concat(
                bothModes("V6", v6, "0,1800,0,1800,0,0", "0,3600,1800,0,0,0"),
                bothModes("V7", v7, "0,1800,0,1800,1800,0", "0,3600,0,3600,0,0"));
    }

    private static Stream<Vector> gridAndMidnight() {
        Scenario v9 = new Scenario()
                .room(RoomKind.INT, "61")
                .at("10:00:10.200")
                .enter("A")
                .at("10:00:12.900")
                .exit("A")
                .room(RoomKind.INT, "62")
                .at("10:00:10.900")
                .enter("A")
                .at("10:00:11.100")
                .exit("A")
                .room(RoomKind.INT, "63")
                .at("10:00:10.100")
                .enter("A")
                .at("10:00:10.900")
                .exit("A");
        Scenario v10 = new Scenario()
                .room(RoomKind.STR, "night")
                .at("23:58:30")
                .enter("A")
                .at("+1 00:01:15")
                .exit("A");
        MeteringSettings settings = MeteringSettings.defaults();
        return Stream.of(
                aggregate("V9", v9, "61,2,0,0,0,0,0\n62,1,0,0,0,0,0\n"),
                new Vector("V10 day 1", settings, v10.events(), "00:00", "+1 00:00", "night,90,0,0,0,0,0\n"),
                new Vector("V10 day 2", settings, v10.events(), "+1 00:00", "+1 23:59", "night,75,0,0,0,0,0\n"));
    }

    private static Scenario watchedPublisher() {
        return new Scenario()
                .at("08:00:00")
                .enter("P", "V")
                .send("P", 1280, 720)
                .watch("V", "P");
    }

    private static Stream<Vector> losses() {
        Scenario v11 = watchedPublisher()
                .at("08:10:00")
                .lost("V")
                .at("08:11:30")
                .exit("V")
                .at("08:20:00")
                .exit("P");
        Scenario v12 = watchedPublisher()
                .at("08:10:00")
                .lost("V")
                .at("08:10:40")
                .recovered("V")
                .flow("V", "P", Source.MAIN, Layer.BIG)
                .at("08:20:00")
                .exit("P", "V");
        Scenario v13 = watchedPublisher()
                .at("08:10:00")
                .lost("P")
                .at("08:10:05")
                .flowOff("V", "P")
                .at("08:11:30")
                .exit("P")
                .at("08:20:00")
                .exit("V");
        return Stream.of(
                aggregate("V11", v11, "room,1290,0,600,0,0,0\n"),
                aggregate("V12", v12, "room,1240,0,1160,0,0,0\n"),
                aggregate("V13", v13, "room,1285,0,605,0,0,0\n"));
    }

    private static Stream<Vector> qualities() {
        Scenario v14 = new Scenario()
                .at("08:00:00")
                .enter("P", "V")
                .send("P", 1280, 720)
                .publish("P", Source.MAIN, Layer.SMALL, 0, 0)
                .resize("P", Source.MAIN, Layer.SMALL, 320, 180)
                .watch("V", "P")
                .at("08:06:00")
                .flow("V", "P", Source.MAIN, Layer.SMALL)
                .at("08:10:00")
                .exit("P", "V");
        return Stream.of(
                aggregate("V14", v14, "room,600,240,360,0,0,0\n"), withoutSd("V14", v14, "room,600,0,600,0,0,0\n"));
    }

    private static Stream<Vector> robotsAndPushes() {
        Scenario v15 = new Scenario()
                .room(RoomKind.INT, "12")
                .at("08:00:00")
                .enter("A", "B")
                .send("A", 1920, 1080)
                .send("B", 1280, 720)
                .watch("A", "B")
                .watch("B", "A")
                .at("08:05:00")
                .enterAs(SessionKind.ROBOT_RECORD, "rec", "rec")
                .watch("rec", "A", "B")
                .at("08:10:00")
                .enterAs(SessionKind.ROBOT_RELAY, "relay", "relay")
                .watch("relay", "A", "B")
                .at("08:15:00")
                .exit("rec")
                .at("08:20:00")
                .exit("relay", "A", "B")
                .room(RoomKind.STR, "back")
                .at("08:10:00")
                .enterAs(SessionKind.ROBOT_RELAY, "push", "push")
                .send("push", 1280, 720)
                .at("08:20:00")
                .exit("push");
        Scenario v16 = new Scenario()
                .room(RoomKind.STR, "hello-string-room")
                .at("08:00:00")
                .enter("obs")
                .send("obs", 1920, 1080)
                .at("08:02:00")
                .enter("V")
                .subscribe("V", "obs", Source.MAIN)
                .at("08:02:01")
                .flow("V", "obs", Source.MAIN, Layer.BIG)
                .at("08:12:00")
                .exit("V")
                .at("08:15:00")
                .exit("obs");
        MeteringSettings defaults = MeteringSettings.defaults();
        MeteringSettings withoutRobots = new MeteringSettings(Mode.AGGREGATE, true, false, defaults.stallTimeout());
        return Stream.of(
                aggregate("V15", v15, "12,0,0,1200,1200,1200,0\nback,600,0,0,0,0,0\n"),
                day("V15 without robots", withoutRobots, v15, "12,0,0,1200,1200,0,0\n"),
                aggregate("V16", v16, "hello-string-room,901,0,0,599,0,0\n"),
                aggregate("V17", liveRoom(), "live,8100,0,180000,0,0,0\n"));
    }

    private static Scenario liveRoom() {
        Scenario live = new Scenario()
                .room(RoomKind.STR, "live")
                .at("20:00:00")
                .enter("anchor")
                .send("anchor", 1280, 720);
        String[] audience = IntStream.range(0, 100).mapToObj(i -> "viewer" + i).toArray(String[]::new);
        live.at("20:05:00").enter(audience);
        for (String viewer : audience) {
            live.watch(viewer, "anchor");
        }
        return live.at("20:35:00").exit("anchor").at("20:36:00").exit(audience);
    }

    private static Stream<Vector> tierBounds() {
        Object[][] sizes = {
            {640, 480, "10,10,0,0,0,0"}, {641, 480, "10,0,10,0,0,0"}, {720, 360, "10,10,0,0,0,0"},
            {1280, 720, "10,0,10,0,0,0"}, {1281, 720, "10,0,0,10,0,0"}, {1920, 1080, "10,0,0,10,0,0"},
            {1921, 1080, "10,0,0,0,10,0"}, {2560, 1440, "10,0,0,0,10,0"}, {2561, 1440, "10,0,0,0,0,10"},
            {4096, 2160, "10,0,0,0,0,10"}, {4096, 2176, "10,0,0,0,0,10"}, {480, 640, "10,10,0,0,0,0"}
        };
        return Stream.of(sizes).flatMap(size -> {
            Scenario v18 = new Scenario()
                    .at("08:00:00")
                    .enter("P", "V")
                    .send("P", (int) size[0], (int) size[1])
                    .watch("V", "P")
                    .at("08:00:10")
                    .exit("P", "V");
            return bothModes("V18 " + size[0] + "x" + size[1], v18, (String) size[2], (String) size[2]);
        });
    }

    private static Stream<Vector> entriesAndRanges() {
        Scenario v19 = new Scenario()
                .room(RoomKind.INT, "17")
                .at("10:00:00")
                .enterAs(SessionKind.CLIENT, "first", "A")
                .at("10:00:30.400")
                .enterAs(SessionKind.CLIENT, "second", "A")
                .exit("first")
                .at("10:01:00")
                .exit("second");
        Scenario v20 = new Scenario().at("10:00:45").enter("A").at("10:01:20").exit("A");
        MeteringSettings settings = MeteringSettings.defaults();
        List<RoomEvent> events = v20.events();
        return Stream.of(
                aggregate("V19", v19, "17,60,0,0,0,0,0\n"),
                new Vector("V20 first", settings, events, "10:00", "10:01", "room,15,0,0,0,0,0\n"),
                new Vector("V20 second", settings, events, "10:01", "10:02", "room,20,0,0,0,0,0\n"),
                new Vector("V20 both", settings, events, "10:00", "10:02", "room,35,0,0,0,0,0\n"),
                new Vector("V20 after", settings, events, "10:02", "10:03", ""));
    }

    private static Stream<Vector> oddIds() {
        Scenario v21 = new Scenario();
        alone(v21, RoomKind.STR, "Z", 1);
        alone(v21, RoomKind.INT, "123", 2);
        alone(v21, RoomKind.STR, "=1+1", 3);
        alone(v21, RoomKind.STR, "123", 4);
        alone(v21, RoomKind.STR, "a b", 5);
        alone(v21, RoomKind.STR, " x", 6);
        alone(v21, RoomKind.STR, "a,b", 7);
        alone(v21, RoomKind.STR, "a|b~{c}", 9);
        return Stream.of(aggregate("V21", v21, """
                " x",6,0,0,0,0,0
                123,2,0,0,0,0,0
                123,4,0,0,0,0,0
                =1+1,3,0,0,0,0,0
                Z,1,0,0,0,0,0
                a b,5,0,0,0,0,0
                "a,b",7,0,0,0,0,0
                a|b~{c},9,0,0,0,0,0
                """));
    }

    private static void alone(Scenario scenario, RoomKind kind, String id, int seconds) {
        scenario.room(kind, id)
                .at("09:00:00")
                .enter("A")
                .at("09:00:0" + seconds)
                .exit("A");
    }

    private static Stream<Vector> mutes() {
        Scenario audioOnly = new Scenario()
                .at("08:00:00")
                .enter("P", "V")
                .send("P", 1280, 720)
                .at("08:10:00")
                .exit("P", "V");
        Scenario muted = watchedPublisher()
                .at("08:05:00")
                .unpublish("P", Source.MAIN)
                .at("08:10:00")
                .exit("P", "V");
        return Stream.of(
                aggregate("V23 unsubscribed", audioOnly, "room,1200,0,0,0,0,0\n"),
                aggregate("V23 muted", muted, "room,900,0,300,0,0,0\n"));
    }
}
