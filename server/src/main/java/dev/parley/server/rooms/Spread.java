package dev.parley.server.rooms;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where the players of one room have their connections: on the room's own worker up to a number, then wherever fewest
 * of them are. Those who can be talked to, and those who publish, are always at home. Touched by the room's owner
 * thread only.
 */
final class Spread {

    private final RoomHouse house;
    private final Map<Annex, Integer> away = new HashMap<>();
    private int atHome;

    Spread(RoomHouse house) {
        this.house = house;
    }

    /** Takes a place for one more player; null for one at home. */
    @Nullable
    Annex place() {
        Annex emptiest = emptiest(house.annexes());
        boolean roomAtHome = atHome < house.settings().playersPerWorker();
        if (emptiest == null || roomAtHome || atHome <= away.getOrDefault(emptiest, 0)) {
            atHome++;
            return null;
        }
        away.merge(emptiest, 1, Integer::sum);
        return emptiest;
    }

    private @Nullable Annex emptiest(List<Annex> annexes) {
        Annex emptiest = null;
        int fewest = Integer.MAX_VALUE;
        for (Annex annex : annexes) {
            int players = away.getOrDefault(annex, 0);
            if (players < fewest) {
                emptiest = annex;
                fewest = players;
            }
        }
        return emptiest;
    }

    /** Gives a place back. */
    void leave(@Nullable Annex annex) {
        if (annex == null) {
            atHome--;
        } else {
            away.merge(annex, -1, Integer::sum);
        }
    }
}
