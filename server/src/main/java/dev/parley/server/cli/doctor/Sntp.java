package dev.parley.server.cli.doctor;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** One question to a time server (RFC 4330). */
final class Sntp {

    static final int PORT = 123;

    private static final int LENGTH = 48;
    private static final int VERSION_4_CLIENT = 0x23;
    private static final int SERVER_MODE = 4;
    private static final int LARGEST_STRATUM = 15;
    private static final int ORIGINATE = 24;
    private static final int RECEIVE = 32;
    private static final int TRANSMIT = 40;

    /** From 1900 to 1970. */
    private static final long EPOCH_SECONDS = 2_208_988_800L;

    private static final double FRACTION = 0x1p32;
    private static final double NANOS = 1e9;

    private Sntp() {}

    /**
     * How far the server's clock is ahead of ours.
     *
     * @throws IOException when it does not answer in time, or nothing sensible
     */
    static Duration offset(InetSocketAddress server, InstantSource clock, Duration patience) throws IOException {
        try (DatagramSocket socket = new DatagramSocket()) {
            socket.setSoTimeout((int) patience.toMillis());
            socket.connect(server);
            Instant sent = clock.instant();
            byte[] question = question(sent);
            socket.send(new DatagramPacket(question, LENGTH));
            DatagramPacket answer = new DatagramPacket(new byte[LENGTH], LENGTH);
            socket.receive(answer);
            return offset(sent, question, answer, clock.instant());
        }
    }

    static InetSocketAddress address(String host) throws IOException {
        return new InetSocketAddress(InetAddress.getByName(host), PORT);
    }

    private static byte[] question(Instant now) {
        ByteBuffer question = ByteBuffer.allocate(LENGTH);
        question.put(0, (byte) VERSION_4_CLIENT);
        question.putLong(TRANSMIT, timestamp(now));
        return question.array();
    }

    private static Duration offset(Instant sent, byte[] question, DatagramPacket packet, Instant received)
            throws IOException {
        ByteBuffer answer = ByteBuffer.wrap(packet.getData());
        int stratum = answer.get(1) & 0xFF;
        boolean sensible = packet.getLength() == LENGTH
                && (answer.get(0) & 7) == SERVER_MODE
                && stratum >= 1
                && stratum <= LARGEST_STRATUM
                && answer.getLong(ORIGINATE) == ByteBuffer.wrap(question).getLong(TRANSMIT)
                && answer.getLong(TRANSMIT) != 0;
        if (!sensible) {
            throw new IOException("the time server's answer makes no sense");
        }
        Duration there = Duration.between(sent, instant(answer.getLong(RECEIVE)));
        Duration back = Duration.between(received, instant(answer.getLong(TRANSMIT)));
        return there.plus(back).dividedBy(2);
    }

    static long timestamp(Instant instant) {
        long fraction = (long) (instant.getNano() / NANOS * FRACTION);
        return (instant.getEpochSecond() + EPOCH_SECONDS) << 32 | fraction;
    }

    /** Seconds wrap in 2036: small numbers are of the time after that. */
    static Instant instant(long timestamp) {
        long seconds = timestamp >>> 32;
        long era = seconds < 0x8000_0000L ? 1L << 32 : 0;
        long nanos = (long) ((timestamp & 0xFFFF_FFFFL) / FRACTION * NANOS);
        return Instant.ofEpochSecond(seconds + era - EPOCH_SECONDS, nanos);
    }
}
