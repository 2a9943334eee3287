package dev.parley.bench.rooms;

import dev.parley.server.participant.RoomSurroundings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * A full call room, then a large live room, of built-in participants with thin media, in a server of its own process.
 * Arguments: working directory, file for JSON, then sizes such as {@code callers=300}. Ends with 1 when anything that
 * had to be told was not.
 */
public final class RoomsBench {

    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final DateTimeFormatter MINUTE =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm", Locale.ROOT).withZone(ZoneOffset.ofHours(8));
    private static final String WARM_UP = "bench-warm-up";

    private final ServerProgram server;
    private final Sizes sizes;
    private final Map<String, Object> json = new LinkedHashMap<>();
    private boolean right = true;

    private RoomsBench(ServerProgram server, Sizes sizes) {
        this.server = server;
        this.sizes = sizes;
    }

    public static void main(String[] arguments) throws Exception {
        Path work = Path.of(arguments[0]);
        Sizes sizes = Sizes.parse(Arrays.copyOfRange(arguments, 2, arguments.length));
        boolean right;
        try (ServerProgram server = ServerProgram.start(Path.of("").toAbsolutePath(), work)) {
            RoomsBench bench = new RoomsBench(server, sizes);
            bench.run();
            Files.writeString(
                    Path.of(arguments[1]),
                    JsonMapper.builder()
                            .enable(SerializationFeature.INDENT_OUTPUT)
                            .build()
                            .writeValueAsString(bench.json));
            right = bench.right;
        }
        System.exit(right ? 0 : 1);
    }

    private void run() throws IOException, InterruptedException {
        json.put("sizes", sizes);
        warmUp();
        Instant start = Instant.now();
        Findings call = new Findings("call room, " + sizes.callers() + " participants, " + sizes.publishers()
                + " of them send sound, each hears " + sizes.heard());
        Findings live =
                new Findings("live room, " + sizes.anchors() + " anchors, " + sizes.audience() + " in the audience");
        List<Guest> callers;
        List<Guest> others;
        try (RoomSurroundings surroundings = surroundings();
                Crowd crowd = new Crowd()) {
            new CallRoom(new Stage(server, surroundings, crowd, call), server, sizes).run();
            callers = crowd.guests();
        }
        tell("call", call);
        try (RoomSurroundings surroundings = surroundings();
                Crowd crowd = new Crowd()) {
            new LiveRoom(new Stage(server, surroundings, crowd, live), server, sizes).run();
            others = crowd.guests();
        }
        tell("live", live);
        Findings usage = new Findings("DescribeTrtcRoomUsage, seconds of all participants");
        Map<String, long[]> seconds = ask(start);
        compare(usage, CallRoom.NAME, callers, seconds);
        compare(usage, LiveRoom.NAME, others, seconds);
        tell("usage", usage);
    }

    private static RoomSurroundings surroundings() throws IOException {
        return new RoomSurroundings(InstantSource.system(), PATIENCE);
    }

    /** A small room first, so that memory and times are not those of a server that has just begun. */
    private void warmUp() throws IOException, InterruptedException {
        try (RoomSurroundings surroundings = surroundings();
                Crowd crowd = new Crowd()) {
            Stage stage = new Stage(server, surroundings, crowd, new Findings(WARM_UP));
            for (int number = 0; number < 40; number++) {
                stage.add(stage.entry(WARM_UP, "warm-" + number).withSlots(2, 0));
            }
            stage.enter(crowd.guests());
            crowd.everyone(crowd.guests(), Guest::exit);
        }
    }

    private void tell(String name, Findings findings) {
        System.out.print(findings.asText());
        json.put(name, findings.asJson());
        right &= findings.areRight();
    }

    /** Seconds by room and column of the CSV. */
    private Map<String, long[]> ask(Instant start) throws IOException {
        String parameters = "{\"SdkAppid\":%d,\"StartTime\":\"%s\",\"EndTime\":\"%s\"}"
                .formatted(
                        server.sdkAppId(),
                        MINUTE.format(start),
                        MINUTE.format(Instant.now().plus(1, ChronoUnit.MINUTES)));
        String csv =
                server.call("DescribeTrtcRoomUsage", parameters).path("Data").asString();
        Map<String, long[]> seconds = new LinkedHashMap<>();
        csv.lines()
                .skip(1)
                .map(line -> line.split(","))
                .forEach(cells -> seconds.put(
                        cells[0],
                        Arrays.stream(cells).skip(1).mapToLong(Long::parseLong).toArray()));
        return seconds;
    }

    /** The server must have counted what the participants' own clocks allow. */
    private static void compare(Findings usage, String room, List<Guest> guests, Map<String, long[]> seconds) {
        long[] tiers = seconds.getOrDefault(room, new long[6]);
        long counted = Arrays.stream(tiers).sum();
        long least = Crowd.sum(guests, Guest::leastSeconds);
        long most = Crowd.sum(guests, Guest::mostSeconds);
        usage.count(room + ", whole seconds in the room", Math.clamp(counted, least, most), counted, 0);
        usage.figure(room + ", fewest and most by own clocks", least + " to " + most);
        usage.figure(room + ", audio and SD", tiers[0] + " and " + tiers[1]);
    }
}
