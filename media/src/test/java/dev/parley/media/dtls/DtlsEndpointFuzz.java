package dev.parley.media.dtls;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.sun.management.ThreadMXBean;
import dev.parley.media.rtp.BigEndian;
import dev.parley.media.rtp.FuzzCommands;
import java.lang.management.ManagementFactory;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;

/**
 * Any datagrams into a fresh server endpoint: nobody is connected without the private key that belongs to the expected
 * certificate; the endpoint ends once, when it is told to or by itself; it answers in datagrams of bounded size and
 * number and in bounded memory; and handing it a datagram never throws.
 */
class DtlsEndpointFuzz {

    private static final DtlsCertificate CERTIFICATE =
            DtlsCertificate.generate(new SecureRandom(), Instant.parse("2026-01-01T00:00:00Z"));

    /** That of the client whose messages are among the inputs. */
    private static final String EXPECTED = "f6de94acad23442c5274a8d222a6c25941b0d9dbed9e20168e65044f1c7320dc";

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final long MOST_MEMORY = 64 << 20;

    /** A flight has up to 1,500 bytes; each datagram may have us repeat it. */
    private static final int MOST_SENT_PER_DATAGRAM = 4_096;

    private static final int HANDSHAKE_RECORD = 22;
    private static final int DTLS_1_2 = 0xFEFD;

    /** So that what loading classes costs is not counted as the endpoint's. */
    @BeforeAll
    static void loadClasses() {
        DtlsWarmUp.run();
    }

    @FuzzTest
    void survivesAnyDatagrams(byte[] script) throws InterruptedException {
        Endpoint endpoint = new Endpoint();
        int handed = 0;
        for (FuzzCommands command : FuzzCommands.of(script, DatagramMailbox.CAPACITY)) {
            byte[] datagram = datagram(command, handed++);
            endpoint.receive(datagram);
        }
        endpoint.runToItsEnd();
        assertThat(endpoint.endings).hasValue(1);
        assertThat(endpoint.connections).hasValue(0);
        assertThat(endpoint.sent.get()).isLessThanOrEqualTo((handed + 1L) * MOST_SENT_PER_DATAGRAM);
        assertThat(endpoint.longest.get()).isLessThanOrEqualTo(DatagramMailbox.SEND_LIMIT);
        assertThat(endpoint.allocated.get()).isLessThan(MOST_MEMORY);
        endpoint.receive(new byte[] {HANDSHAKE_RECORD});
    }

    /** As it is, or behind a record's head, or behind a handshake message's head as well, whole or a part of it. */
    private static byte[] datagram(FuzzCommands command, int number) {
        byte[] content = command.content();
        return switch (command.what() & 7) {
            case 0, 1, 2, 3 -> content;
            case 4 -> record(command.number(), number, content);
            case 5 -> record(HANDSHAKE_RECORD, number, message(command.number(), number, content, content.length));
            case 6 -> record(HANDSHAKE_RECORD, number, message(command.number(), 0, content, content.length));
            default -> record(HANDSHAKE_RECORD, number, message(command.number(), number, content, 1 << 24));
        };
    }

    private static byte[] record(int type, int number, byte[] content) {
        byte[] record = new byte[13 + content.length];
        record[0] = (byte) type;
        BigEndian.put16(record, 1, DTLS_1_2);
        BigEndian.put16(record, 9, number);
        BigEndian.put16(record, 11, content.length);
        System.arraycopy(content, 0, record, 13, content.length);
        return record;
    }

    private static byte[] message(int type, int number, byte[] body, int claimed) {
        byte[] message = new byte[12 + body.length];
        message[0] = (byte) type;
        BigEndian.put24(message, 1, claimed);
        BigEndian.put16(message, 4, number);
        BigEndian.put24(message, 9, body.length);
        System.arraycopy(body, 0, message, 12, body.length);
        return message;
    }

    private static final class Endpoint implements DtlsEndpoint.Events {
        final AtomicInteger endings = new AtomicInteger();
        final AtomicInteger connections = new AtomicInteger();
        final AtomicLong sent = new AtomicLong();
        final AtomicInteger longest = new AtomicInteger();
        final AtomicLong allocated = new AtomicLong();
        private final DtlsEndpoint endpoint;
        private @Nullable Runnable work;

        Endpoint() {
            endpoint =
                    DtlsEndpoint.start(DtlsRole.SERVER, CERTIFICATE, EXPECTED, this::sent, this, task -> work = task);
        }

        private void sent(byte[] datagram) {
            sent.addAndGet(datagram.length);
            longest.accumulateAndGet(datagram.length, Math::max);
        }

        void receive(byte[] datagram) {
            endpoint.receive(datagram, 0, datagram.length);
        }

        /** On a thread of its own, until it has read everything. */
        void runToItsEnd() throws InterruptedException {
            Runnable task = Objects.requireNonNull(work);
            AtomicReference<@Nullable Throwable> thrown = new AtomicReference<>();
            Thread thread = Thread.ofPlatform().start(() -> {
                long before = THREADS.getCurrentThreadAllocatedBytes();
                try {
                    task.run();
                } catch (Throwable bug) {
                    thrown.set(bug);
                }
                allocated.set(THREADS.getCurrentThreadAllocatedBytes() - before);
            });
            while (!endpoint.hasReadEverything() && thread.isAlive()) {
                Thread.onSpinWait();
            }
            endpoint.close();
            thread.join();
            assertThat(thrown.get()).isNull();
        }

        @Override
        public void connected(SrtpKeys keys) {
            connections.incrementAndGet();
        }

        @Override
        public void failed(Exception why) {
            endings.incrementAndGet();
        }

        @Override
        public void closed() {
            endings.incrementAndGet();
        }
    }
}
