package dev.parley.server.rooms;

import dev.parley.server.metering.Tier;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/** Writes down, at the end of each second, what each session is seeing, and takes back what was told late (MET-3). */
final class CountedByHand {

    private final Map<String, TreeMap<Long, Tier>> seconds = new HashMap<>();

    /** @param area pixels of all pictures received, -1 for none (MET-4, MET-7) */
    void note(long second, String session, long area) {
        seconds.computeIfAbsent(session, none -> new TreeMap<>()).put(second, tier(area));
    }

    private static Tier tier(long area) {
        if (area < 0) {
            return Tier.AUDIO;
        }
        if (area <= 640 * 480) {
            return Tier.SD;
        }
        if (area <= 1280 * 720) {
            return Tier.HD;
        }
        if (area <= 1920 * 1080) {
            return Tier.FULL_HD;
        }
        return area <= 2560 * 1440 ? Tier.TWO_K : Tier.FOUR_K;
    }

    /** It saw nothing any more from that instant on (MET-11). */
    void lost(String session, long timestamp) {
        seconds.getOrDefault(session, new TreeMap<>())
                .tailMap(timestamp / 1_000, true)
                .replaceAll((second, tier) -> Tier.AUDIO);
    }

    /** It was not there any more from that instant on. */
    void gone(String session, long timestamp) {
        seconds.getOrDefault(session, new TreeMap<>())
                .tailMap(timestamp / 1_000, true)
                .clear();
    }

    Map<Tier, Long> sums() {
        Map<Tier, Long> sums = new EnumMap<>(Tier.class);
        seconds.values().forEach(all -> all.values().forEach(tier -> sums.merge(tier, 1L, Long::sum)));
        return sums;
    }
}
