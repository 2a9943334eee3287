package dev.parley.server.transport;

import dev.parley.server.transport.udp.DatagramPort;
import dev.parley.server.transport.udp.UdpPath;
import java.net.InetSocketAddress;

/** A port that has no room for anything. */
record FullPort(long dropped) implements DatagramPort {
    @Override
    public InetSocketAddress address() {
        return new InetSocketAddress(0);
    }

    @Override
    public String backend() {
        return "a full socket";
    }

    @Override
    public int receive(int limit, Receiver receiver) {
        return 0;
    }

    @Override
    public void send(byte[] data, int offset, int length, UdpPath to) {}

    @Override
    public void flush() {}

    @Override
    public void close() {}
}
