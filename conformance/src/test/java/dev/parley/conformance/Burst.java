package dev.parley.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Many requests in one write over one connection, so that they arrive within one second or nearly so. */
final class Burst {

    private static final Duration SHARP = Duration.ofMillis(900);

    private Burst() {}

    /** Sends them just after a full second and returns the answers in their order. */
    static List<RawAnswer> afterTheNextSecond(Endpoint endpoint, List<RawRequest> requests) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        requests.forEach(request -> all.writeBytes(request.bytes()));
        try (RawConnection connection = RawConnection.open(endpoint)) {
            Clocks.awaitNextSecond();
            long start = System.nanoTime();
            connection.send(all.toByteArray());
            List<RawAnswer> answers = new ArrayList<>();
            requests.forEach(request -> answers.add(connection.receive()));
            assertThat(Duration.ofNanos(System.nanoTime() - start))
                    .as("time for %s calls", requests.size())
                    .isLessThan(SHARP);
            return answers;
        }
    }
}
