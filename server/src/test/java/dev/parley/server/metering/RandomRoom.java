package dev.parley.server.metering;

import dev.parley.server.rooms.ExitReason;
import dev.parley.server.rooms.Layer;
import dev.parley.server.rooms.Role;
import dev.parley.server.rooms.RoomEvent;
import dev.parley.server.rooms.RoomEvent.Stamp;
import dev.parley.server.rooms.RoomKey;
import dev.parley.server.rooms.SessionKind;
import dev.parley.server.rooms.Source;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Invents the events of one room: mostly sensible, sometimes about sessions that are not there, sometimes late. */
final class RandomRoom {

    private static final int[][] SIZES = {{320, 180}, {640, 480}, {960, 540}, {1280, 720}, {1920, 1080}, {2560, 1440}};

    private static final String[] RIDS = {"q", "h", "f"};

    private final Random random;
    private final RoomKey room;
    private final int users;
    private final String life;
    private final Map<String, String> present = new HashMap<>();
    private long now;
    private long sequence;
    private int entries;

    RandomRoom(Random random, RoomKey room, long start, int users) {
        this.random = random;
        this.room = room;
        this.now = start;
        this.users = users;
        this.life = room + "/" + start + "/";
    }

    /** The time of the latest event, epoch milliseconds. */
    long now() {
        return now;
    }

    List<RoomEvent> events(int count, int largestPauseMillis) {
        List<RoomEvent> events = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            now += random.nextInt(4) == 0 ? 0 : random.nextInt(largestPauseMillis);
            events.add(next());
        }
        return events;
    }

    /** An event at an instant not before the last. */
    RoomEvent nextAt(long timestamp) {
        now = Math.max(now, timestamp);
        return next();
    }

    private RoomEvent next() {
        Stamp stamp = stamp();
        String session = session();
        return switch (random.nextInt(24)) {
            case 0, 1 -> enter(stamp);
            case 2 -> new RoomEvent.Exited(stamp, session, ExitReason.NORMAL);
            case 3, 4 ->
                random.nextBoolean()
                        ? new RoomEvent.ConnectionLost(stamp, session)
                        : new RoomEvent.ConnectionRecovered(stamp, session);
            case 5, 6 -> {
                int[] size = random.nextInt(3) == 0 ? SIZES[random.nextInt(SIZES.length)] : new int[] {0, 0};
                yield new RoomEvent.Published(stamp, session, source(), layer(), size[0], size[1]);
            }
            case 7 -> new RoomEvent.Unpublished(stamp, session, source());
            case 8 -> {
                int[] size = SIZES[random.nextInt(SIZES.length)];
                yield new RoomEvent.ResolutionChanged(stamp, session, source(), layer(), rid(), size[0], size[1]);
            }
            case 9, 10, 11, 12 -> new RoomEvent.Subscribed(stamp, session, user(), source());
            case 13 ->
                random.nextInt(3) == 0
                        ? new RoomEvent.Unsubscribed(stamp, session, user(), source())
                        : new RoomEvent.RoleChanged(stamp, session, Role.AUDIENCE);
            default ->
                random.nextInt(4) == 0
                        ? new RoomEvent.FlowChanged(stamp, session, user(), source(), null)
                        : new RoomEvent.FlowChanged(stamp, session, user(), source(), layer(), rid());
        };
    }

    private RoomEvent enter(Stamp stamp) {
        String user = user();
        SessionKind kind = random.nextInt(4) == 0 ? SessionKind.ROBOT_RECORD : SessionKind.CLIENT;
        String session = random.nextInt(10) == 0 ? session() : user + "#" + entries++ % 3;
        present.put(user, session);
        return new RoomEvent.Entered(stamp, session, user, kind, Role.ANCHOR);
    }

    private Stamp stamp() {
        long late = random.nextInt(20) == 0 ? random.nextInt(3000) : 0;
        sequence++;
        return new Stamp(life + sequence, room, now - late, sequence);
    }

    private String user() {
        return "u" + random.nextInt(users);
    }

    /** Mostly a session that is there. */
    private String session() {
        String user = user();
        String guess = user + "#" + random.nextInt(3);
        return random.nextInt(10) == 0 ? guess : present.getOrDefault(user, guess);
    }

    private Source source() {
        return random.nextInt(4) == 0 ? Source.AUX : Source.MAIN;
    }

    private Layer layer() {
        return random.nextInt(3) == 0 ? Layer.SMALL : Layer.BIG;
    }

    /** Mostly of a source with several streams. */
    private String rid() {
        return random.nextInt(3) == 0 ? "" : RIDS[random.nextInt(RIDS.length)];
    }
}
