package dev.parley.server.rooms;

import java.util.List;

/**
 * How much clients' connections were estimated to carry: one count for each client and second.
 *
 * @param counts by the first of {@link #BOUNDS} that the estimate does not exceed, one more for those beyond the last
 * @param sum of all estimates counted, in bit/s
 */
public record EstimateFigures(List<Long> counts, double sum) {

    /** In bit/s, ascending: from a voice to more than a room of large pictures. */
    public static final List<Long> BOUNDS = List.of(
            50_000L, 100_000L, 250_000L, 500_000L, 1_000_000L, 2_500_000L, 5_000_000L, 10_000_000L, 25_000_000L);

    public EstimateFigures {
        counts = List.copyOf(counts);
        if (counts.size() != BOUNDS.size() + 1) {
            throw new IllegalArgumentException("there is one count for each bound, and one more");
        }
    }
}
