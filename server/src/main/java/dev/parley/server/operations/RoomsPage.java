package dev.parley.server.operations;

import dev.parley.server.operations.RoomCensus.RoomFigures;
import dev.parley.server.operations.StatusPage.BadParameterException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code /status/rooms}: the rooms with somebody in them, and who is in one of them. */
public final class RoomsPage {

    private static final int ROOMS_A_PAGE = 50;
    private static final int MOST_ROOMS_A_PAGE = 500;
    private static final int MOST_SESSIONS = 500;
    private static final long LARGEST_APPLICATION = (1L << 53) - 1;

    private record Rooms(
            long total, long offset, int shown, @Nullable String next, List<RoomFigures> rooms) {}

    private record Details(RoomFigures figures, int sessionsShown, List<Session> sessions) {}

    private record Session(
            String sessionId,
            String userId,
            String kind,
            String role,
            Instant since,
            boolean lost,
            List<Video> published,
            List<Wish> subscribed) {}

    private record Video(String source, String size) {}

    private record Wish(
            String publisher,
            String source,
            boolean flowing,
            @Nullable String layer) {}

    private record OneRoom(List<Details> rooms) {}

    private RoomsPage() {}

    public static StatusPage of(RoomCensus census) {
        return new StatusPage(
                "/status/rooms",
                "rooms with somebody in them; app=, offset=, limit= (at most " + MOST_ROOMS_A_PAGE
                        + "); app= and room= show who is in a room (at most " + MOST_SESSIONS + ")",
                query -> answer(census, query));
    }

    private static Object answer(RoomCensus census, Map<String, String> query) {
        long app = StatusPage.number(query, "app", 0, 1, LARGEST_APPLICATION);
        String room = query.get("room");
        if (room == null) {
            return page(census.figures(app == 0 ? null : app), app, query);
        }
        if (app == 0) {
            throw new BadParameterException("room= needs app= too: rooms of two applications may have one name");
        }
        return new OneRoom(
                census.find(app, room).stream().map(RoomsPage::details).toList());
    }

    private static Rooms page(List<RoomFigures> all, long app, Map<String, String> query) {
        long offset = StatusPage.number(query, "offset", 0, 0, Integer.MAX_VALUE);
        long limit = StatusPage.number(query, "limit", ROOMS_A_PAGE, 1, MOST_ROOMS_A_PAGE);
        List<RoomFigures> shown = all.stream().skip(offset).limit(limit).toList();
        long end = offset + shown.size();
        String next = end >= all.size() || shown.isEmpty()
                ? null
                : "/status/rooms?" + (app == 0 ? "" : "app=" + app + "&") + "offset=" + end + "&limit=" + limit;
        return new Rooms(all.size(), offset, shown.size(), next, shown);
    }

    private static Details details(RoomCensus.Room room) {
        List<Session> sessions = new ArrayList<>();
        room.sessions().entrySet().stream()
                .sorted(Comparator.comparing((Map.Entry<String, CensusSession> entry) ->
                                entry.getValue().since())
                        .thenComparing(Map.Entry::getKey))
                .limit(MOST_SESSIONS)
                .forEach(entry -> sessions.add(session(entry.getKey(), entry.getValue())));
        return new Details(RoomCensus.figures(room), sessions.size(), sessions);
    }

    private static Session session(String id, CensusSession session) {
        List<Video> published = session.published().entrySet().stream()
                .map(video -> new Video(video.getKey().wireName(), video.getValue()))
                .sorted(Comparator.comparing(Video::source))
                .toList();
        List<Wish> subscribed = session.subscribed().entrySet().stream()
                .map(wish -> new Wish(
                        wish.getKey().publisherUserId(),
                        wish.getKey().source().wireName(),
                        wish.getValue().isPresent(),
                        wish.getValue().map(layer -> layer.wireName()).orElse(null)))
                .sorted(Comparator.comparing(Wish::publisher).thenComparing(Wish::source))
                .toList();
        return new Session(
                id,
                session.userId(),
                session.kind().wireName(),
                session.role().wireName(),
                session.since(),
                session.lost(),
                published,
                subscribed);
    }
}
