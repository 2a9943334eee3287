package dev.parley.server.signaling;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** 50 requests a second, 200 at once after a pause (docs/signalling.md). */
class RequestAllowanceTest {

    private static final long START = 1_772_416_777_120L;

    private final RequestAllowance allowance = new RequestAllowance(START);

    private int taken(int asked, long now) {
        int taken = 0;
        for (int request = 0; request < asked; request++) {
            taken += allowance.take(now) ? 1 : 0;
        }
        return taken;
    }

    @Test
    void twoHundredPassAtOnce() {
        assertThat(taken(300, START)).isEqualTo(200);
    }

    @Test
    void fiftyPassEachSecondAfterwards() {
        taken(300, START);

        assertThat(taken(300, START + 1_000)).isEqualTo(50);
        assertThat(taken(300, START + 1_010)).isZero();
        assertThat(taken(300, START + 1_020)).isEqualTo(1);
    }

    @Test
    void aPauseGivesNoMoreThanTheFirstAllowance() {
        taken(300, START);

        assertThat(taken(1_000, START + 86_400_000)).isEqualTo(200);
    }

    @Test
    void fiftyASecondPassForEver() {
        for (long now = START; now < START + 60_000; now += 20) {
            assertThat(allowance.take(now)).isTrue();
        }
    }
}
