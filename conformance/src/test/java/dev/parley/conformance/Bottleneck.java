package dev.parley.conformance;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.util.Arrays;
import java.util.concurrent.DelayQueue;
import java.util.concurrent.Delayed;
import java.util.concurrent.TimeUnit;

/**
 * The narrow part of a way. So many bits go through in a second, one datagram after the other; what has to wait stands
 * in a queue of {@value #LONGEST_QUEUE_MILLIS} milliseconds, and what does not fit into that is lost. When a datagram
 * is through is computed when it comes, so that a busy machine delivers late, but does not make the way narrower.
 * Headers below UDP are not counted. Thread-safe.
 */
final class Bottleneck {

    private static final long LONGEST_QUEUE_MILLIS = 300;
    private static final long AS_WIDE_AS_ANY = 0;
    private static final long NANOS_OF_A_SECOND = TimeUnit.SECONDS.toNanos(1);

    /** A datagram on its way; due by {@link System#nanoTime}. */
    private record Passing(long due, DatagramPacket datagram) implements Delayed {

        @Override
        public long getDelay(TimeUnit unit) {
            return unit.convert(due - System.nanoTime(), TimeUnit.NANOSECONDS);
        }

        @Override
        public int compareTo(Delayed other) {
            return Long.signum(due - ((Passing) other).due);
        }
    }

    private final DatagramSocket exit;
    private final DelayQueue<Passing> queue = new DelayQueue<>();
    private long bitsPerSecond = AS_WIDE_AS_ANY;

    /** When everything that came so far is through. */
    private long free = System.nanoTime();

    /** @param exit what comes through is sent from there */
    Bottleneck(DatagramSocket exit) {
        this.exit = exit;
    }

    synchronized void narrow(long newBitsPerSecond) {
        if (newBitsPerSecond <= 0) {
            throw new IllegalArgumentException("nothing comes through at " + newBitsPerSecond + " bit/s");
        }
        bitsPerSecond = newBitsPerSecond;
    }

    synchronized void widen() {
        bitsPerSecond = AS_WIDE_AS_ANY;
    }

    /** Takes a datagram to where its address says, some time later or never; what it is made of can be used again. */
    void pass(DatagramPacket datagram) throws IOException {
        if (!waits(datagram)) {
            exit.send(datagram);
        }
    }

    /** Whether it has to wait, or is lost. */
    private synchronized boolean waits(DatagramPacket datagram) {
        long now = System.nanoTime();
        long waiting = Math.max(0, free - now);
        if (bitsPerSecond == AS_WIDE_AS_ANY && waiting == 0) {
            return false;
        }
        if (waiting <= TimeUnit.MILLISECONDS.toNanos(LONGEST_QUEUE_MILLIS)) {
            free = now + waiting + nanosToPass(datagram);
            queue.add(new Passing(free, copy(datagram)));
        }
        return true;
    }

    /** Never nothing, for their times keep them in order. */
    private long nanosToPass(DatagramPacket datagram) {
        return bitsPerSecond == AS_WIDE_AS_ANY
                ? 1
                : datagram.getLength() * Byte.SIZE * NANOS_OF_A_SECOND / bitsPerSecond;
    }

    private static DatagramPacket copy(DatagramPacket datagram) {
        byte[] bytes = Arrays.copyOf(datagram.getData(), datagram.getLength());
        return new DatagramPacket(bytes, bytes.length, datagram.getSocketAddress());
    }

    /** Delivers what is due until the thread is interrupted or the exit closed. */
    void deliver() throws IOException {
        try {
            while (true) {
                exit.send(queue.take().datagram());
            }
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }
}
