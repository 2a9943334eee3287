package dev.parley.server.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SntpTest {

    private static final Instant NOW = Instant.parse("2026-11-23T12:00:00.25Z");
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    /** Asks a server whose clock shows {@code there}, and that {@code damage}s its answer. */
    private static Duration ask(Instant there, UnaryOperator<byte[]> damage) throws IOException {
        try (DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            Thread server = Thread.ofVirtual().start(() -> answer(socket, there, damage));
            Duration offset = Sntp.offset(
                    new InetSocketAddress(InetAddress.getLoopbackAddress(), socket.getLocalPort()),
                    () -> NOW,
                    PATIENCE);
            assertThat(server).isNotNull();
            return offset;
        }
    }

    private static void answer(DatagramSocket socket, Instant there, UnaryOperator<byte[]> damage) {
        try {
            DatagramPacket packet = new DatagramPacket(new byte[64], 64);
            socket.receive(packet);
            ByteBuffer question = ByteBuffer.wrap(packet.getData());
            ByteBuffer answer = ByteBuffer.allocate(48);
            answer.put(0, (byte) 0x24).put(1, (byte) 2);
            answer.putLong(24, question.getLong(40));
            answer.putLong(32, Sntp.timestamp(there)).putLong(40, Sntp.timestamp(there));
            byte[] bytes = damage.apply(answer.array());
            socket.send(new DatagramPacket(bytes, bytes.length, packet.getSocketAddress()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 61, -3_600, 400 * 86_400L})
    void measuresHowFarAServerIsAhead(long seconds) throws IOException {
        assertThat(ask(NOW.plusSeconds(seconds), bytes -> bytes))
                .isCloseTo(Duration.ofSeconds(seconds), Duration.ofNanos(10));
    }

    @Test
    void readsTimesAfterTheWrapOf2036() {
        Instant late = Instant.parse("2040-06-01T00:00:00Z");
        assertThat(Sntp.instant(Sntp.timestamp(late))).isEqualTo(late);
        Instant early = Instant.parse("2026-11-23T12:00:00.5Z");
        assertThat(Sntp.instant(Sntp.timestamp(early)).truncatedTo(ChronoUnit.MILLIS))
                .isEqualTo(early);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 24, 40})
    void refusesAnswersThatMakeNoSense(int place) {
        assertThatThrownBy(() -> ask(NOW, bytes -> {
                    for (int index = place; index < place + (place > 1 ? 8 : 1); index++) {
                        bytes[index] = 0;
                    }
                    return bytes;
                }))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("makes no sense");
    }

    @Test
    void doesNotWaitForEver() throws IOException {
        try (DatagramSocket deaf = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), deaf.getLocalPort());
            assertThatThrownBy(() -> Sntp.offset(address, () -> NOW, Duration.ofMillis(50)))
                    .isInstanceOf(SocketTimeoutException.class);
        }
    }
}
