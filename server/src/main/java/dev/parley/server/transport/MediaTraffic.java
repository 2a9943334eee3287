package dev.parley.server.transport;

/**
 * What passed one media worker since its start, and what it holds.
 *
 * @param worker its name
 * @param backend how its datagrams reach the system
 * @param at when its thread last said so, epoch milliseconds; an old time means that the thread is stuck
 * @param packetsIn datagrams and TCP frames received, whatever they were; {@code bytesIn} their payloads
 * @param packetsOut datagrams and TCP frames sent; {@code bytesOut} their payloads
 * @param droppedOut datagrams the socket had no room for or the system refused
 * @param rejectedIn media packets that failed authentication, were replayed or were malformed
 * @param handshakes DTLS handshakes that ended with keys; {@code failedHandshakes} those that did not
 * @param transports clients with a transport, connected or about to be
 * @param tcpConnections open ICE-TCP connections
 */
public record MediaTraffic(
        String worker,
        String backend,
        long at,
        long packetsIn,
        long bytesIn,
        long packetsOut,
        long bytesOut,
        long droppedOut,
        long rejectedIn,
        long handshakes,
        long failedHandshakes,
        int transports,
        int tcpConnections) {}
