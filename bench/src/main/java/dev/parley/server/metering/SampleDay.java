package dev.parley.server.metering;

import dev.parley.server.rooms.ExitReason;
import dev.parley.server.rooms.Layer;
import dev.parley.server.rooms.Role;
import dev.parley.server.rooms.RoomEvent;
import dev.parley.server.rooms.RoomEvent.Stamp;
import dev.parley.server.rooms.RoomKey;
import dev.parley.server.rooms.RoomKind;
import dev.parley.server.rooms.SessionKind;
import dev.parley.server.rooms.Source;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;

/**
 * A seeded day of rooms: half of them with 2 users, 30 % with 3 to 6, 15 % with 7 to 30, 5 % with 31 to 130; lengths
 * log-normal with a median of 20 minutes; what a user receives changes every 5 minutes on average.
 */
final class SampleDay {

    static final long APPLICATION = 20000001;

    /** 2026-03-02 00:00 UTC. */
    static final long START_SECOND = 1_772_409_600;

    private static final double MEDIAN_SECONDS = 20 * 60;
    private static final double SPREAD = 0.82;
    private static final int DAY_SECONDS = 86_400;

    private final Random random;
    private final List<String> names;

    SampleDay(long seed, int rooms) {
        random = new Random(seed);
        TreeSet<String> distinct = new TreeSet<>();
        while (distinct.size() < rooms) {
            distinct.add(
                    random.nextInt(3) == 0
                            ? Long.toString(1 + random.nextInt(2_000_000_000))
                            : "room-" + Integer.toString(random.nextInt(Integer.MAX_VALUE), 36));
        }
        names = List.copyOf(distinct);
    }

    /** Room ids in the order of ROOM-9; all of string rooms. */
    List<String> rooms() {
        return names;
    }

    /** The events of a room in order. */
    List<RoomEvent> events(String name) {
        RoomKey room = new RoomKey(APPLICATION, RoomKind.STR, name);
        int length = (int) Math.clamp(MEDIAN_SECONDS * Math.exp(SPREAD * random.nextGaussian()), 30, DAY_SECONDS / 2);
        int start = random.nextInt(DAY_SECONDS - length);
        List<RoomEvent> events = new ArrayList<>();
        int users = users();
        for (int user = 0; user < users; user++) {
            int enter = user == 0 ? 0 : random.nextInt(Math.max(1, length / 10));
            int exit = length - (user == 0 ? 0 : random.nextInt(Math.max(1, length / 10)));
            addUser(events, room, user, start + enter, start + exit);
        }
        events.sort(Comparator.comparingLong(event -> event.stamp().timestamp()));
        List<RoomEvent> numbered = new ArrayList<>(events.size());
        for (RoomEvent event : events) {
            Stamp stamp = event.stamp();
            numbered.add(event.withStamp(new Stamp(stamp.eventId(), room, stamp.timestamp(), numbered.size() + 1L)));
        }
        return numbered;
    }

    private int users() {
        int kind = random.nextInt(100);
        if (kind < 50) {
            return 2;
        }
        if (kind < 80) {
            return 3 + random.nextInt(4);
        }
        return kind < 95 ? 7 + random.nextInt(24) : 31 + random.nextInt(100);
    }

    private void addUser(List<RoomEvent> events, RoomKey room, int user, int enter, int exit) {
        String session = "s" + user;
        events.add(new RoomEvent.Entered(stamp(room, enter), session, "u" + user, SessionKind.CLIENT, Role.ANCHOR));
        if (user == 0) {
            publish(events, room, session, enter, Source.MAIN, Layer.BIG, 1280, 720);
            publish(events, room, session, enter, Source.MAIN, Layer.SMALL, 640, 360);
            publish(events, room, session, enter, Source.AUX, Layer.BIG, 1920, 1080);
        } else {
            events.add(new RoomEvent.Subscribed(stamp(room, enter), session, "u0", Source.MAIN));
            events.add(new RoomEvent.Subscribed(stamp(room, enter), session, "u0", Source.AUX));
            for (double at = enter; at < exit; at += 300 * -Math.log(1 - random.nextDouble())) {
                Source source = random.nextInt(3) == 0 ? Source.AUX : Source.MAIN;
                Layer layer = source == Source.AUX || random.nextBoolean() ? Layer.BIG : Layer.SMALL;
                events.add(new RoomEvent.FlowChanged(
                        stamp(room, (int) at), session, "u0", source, random.nextInt(3) == 0 ? null : layer));
            }
        }
        events.add(new RoomEvent.Exited(stamp(room, exit), session, ExitReason.NORMAL));
    }

    private static void publish(
            List<RoomEvent> events,
            RoomKey room,
            String session,
            int second,
            Source source,
            Layer layer,
            int width,
            int height) {
        events.add(new RoomEvent.Published(stamp(room, second), session, source, layer, 0, 0));
        events.add(new RoomEvent.ResolutionChanged(stamp(room, second), session, source, layer, width, height));
    }

    private static Stamp stamp(RoomKey room, int second) {
        return new Stamp("e", room, (START_SECOND + second) * 1000L, 0);
    }
}
