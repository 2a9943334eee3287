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
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Tells what happened in rooms, in the words of the specification's examples. Times are local ({@code HH:mm:ss[.SSS]}
 * on 2026-03-02 at +08:00, or on the next day after {@code "+1 "}). A user's session is named after the user.
 */
final class Scenario {

    static final long APPLICATION = 20000001;
    private static final LocalDate DAY = LocalDate.of(2026, 3, 2);

    private record Told(long timestamp, RoomEvent event) {}

    private final List<Told> told = new ArrayList<>();
    private RoomKey room = new RoomKey(APPLICATION, RoomKind.STR, "room");
    private long now;
    private int ids;

    static long millis(String time) {
        boolean nextDay = time.startsWith("+1 ");
        LocalTime local = LocalTime.parse(nextDay ? time.substring(3) : time);
        return DAY.plusDays(nextDay ? 1 : 0)
                .atTime(local)
                .toInstant(ZoneOffset.ofHours(8))
                .toEpochMilli();
    }

    static long minute(String time) {
        return Math.floorDiv(millis(time), 60_000L);
    }

    Scenario room(RoomKind kind, String id) {
        return room(APPLICATION, kind, id);
    }

    Scenario room(long application, RoomKind kind, String id) {
        room = new RoomKey(application, kind, id);
        return this;
    }

    Scenario at(String time) {
        now = millis(time);
        return this;
    }

    Scenario enter(String... users) {
        for (String user : users) {
            enterAs(SessionKind.CLIENT, user, user);
        }
        return this;
    }

    Scenario enterAs(SessionKind kind, String sessionId, String user) {
        return tell(new RoomEvent.Entered(stamp(), sessionId, user, kind, Role.ANCHOR));
    }

    Scenario exit(String... sessions) {
        for (String session : sessions) {
            tell(new RoomEvent.Exited(stamp(), session, ExitReason.NORMAL));
        }
        return this;
    }

    Scenario lost(String session) {
        return tell(new RoomEvent.ConnectionLost(stamp(), session));
    }

    Scenario recovered(String session) {
        return tell(new RoomEvent.ConnectionRecovered(stamp(), session));
    }

    /** Publishes the camera without a declaration and shows a key frame of the size. */
    Scenario send(String session, int width, int height) {
        publish(session, Source.MAIN, Layer.BIG, 0, 0);
        return resize(session, Source.MAIN, Layer.BIG, width, height);
    }

    Scenario publish(String session, Source source, Layer layer, int width, int height) {
        return tell(new RoomEvent.Published(stamp(), session, source, layer, width, height));
    }

    Scenario unpublish(String session, Source source) {
        return tell(new RoomEvent.Unpublished(stamp(), session, source));
    }

    Scenario resize(String session, Source source, Layer layer, int width, int height) {
        return tell(new RoomEvent.ResolutionChanged(stamp(), session, source, layer, width, height));
    }

    /** A key frame of one of several streams of the camera. */
    Scenario resize(String session, Layer layer, String rid, int width, int height) {
        return tell(new RoomEvent.ResolutionChanged(stamp(), session, Source.MAIN, layer, rid, width, height));
    }

    /** Subscribes to the cameras of the users, and their pictures flow at once. */
    Scenario watch(String session, String... users) {
        for (String user : users) {
            watch(session, user, Source.MAIN);
        }
        return this;
    }

    Scenario watch(String session, String user, Source source) {
        return subscribe(session, user, source).flow(session, user, source, Layer.BIG);
    }

    Scenario subscribe(String session, String user, Source source) {
        return tell(new RoomEvent.Subscribed(stamp(), session, user, source));
    }

    Scenario unsubscribe(String session, String user, Source source) {
        return tell(new RoomEvent.Unsubscribed(stamp(), session, user, source));
    }

    Scenario flow(String session, String user, Source source, Layer layer) {
        return tell(new RoomEvent.FlowChanged(stamp(), session, user, source, layer));
    }

    /** One of several streams of the camera flows. */
    Scenario flow(String session, String user, Layer layer, String rid) {
        return tell(new RoomEvent.FlowChanged(stamp(), session, user, Source.MAIN, layer, rid));
    }

    Scenario flowOff(String session, String user) {
        return tell(new RoomEvent.FlowChanged(stamp(), session, user, Source.MAIN, null));
    }

    private Stamp stamp() {
        return new Stamp("event-" + ids++, room, now, 0);
    }

    private Scenario tell(RoomEvent event) {
        told.add(new Told(now, event));
        return this;
    }

    /** All events in the order of time, each with its room's next sequence number. */
    List<RoomEvent> events() {
        Map<RoomKey, Long> sequences = new HashMap<>();
        return told.stream()
                .sorted(Comparator.comparingLong(Told::timestamp))
                .map(Told::event)
                .map(event -> {
                    Stamp stamp = event.stamp();
                    long sequence = sequences.merge(stamp.room(), 1L, Long::sum);
                    return event.withStamp(new Stamp(stamp.eventId(), stamp.room(), stamp.timestamp(), sequence));
                })
                .toList();
    }
}
