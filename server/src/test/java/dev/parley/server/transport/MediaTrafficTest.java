package dev.parley.server.transport;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.media.session.PeerTransport;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class MediaTrafficTest {

    private static final long NOW = 1_000_000;

    private final TrafficCounters counters = new TrafficCounters("media-0", "a socket", NOW);
    private int heard;

    private final PeerTransport.Listener listener = new PeerTransport.Listener() {
        @Override
        public void onConnected(long now) {
            heard++;
        }

        @Override
        public void onRtp(byte[] packet, int length, long now) {
            heard++;
        }

        @Override
        public void onRtcp(byte[] packet, int length, long now) {
            heard++;
        }

        @Override
        public void onClosed(@Nullable Exception failure) {
            heard++;
        }
    };

    /** Has dropped some and does nothing else. */
    private MediaTraffic show(long now) {
        counters.show(now, List.of(), new FullPort(4), 2);
        return counters.shown();
    }

    @Test
    void addsUpPacketsAndBytes() {
        counters.received(100);
        counters.received(50);
        counters.sent(1_200);
        assertThat(counters.shown().packetsIn()).isZero();

        assertThat(show(NOW + 5))
                .isEqualTo(new MediaTraffic("media-0", "a full socket", NOW + 5, 2, 150, 1, 1_200, 4, 0, 0, 0, 0, 2));
    }

    @Test
    void isShownOnceASecond() {
        assertThat(counters.isDue(NOW + 999)).isFalse();
        assertThat(counters.isDue(NOW + 1_000)).isTrue();
        show(NOW + 1_000);
        assertThat(counters.isDue(NOW + 1_001)).isFalse();
    }

    @Test
    void tellsHandshakesThatSucceededFromThoseThatFailed() {
        PeerTransport.Listener good = counters.counting(listener);
        good.onConnected(NOW);
        good.onClosed(new IllegalStateException("later"));
        counters.counting(listener).onClosed(new IllegalStateException("no agreement"));
        counters.counting(listener).onClosed(null);

        assertThat(show(NOW).handshakes()).isEqualTo(1);
        assertThat(show(NOW).failedHandshakes()).isEqualTo(1);
        assertThat(heard).isEqualTo(4);
    }

    @Test
    void passesMediaOn() {
        PeerTransport.Listener counting = counters.counting(listener);
        counting.onRtp(new byte[1], 1, NOW);
        counting.onRtcp(new byte[1], 1, NOW);
        assertThat(heard).isEqualTo(2);
    }
}
