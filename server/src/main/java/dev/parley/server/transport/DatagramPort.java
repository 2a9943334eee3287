package dev.parley.server.transport;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetSocketAddress;

/**
 * One UDP port in batches: a worker takes everything that waits, lets the engine answer, then flushes. An
 * implementation may send at once or gather datagrams for one destination until {@link #flush}. Used by the owner
 * thread only.
 */
interface DatagramPort extends Closeable {

    /** Takes one received datagram; {@code data} is reused after the call. */
    @FunctionalInterface
    interface Receiver {
        void datagram(byte[] data, int length, InetSocketAddress from);
    }

    /** The address it is bound to, with the real port when 0 was asked for. */
    InetSocketAddress address();

    /** Hands over at most {@code limit} waiting datagrams without blocking; returns how many there were. */
    int receive(int limit, Receiver receiver) throws IOException;

    /** Sends a datagram, or drops and counts it when the socket is full; {@code data} is not kept. */
    void send(byte[] data, int offset, int length, InetSocketAddress to);

    /** Puts everything gathered on the wire. */
    void flush();

    /** Datagrams the socket had no room for, or that the system refused. */
    long dropped();

    @Override
    void close();
}
