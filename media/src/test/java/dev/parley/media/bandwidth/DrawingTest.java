package dev.parley.media.bandwidth;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/**
 * The calls that {@code docs/media} shows. Run with {@code -Dparley.write=true} it draws them anew; else it sees that
 * they are there, still made from the same seed, and that the call still goes well.
 */
class DrawingTest {

    private static final long SEED = 1;

    private static final long[] LAYERS = {3_000_000, 1_500_000, 500_000, 150_000};

    private static void draw(String name, String title, double bits, double queue, Consumer<SimulatedCall> story)
            throws IOException {
        SimulatedCall call = new SimulatedCall(SEED, LAYERS);
        story.accept(call);
        Drawing.of(call, title, bits, queue).appearAs(name);
        assertThat(new CallReport(call, 5_000, call.now).accurateShare()).isGreaterThan(0.7);
    }

    @Test
    void showsACapacityThatDropsAndComesBack() throws IOException {
        draw("capacity.svg", "2 Mbit/s, then 500 kbit/s, then 2 Mbit/s", 3_200_000, 1_200, call -> {
            call.down.capacity = 2_000_000;
            call.run(20_000);
            call.down.capacity = 500_000;
            call.run(20_000);
            call.down.capacity = 2_000_000;
            call.run(20_000);
        });
    }

    @Test
    void showsLossThatHasNothingToDoWithTheRate() throws IOException {
        draw("loss.svg", "2.5 Mbit/s; 5 % lost at random, then 10 % in bursts, then none", 3_200_000, 300, call -> {
            call.down.capacity = 2_500_000;
            call.down.loss = 0.05;
            call.run(20_000);
            call.down.loss = 0;
            call.down.badSpells = call.down.spellEnds * 0.1 / (call.down.spellLoss - 0.1);
            call.run(20_000);
            call.down.badSpells = 0;
            call.run(20_000);
        });
    }

    @Test
    void showsALongerPathAndDisorder() throws IOException {
        draw("delay.svg", "2.5 Mbit/s; from 20 s on 100 ms longer, from 40 s on disorderly", 3_200_000, 300, call -> {
            call.down.capacity = 2_500_000;
            call.run(20_000);
            call.down.delayMillis += 100;
            call.run(20_000);
            call.down.disorder = 0.1;
            call.down.duplicates = 0.02;
            call.run(20_000);
        });
    }
}
