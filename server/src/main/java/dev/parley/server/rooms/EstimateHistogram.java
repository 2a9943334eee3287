package dev.parley.server.rooms;

import java.util.Arrays;

/** Counts estimates for {@link EstimateFigures}. Used by one thread. */
final class EstimateHistogram {

    private final long[] counts = new long[EstimateFigures.BOUNDS.size() + 1];
    private double sum;

    /** @param estimate bit/s; less than 0 when there is none, which counts for nothing */
    void note(long estimate) {
        if (estimate < 0) {
            return;
        }
        int bucket = 0;
        while (bucket < EstimateFigures.BOUNDS.size() && estimate > EstimateFigures.BOUNDS.get(bucket)) {
            bucket++;
        }
        counts[bucket]++;
        sum += estimate;
    }

    EstimateFigures figures() {
        return new EstimateFigures(Arrays.stream(counts).boxed().toList(), sum);
    }
}
