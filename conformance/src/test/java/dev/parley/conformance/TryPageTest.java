package dev.parley.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Two people meet on the page that the server serves, with nothing but its address. */
@ExtendWith(Stage.class)
final class TryPageTest {

    private static final Duration PATIENCE = Duration.ofSeconds(90);

    @Test
    void twoPeopleMeetOnThePage(Endpoint endpoint) throws Exception {
        JsonNode seen = meet(endpoint.address().toString(), Rooms.unused("page"));

        assertThat(seen.path("byHost").asString()).as("the guest's camera").isEqualTo("1280x720");
        assertThat(seen.path("byGuest").asString()).as("the host's camera").isEqualTo("1280x720");
        assertThat(seen.path("screen").asString()).as("the host's screen").matches("\\d+x\\d+");
        assertThat(seen.path("message").asString()).isEqualTo("Grüße, <b>Ann</b>");
        assertThat(seen.path("usage").valueStream().map(JsonNode::asString))
                .as("the guest's own usage by tier")
                .hasSizeGreaterThan(1);
        assertThat(seen.path("policy").asString()).contains("default-src 'none'", "script-src 'self'");
        // What the policy forbids would be among them.
        assertThat(seen.path("troubles").valueStream().toList()).isEmpty();
    }

    private static JsonNode meet(String server, String room) throws IOException, InterruptedException {
        ProcessBuilder builder = NodeFolder.script("try.mjs");
        builder.command(List.of("node", "try.mjs", server, room));
        Process process = builder.start();
        ProcessOutput errors = ProcessOutput.of("page errors", process.errorReader());
        ProcessOutput output = ProcessOutput.of("page results", process.inputReader(StandardCharsets.UTF_8));
        try {
            assertThat(process.waitFor(PATIENCE.toMillis(), TimeUnit.MILLISECONDS))
                    .as("they meet; said so far:\n%s", errors)
                    .isTrue();
            assertThat(process.exitValue())
                    .as("they meet (the page is built by ./dev test):\n%s", errors)
                    .isZero();
            return JsonMapper.shared().readTree(output.toString());
        } finally {
            process.destroyForcibly();
        }
    }
}
