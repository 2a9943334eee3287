package dev.parley.server.rooms;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Who is in a room, in the order they came. Touched by the room's owner thread only. */
final class Occupants {

    private final Map<String, Participant> byUser = new LinkedHashMap<>();
    private final Map<String, Participant> bySession = new HashMap<>();

    void add(Participant entrant) {
        byUser.put(entrant.userId(), entrant);
        bySession.put(entrant.sessionId(), entrant);
    }

    /** False when it was not there any more. */
    boolean remove(Participant leaver) {
        if (bySession.remove(leaver.sessionId()) == null) {
            return false;
        }
        byUser.remove(leaver.userId(), leaver);
        return true;
    }

    @Nullable
    Participant find(String userId) {
        return byUser.get(userId);
    }

    @Nullable
    Participant ofSession(String sessionId) {
        return bySession.get(sessionId);
    }

    Collection<Participant> all() {
        return Collections.unmodifiableCollection(byUser.values());
    }

    /** For loops in which somebody may leave. */
    List<Participant> copy() {
        return new ArrayList<>(byUser.values());
    }

    int size() {
        return byUser.size();
    }

    boolean isEmpty() {
        return byUser.isEmpty();
    }

    /** Users that publish something, muted or not. */
    long publishers() {
        return byUser.values().stream().filter(Participant::isPublisher).count();
    }
}
