package dev.parley.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.server.cli.UsageCommand;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;

/**
 * What a scenario must have cost its room, put together from who was there when, and who saw what when. Both are known
 * between two clock readings each; where these fall into the same second the bill is exact, otherwise it has a second
 * of play, for the whole and for each tier.
 */
final class Bill {

    /** The columns that pictures are counted in; two are enough for cheap pictures. */
    enum Tier {
        SD,
        HD,
        FULL_HD
    }

    private static final Seconds NOTHING = new Seconds(0, 0);

    private final Map<Tier, Seconds> seen = new EnumMap<>(Tier.class);
    private Seconds stays = NOTHING;
    private final StringBuilder evidence = new StringBuilder();

    /** Somebody was in the room. */
    Bill stay(Instants from, Instants to) {
        evidence.append("a stay from %s to %s%n".formatted(from, to));
        stays = stays.plus(Seconds.between(from, to));
        return this;
    }

    /** Somebody received pictures whose areas add up to this tier. */
    Bill picture(Tier tier, Instants from, Instants to) {
        evidence.append("%s from %s to %s%n".formatted(tier, from, to));
        return picture(tier, Seconds.between(from, to));
    }

    /** As {@link #picture(Tier, Instants, Instants)} for so long. */
    Bill picture(Tier tier, Seconds time) {
        seen.merge(tier, time, Seconds::plus);
        return this;
    }

    /** Asks the server through an official SDK, and compares. */
    void mustBeCharged(Endpoint endpoint, Instant begin, String room) {
        try {
            mustBe(RoomUsage.ask(endpoint, begin, room));
        } catch (AssertionError wrong) {
            throw new AssertionError(
                    "%s%nExpected from%n%sCounted from%n%s"
                            .formatted(wrong.getMessage(), evidence, explanation(endpoint, begin, room)),
                    wrong);
        }
    }

    /** What {@code parley usage explain} says of the room, so that a wrong bill can be looked into afterwards. */
    private static String explanation(Endpoint endpoint, Instant begin, String room) {
        if (endpoint.data() == null) {
            return "The server's data is not here to explain this.";
        }
        StringWriter said = new StringWriter();
        UsageCommand.commandLine()
                .setOut(new PrintWriter(said))
                .setErr(new PrintWriter(said))
                .execute(
                        "explain",
                        "--app=" + endpoint.sdkAppId(),
                        "--room=" + room,
                        "--from=" + UsageQuery.local(begin),
                        "--to=" + UsageQuery.local(begin.plus(Duration.ofHours(1))),
                        "--data=" + endpoint.data());
        return said.toString();
    }

    void mustBe(RoomUsage usage) {
        Seconds pictures = seen.values().stream().reduce(NOTHING, Seconds::plus);
        Seconds sound = new Seconds(Math.max(0, stays.least() - pictures.most()), stays.most() - pictures.least());
        within("SD", usage.sd(), seen.getOrDefault(Tier.SD, NOTHING), usage);
        within("hd", usage.hd(), seen.getOrDefault(Tier.HD, NOTHING), usage);
        within("FullHD", usage.fullHd(), seen.getOrDefault(Tier.FULL_HD, NOTHING), usage);
        within("Audio", usage.audio(), sound, usage);
        within("everything", usage.total(), stays, usage);
        assertThat(usage.twoK() + usage.fourK()).as("2K and 4K of %s", usage).isZero();
    }

    private void within(String column, long counted, Seconds expected, RoomUsage usage) {
        assertThat(counted)
                .as("%s of %s; expected are %s of stay and %s", column, usage, stays, seen)
                .isBetween(expected.least(), expected.most());
    }
}
