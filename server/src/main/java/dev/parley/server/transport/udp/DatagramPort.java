package dev.parley.server.transport.udp;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetSocketAddress;

/**
 * One UDP port in batches: a worker takes everything that waits, lets the engine answer, then flushes. An
 * implementation may send at once or gather datagrams for one destination until {@link #flush}; those for one path
 * leave in the order they were given in. Used by the owner thread only.
 */
public interface DatagramPort extends Closeable {

    /** Bytes; larger than any datagram a media client sends. What arrives longer is cut, and fails authentication. */
    int LARGEST_DATAGRAM = 2_048;

    /** Takes one received datagram; {@code data} is reused after the call. */
    @FunctionalInterface
    interface Receiver {
        void datagram(byte[] data, int length, UdpPath from);
    }

    /** The address it is bound to, with the real port when 0 was asked for. */
    InetSocketAddress address();

    /** How it reaches the system at present, for operators. */
    String backend();

    /**
     * Hands over waiting datagrams without blocking, and takes no more from the system once {@code limit} were handed
     * over; returns how many there were, which may be a batch more than the limit.
     */
    int receive(int limit, Receiver receiver) throws IOException;

    /**
     * Sends a datagram, or drops and counts it when the socket is full, when the system refuses it, or when it is longer
     * than {@link #LARGEST_DATAGRAM}; {@code data} is not kept.
     */
    void send(byte[] data, int offset, int length, UdpPath to);

    /** Puts everything gathered on the wire. */
    void flush();

    /** Datagrams that were dropped on their way out. */
    long dropped();

    @Override
    void close();
}
