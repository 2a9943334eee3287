package dev.parley.server.transport;

import dev.parley.media.session.Path;
import java.net.InetSocketAddress;

/** A peer's UDP address. */
record UdpPath(InetSocketAddress remoteAddress) implements Path {}
