package dev.parley.media.session;

import java.net.InetSocketAddress;

/**
 * One way to a peer: a UDP address, or an established ICE-TCP connection. Two paths are equal when a datagram sent on
 * one arrives where one sent on the other does.
 */
public interface Path {

    InetSocketAddress remoteAddress();
}
