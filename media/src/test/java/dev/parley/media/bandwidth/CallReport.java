package dev.parley.media.bandwidth;

import java.util.List;
import java.util.function.ToDoubleFunction;

/** What can be said of a simulated call from one second to another. */
final class CallReport {
    private static final double TOLERANCE = 0.2;
    private static final int NEVER = Integer.MAX_VALUE;

    private final SimulatedCall call;
    private final long from;
    private final long to;
    private final List<SimulatedCall.Sample> samples;

    /** Times in milliseconds since the call's start. */
    CallReport(SimulatedCall call, long from, long to) {
        this.call = call;
        this.from = from;
        this.to = to;
        this.samples = call.samples.stream()
                .filter(sample -> sample.time() >= from && sample.time() < to)
                .toList();
    }

    /** The share of time in which the estimate is within 20 % of what the path really carries. */
    double accurateShare() {
        return samples.stream().filter(CallReport::isAccurate).count() / (double) samples.size();
    }

    private static boolean isAccurate(SimulatedCall.Sample sample) {
        return Math.abs((sample.estimate() / sample.capacity()) - 1) <= TOLERANCE;
    }

    /** Milliseconds until the estimate is within 20 % of the capacity, and is so for half a second. */
    int convergedAfter() {
        int inARow = 0;
        for (SimulatedCall.Sample sample : samples) {
            inARow = isAccurate(sample) ? inARow + 1 : 0;
            if (inARow * SimulatedCall.SAMPLE_MILLIS >= 500) {
                return (int) (sample.time() - from - 400);
            }
        }
        return NEVER;
    }

    double lowestShareOfCapacity() {
        return extreme(sample -> -sample.estimate() / sample.capacity()) * -1;
    }

    double highestShareOfCapacity() {
        return extreme(sample -> sample.estimate() / sample.capacity());
    }

    double longestQueueMillis() {
        return extreme(SimulatedCall.Sample::queueMillis);
    }

    double averageQueueMillis() {
        return samples.stream()
                .mapToDouble(SimulatedCall.Sample::queueMillis)
                .average()
                .orElseThrow();
    }

    private double extreme(ToDoubleFunction<SimulatedCall.Sample> figure) {
        return samples.stream().mapToDouble(figure).max().orElseThrow();
    }

    /** The estimate's standard deviation in parts of its mean: how much it wavers. */
    double variation() {
        double mean = samples.stream()
                .mapToLong(SimulatedCall.Sample::estimate)
                .average()
                .orElseThrow();
        double square = samples.stream()
                .mapToDouble(sample -> (sample.estimate() - mean) * (sample.estimate() - mean))
                .average()
                .orElseThrow();
        return Math.sqrt(square) / mean;
    }

    /** The longest time without a new picture, in milliseconds. */
    long longestFreeze() {
        return longestGap(call.player.shown);
    }

    /** The longest time without new audio, in milliseconds. */
    long longestSilence() {
        return longestGap(call.player.heard);
    }

    private long longestGap(List<Long> times) {
        long longest = 0;
        long last = from;
        for (long epochTime : times) {
            long time = epochTime - SimulatedCall.EPOCH;
            if (time >= from && time <= to) {
                longest = Math.max(longest, time - last);
                last = time;
            }
        }
        return Math.max(longest, to - last);
    }

    long layerChanges() {
        return call.changes.stream().filter(time -> time >= from && time < to).count();
    }

    @Override
    public String toString() {
        return ("%.0f%% accurate, %.2f to %.2f of capacity, varies %.3f, "
                        + "queue %.0f ms, freeze %d, silence %d, changes %d")
                .formatted(
                        100 * accurateShare(),
                        lowestShareOfCapacity(),
                        highestShareOfCapacity(),
                        variation(),
                        longestQueueMillis(),
                        longestFreeze(),
                        longestSilence(),
                        layerChanges());
    }
}
