package dev.parley.server.transport.udp;

import java.lang.foreign.Arena;

/**
 * Sends what an {@link Egress} holds, destination by destination, as few messages as possible in as few calls as
 * possible. Datagrams of one size for one destination become one message that the system, or the network card, cuts
 * into datagrams again (UDP generic segmentation offload): it passes the stack once. The last may be shorter.
 *
 * <p>What the system refuses is found out by trying. A message it cannot cut for one destination, whose path takes only
 * smaller packets say, is sent datagram by datagram, and so is everything for that destination afterwards. When the
 * network card cannot do it, or several were refused and none ever taken, nothing is joined any more. A system without the call
 * for many messages is given them one by one. Whatever else is refused, and what there is no room for, is dropped and
 * counted: media that comes late is worth nothing.
 */
final class SuperPackets {

    /** Older systems take no more (UDP_MAX_SEGMENTS). */
    static final int MOST_SEGMENTS = 64;

    /** The length field of UDP holds 65,535, of which headers of IP and UDP with their options take some. */
    static final int LARGEST_BYTES = 65_000;

    /** Paths that may refuse joined messages before any took one: a few clients may sit behind narrow tunnels. */
    private static final int MOST_REFUSALS = 8;

    /** Messages in one call: by then the call itself costs next to nothing. */
    private static final int MESSAGES = 64;

    private final SocketCalls calls;
    private final int descriptor;
    private final MessageArray messages;
    private final int[] segments = new int[MESSAGES];
    private final UdpPath[] paths = new UdpPath[MESSAGES];
    private int count;
    private boolean joining;
    private boolean everJoined;
    private int refusals;
    private boolean many = true;
    private long dropped;

    /**
     * @param ipv6 whether the socket's addresses are IPv6 addresses
     * @param joining whether the system can cut a message into datagrams at all
     */
    SuperPackets(SocketCalls calls, int descriptor, Arena arena, boolean ipv6, boolean joining) {
        this.calls = calls;
        this.descriptor = descriptor;
        this.joining = joining;
        this.messages = new MessageArray(arena, MESSAGES, MOST_SEGMENTS, ipv6);
    }

    /** Whether datagrams are still joined. */
    boolean isJoining() {
        return joining;
    }

    /** Whether many messages are still sent with one call. */
    boolean isSendingMany() {
        return many;
    }

    /** Datagrams that were refused. */
    long dropped() {
        return dropped;
    }

    void send(Egress egress) {
        for (int place = 0; place < egress.destinations(); place++) {
            UdpPath path = egress.destination(place);
            for (int datagram = egress.first(place); datagram != Egress.NONE; ) {
                datagram = join(egress, datagram, path);
                if (count == MESSAGES) {
                    sendGathered();
                }
            }
        }
        sendGathered();
    }

    /** Makes a message of {@code datagram} and as many of those behind it as possible; returns the one after them. */
    private int join(Egress egress, int datagram, UdpPath path) {
        int message = count++;
        int size = egress.length(datagram);
        int most = joining && !path.takesNoSegments && size > 0 ? MOST_SEGMENTS : 1;
        int joined = 0;
        int bytes = 0;
        int length = size;
        int current = datagram;
        do {
            messages.buffer(message, joined++, egress.address(current), length);
            bytes += length;
            current = egress.next(current);
            if (current == Egress.NONE || length < size) {
                break;
            }
            length = egress.length(current);
        } while (joined < most && length > 0 && length <= size && bytes + length <= LARGEST_BYTES);
        messages.address(message, path);
        messages.complete(message, 0, joined, joined > 1 ? size : 0);
        segments[message] = joined;
        paths[message] = path;
        return current;
    }

    private void sendGathered() {
        int done = 0;
        while (done < count) {
            int result = call(done, count - done);
            if (result > 0) {
                done = noteSent(done, result);
            } else if (result == -SocketCalls.ENOSYS && many) {
                many = false;
            } else {
                noteRefused(done++, -result);
            }
        }
        count = 0;
    }

    private int call(int first, int number) {
        if (many) {
            return calls.sendMany(descriptor, messages.from(first), number);
        }
        int result = calls.sendOne(descriptor, messages.from(first));
        return result < 0 ? result : 1;
    }

    private int noteSent(int first, int number) {
        int end = first + number;
        for (int message = first; message < end && !everJoined; message++) {
            everJoined = segments[message] > 1;
        }
        return end;
    }

    private void noteRefused(int message, int error) {
        if (segments[message] > 1 && isAboutJoining(error)) {
            paths[message].takesNoSegments = true;
            joining &= error != SocketCalls.EIO && (everJoined || ++refusals < MOST_REFUSALS);
            sendSeparately(message);
        } else {
            dropped += segments[message];
        }
    }

    private static boolean isAboutJoining(int error) {
        return error == SocketCalls.EIO || error == SocketCalls.EINVAL || error == SocketCalls.EMSGSIZE;
    }

    private void sendSeparately(int message) {
        for (int place = 0; place < segments[message]; place++) {
            messages.complete(message, place, 1, 0);
            if (call(message, 1) <= 0) {
                dropped++;
            }
        }
    }
}
