package dev.parley.server.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.parley.media.srtp.SrtpProfile;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a run found, told to people and to programs. */
class LoadResultTest {

    private static final DelaySummary DELAYS =
            new DelaySummary(100, 1_000_000, 2_000_000, 3_000_000, 4_000_000, 5_000_000);

    private static LoadResult result(LoadResult.Ending ending, int failed, List<String> reasons) {
        LoadPlan plan = new LoadPlan(
                "load-x",
                1,
                4,
                400,
                LoadProfile.BURSTS.video(),
                false,
                Duration.ofSeconds(10),
                Duration.ZERO,
                16,
                0,
                true,
                true,
                BandwidthFeedback.REMB,
                8,
                List.of(SrtpProfile.AEAD_AES_128_GCM),
                1);
        Counters counters = new Counters();
        counters.expected = 500_000;
        counters.delivered = 499_000;
        counters.deliveredBytes = 499_000 * 1_216L;
        counters.missing = 1_000;
        return new LoadResult(
                plan,
                "parley http://127.0.0.1:9000",
                ending,
                "why it ended",
                new Joins.Summary(404 - failed, failed, 50, DELAYS, DELAYS, reasons),
                Duration.ofSeconds(10),
                counters,
                DELAYS,
                List.of(new SecondSample(1, 2, true, 404, counters, DELAYS, Duration.ofMillis(500), 7)),
                new LoadResult.ServerUsage(Duration.ofMillis(2_495), 100 << 20, 200 << 20),
                Duration.ofSeconds(3));
    }

    @Test
    void tellsProgramsEverythingInUnits() {
        JsonNode json = new JsonMapper().readTree(LoadJson.write(result(LoadResult.Ending.COMPLETED, 0, List.of())));

        assertThat(json.path("ending").asString()).isEqualTo("COMPLETED");
        assertThat(json.path("deliveredPercent").asDouble()).isEqualTo(99.8, within(1e-9));
        assertThat(json.path("packetsPerSecond").asDouble()).isEqualTo(49_900, within(1e-6));
        assertThat(json.path("bitsPerSecond").asDouble()).isEqualTo(485_427_200, within(1.0));
        assertThat(json.path("plan").path("video").path("packetsPerFrame").asInt())
                .isEqualTo(4);
        assertThat(json.path("plan").path("packetsPerSecond").asInt()).isEqualTo(48_000);
        assertThat(json.path("counters").path("missing").asInt()).isEqualTo(1_000);
        assertThat(json.path("delay").path("p999Millis").asDouble()).isEqualTo(4);
        assertThat(json.path("server").path("microsPerPacket").asDouble()).isEqualTo(5, within(1e-9));
        assertThat(json.path("server").path("residentBytes").asLong()).isEqualTo(200 << 20);
        assertThat(json.path("generatorProcessors").asDouble()).isEqualTo(0.3, within(1e-9));
        JsonNode second = json.path("seconds").path(0);
        assertThat(second.path("delivered").asLong()).isEqualTo(499_000);
        assertThat(second.path("serverProcessors").asDouble()).isEqualTo(0.25, within(1e-9));
        assertThat(second.path("serverResidentBytes").asLong()).isEqualTo(7);
    }

    @Test
    void tellsPeopleWhatMatters() {
        String text = text(result(LoadResult.Ending.COMPLETED, 0, List.of()));

        assertThat(text)
                .contains("1 rooms of 4 publishers and 400 subscribers")
                .contains("499,000 of 500,000 packets, 99.800 %")
                .contains("p99.9 4.00")
                .contains("5.00 us for each delivered packet, 200 MiB");
        assertThat(result(LoadResult.Ending.COMPLETED, 0, List.of()).isGood()).isTrue();
        assertThat(result(LoadResult.Ending.INTERRUPTED, 0, List.of()).isGood()).isTrue();
    }

    @Test
    void saysWhyARunIsNoGood() {
        LoadResult lost = result(LoadResult.Ending.TARGET_LOST, 0, List.of());
        LoadResult refused = result(LoadResult.Ending.COMPLETED, 3, List.of("the room is full"));

        assertThat(text(lost)).contains("ENDED EARLY, after 10.0 s measured: why it ended");
        assertThat(lost.isGood()).isFalse();
        assertThat(text(refused)).contains("3 failed", "failed: the room is full");
        assertThat(refused.isGood()).isFalse();
    }

    private static String text(LoadResult result) {
        StringWriter text = new StringWriter();
        new LoadText(new PrintWriter(text)).print(result);
        return text.toString();
    }
}
