package dev.parley.conformance;

import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Many requests in one write over one connection, so that they are served within one second of the clock. */
final class Burst {

    /** Leaves room for a difference between both sides' clocks. */
    private static final Duration SHARP = Duration.ofMillis(900);

    private static final int MOST_ATTEMPTS = 10;

    private Burst() {}

    /**
     * Sends them just after a full second and returns the answers in their order; all again in another second when a
     * busy machine took too long.
     */
    static List<RawAnswer> afterTheNextSecond(Endpoint endpoint, List<RawRequest> requests) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        requests.forEach(request -> all.writeBytes(request.bytes()));
        for (int attempt = 0; attempt < MOST_ATTEMPTS; attempt++) {
            try (RawConnection connection = RawConnection.open(endpoint)) {
                Clocks.awaitNextSecond();
                long start = System.nanoTime();
                connection.send(all.toByteArray());
                List<RawAnswer> answers = new ArrayList<>();
                requests.forEach(request -> answers.add(connection.receive()));
                if (System.nanoTime() - start < SHARP.toNanos()) {
                    return answers;
                }
            }
        }
        throw new AssertionError(requests.size() + " calls took longer than " + SHARP + " each time");
    }
}
