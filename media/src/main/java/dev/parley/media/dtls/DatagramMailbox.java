package dev.parley.media.dtls;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.Arrays;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.bouncycastle.tls.DatagramTransport;
import org.jspecify.annotations.Nullable;

/**
 * Between the packet loop, which must not wait, and BouncyCastle, which reads by waiting: a bounded queue. {@link #put}
 * and {@link #end} may be called from any thread, the rest belongs to the endpoint's thread.
 *
 * <p>BouncyCastle sends every record by itself. Here they are collected until it waits for an answer, so that a flight
 * is one datagram where it fits (RFC 6347 section 4.1.1 allows it): a lossy path then loses all of it or nothing, and
 * Finished cannot overtake ChangeCipherSpec, which would make it unreadable.
 */
final class DatagramMailbox implements DatagramTransport {

    /** Longer datagrams are dropped; a handshake flight comes in datagrams of at most about 1,500 bytes. */
    static final int RECEIVE_LIMIT = 2_048;

    /** What may wait; a flight with a certificate has about six datagrams. */
    static final int CAPACITY = 32;

    /** Fits every path that carries media, whose packets are as long. */
    static final int SEND_LIMIT = 1_200;

    private static final int RECORD_HEADER_LENGTH = 13;

    /** What the first hello is labelled with. */
    private static final int DTLS_1_0 = 0xFEFF;

    private static final int DTLS_1_2 = 0xFEFD;

    /** Explicit nonce and tag of AES-GCM (RFC 5288). */
    private static final int SHORTEST_ENCRYPTED_RECORD = 8 + 16;

    private static final byte[] END = new byte[0];

    private final BlockingQueue<byte[]> waiting = new ArrayBlockingQueue<>(CAPACITY);
    private final DtlsEndpoint.Output output;
    private final byte[] collected = new byte[SEND_LIMIT];
    private int collectedLength;
    private volatile boolean ended;
    private volatile boolean endedHere;
    private @Nullable EndListener endListener;

    /** Told on the reading thread, before the read that noticed the end fails. */
    interface EndListener {
        void ended() throws IOException;
    }

    DatagramMailbox(DtlsEndpoint.Output output) {
        this.output = output;
    }

    void onEnd(@Nullable EndListener listener) {
        endListener = listener;
    }

    /** Copies a datagram into the queue, or drops it when that is full or no peer of ours can have sent it. */
    void put(byte[] datagram, int offset, int length) {
        if (!ended && length <= RECEIVE_LIMIT && hasPossibleRecords(datagram, offset, offset + length)) {
            waiting.offer(Arrays.copyOfRange(datagram, offset, offset + length));
        }
    }

    /**
     * Whether the records are of versions that we speak, their lengths fill the datagram, and suffice for GCM where
     * they claim to be encrypted. BouncyCastle discards records whose tag is wrong, but ends the association over one
     * too short to have a tag, or of version 254.254, which anyone who can forge a source address may send.
     */
    private static boolean hasPossibleRecords(byte[] datagram, int start, int end) {
        int position = start;
        while (end - position >= RECORD_HEADER_LENGTH) {
            int version = shortAt(datagram, position + 1);
            int epoch = shortAt(datagram, position + 3);
            int length = shortAt(datagram, position + 11);
            if ((version != DTLS_1_2 && version != DTLS_1_0) || (epoch != 0 && length < SHORTEST_ENCRYPTED_RECORD)) {
                return false;
            }
            position += RECORD_HEADER_LENGTH + length;
        }
        return position == end && end > start;
    }

    private static int shortAt(byte[] b, int offset) {
        return (b[offset] & 0xFF) << 8 | (b[offset + 1] & 0xFF);
    }

    /** Makes the reader stop, now or at its next read, because this side wants it. */
    void end() {
        endedHere = true;
        stopReading();
    }

    private void stopReading() {
        ended = true;
        // A full queue wakes the reader as well, so it does not matter when this finds no place.
        waiting.offer(END);
    }

    /** Whether every datagram has been taken out. */
    boolean isEmpty() {
        return waiting.isEmpty();
    }

    /** Whether this side or the protocol has closed. */
    boolean hasEnded() {
        return ended;
    }

    /** Whether this side has closed. */
    boolean wasEndedHere() {
        return endedHere;
    }

    @Override
    public int getReceiveLimit() {
        return RECEIVE_LIMIT;
    }

    @Override
    public int getSendLimit() {
        return SEND_LIMIT;
    }

    /** Waits for a datagram; zero means for ever, -1 is returned when time is up. */
    @Override
    public int receive(byte[] buffer, int offset, int length, int waitMillis) throws IOException {
        flush();
        byte[] datagram = next(waitMillis);
        if (ended) {
            EndListener listener = endListener;
            endListener = null;
            if (listener != null) {
                listener.ended();
            }
            throw new InterruptedIOException(endedHere ? "closed" : "the peer closed the association");
        }
        if (datagram == null) {
            return -1;
        }
        int received = Math.min(length, datagram.length);
        System.arraycopy(datagram, 0, buffer, offset, received);
        return received;
    }

    private byte @Nullable [] next(int waitMillis) {
        if (ended) {
            return null;
        }
        try {
            return waitMillis == 0 ? waiting.take() : waiting.poll(waitMillis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            // Whoever interrupts wants the endpoint to end. The flag is not set again, because the goodbyes are still
            // to be sent, and a channel used by an interrupted thread closes itself.
            end();
            return null;
        }
    }

    @Override
    public void send(byte[] buffer, int offset, int length) {
        if (collectedLength + length > SEND_LIMIT) {
            flush();
        }
        System.arraycopy(buffer, offset, collected, collectedLength, length);
        collectedLength += length;
    }

    /** Sends what has been collected. */
    void flush() {
        if (collectedLength > 0) {
            byte[] datagram = Arrays.copyOf(collected, collectedLength);
            collectedLength = 0;
            output.send(datagram);
        }
    }

    @Override
    public void close() {
        flush();
        stopReading();
    }
}
