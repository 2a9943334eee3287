package dev.parley.bench.media;

import java.io.IOException;
import java.util.Comparator;
import java.util.List;

/** Finds the most packets for each frame that a server forwards cleanly: doubles, then halves the interval. */
final class Ceiling {

    private final Stage stage;
    private final Contender contender;
    private final int most;

    Ceiling(Stage stage, Contender contender, int most) {
        this.stage = stage;
        this.contender = contender;
        this.most = most;
    }

    /**
     * @param known what was measured before
     * @return the highest clean measurement; one that is not clean when not even a single packet is carried
     */
    Measurement find(List<Measurement> known) throws IOException, InterruptedException {
        Measurement best = known.stream()
                .filter(Measurement::isClean)
                .max(Comparator.comparingInt(Measurement::packetsPerFrame))
                .orElse(null);
        if (best == null) {
            best = stage.measure(contender, 1);
        }
        int bad = most + 1;
        while (best.isClean() && bad - best.packetsPerFrame() > step(best)) {
            int good = best.packetsPerFrame();
            int next = bad > most ? Math.min(2 * good, most) : (good + bad) / 2;
            Measurement tried = stage.measure(contender, next);
            if (tried.isClean()) {
                best = tried;
            } else {
                bad = next;
            }
        }
        return best;
    }

    /** An eighth is precise enough, on a machine whose figures vary as much. */
    private static int step(Measurement best) {
        return Math.max(1, best.packetsPerFrame() / 8);
    }
}
