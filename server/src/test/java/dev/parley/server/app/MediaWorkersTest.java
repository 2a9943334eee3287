package dev.parley.server.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.server.config.HostPort;
import dev.parley.server.config.MediaSettings;
import dev.parley.server.config.Settings;
import dev.parley.server.transport.MediaTraffic;
import dev.parley.server.transport.MediaWorker;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class MediaWorkersTest {

    private static MediaSettings settings(int port, int workers) {
        return Settings.defaultsBut(
                        Map.of("media.listen", "127.0.0.1:" + port, "media.workers", Integer.toString(workers)))
                .media();
    }

    private static MediaWorkers open(int port, int workers) throws IOException {
        return new MediaWorkers(settings(port, workers), InstantSource.system(), new SecureRandom());
    }

    @Test
    void eachHasItsNameAndItsPort() throws IOException {
        try (MediaWorkers workers = open(0, 3)) {
            workers.start();

            assertThat(workers.traffic())
                    .extracting(Supplier::get)
                    .extracting(MediaTraffic::worker)
                    .containsExactly("media-0", "media-1", "media-2");
            assertThat(workers.list())
                    .extracting(MediaWorker::address)
                    .doesNotHaveDuplicates()
                    .contains(workers.first().address());
        }
    }

    @Test
    void portsFollowTheOneThatIsGiven() {
        assertThat(settings(9002, 3).listeners(8))
                .containsExactly(
                        new HostPort("127.0.0.1", 9002),
                        new HostPort("127.0.0.1", 9003),
                        new HostPort("127.0.0.1", 9004));
        assertThat(settings(9002, 0).listeners(8)).hasSize(8);
        assertThat(settings(0, 2).listeners(8))
                .isEqualTo(List.of(new HostPort("127.0.0.1", 0), new HostPort("127.0.0.1", 0)));
        assertThat(MediaSettings.defaults().listeners(8)).hasSize(1);
    }

    @Test
    void endsWhenOnePortCannotBeHad() throws IOException {
        InetAddress loopback = InetAddress.getLoopbackAddress();
        try (DatagramSocket second = new DatagramSocket(0, loopback)) {
            int first = second.getLocalPort() - 1;

            assertThatThrownBy(() -> open(first, 2))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("cannot bind UDP");
        }
    }
}
