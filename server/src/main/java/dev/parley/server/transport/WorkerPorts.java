package dev.parley.server.transport;

import dev.parley.server.transport.udp.DatagramPort;
import dev.parley.server.transport.udp.DatagramPorts;
import dev.parley.server.transport.udp.KnownPaths;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.Selector;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A UDP port, and ICE-TCP on the same number unless another process has it. */
record WorkerPorts(DatagramPort udp, @Nullable TcpListener tcp) {

    /** A UDP port that is free often enough has a TCP twin in use by some client's connection. */
    private static final int FREE_PORT_ATTEMPTS = 50;

    private static final Logger LOG = LoggerFactory.getLogger(WorkerPorts.class);

    /**
     * Binds both. A port of the operator's choice may lack TCP; a free one is looked for until both are free.
     *
     * @throws IOException when the UDP port cannot be had; the message names it
     */
    static WorkerPorts bind(InetSocketAddress bind, DatagramPorts sockets, Selector selector, KnownPaths paths)
            throws IOException {
        for (int attempt = 1; ; attempt++) {
            DatagramPort udp = bindUdp(bind, sockets, selector, paths);
            TcpListener listener = TcpListener.open(udp.address(), selector);
            if (listener != null) {
                return new WorkerPorts(udp, listener);
            }
            if (bind.getPort() != 0 || attempt == FREE_PORT_ATTEMPTS) {
                LOG.warn(
                        "TCP port {} is taken: clients behind networks without UDP cannot connect",
                        udp.address().getPort());
                return new WorkerPorts(udp, null);
            }
            udp.close();
        }
    }

    private static DatagramPort bindUdp(
            InetSocketAddress bind, DatagramPorts sockets, Selector selector, KnownPaths paths) throws IOException {
        try {
            return sockets.open(bind, selector, paths);
        } catch (IOException failure) {
            selector.close();
            throw new IOException(
                    "cannot bind UDP " + bind.getHostString() + ":" + bind.getPort() + ": " + failure.getMessage(),
                    failure);
        }
    }

    /** What clients are told: the announced addresses, or where there are none the bound ones, with the real port. */
    List<InetSocketAddress> candidates(List<InetAddress> announced) throws IOException {
        int number = udp.address().getPort();
        List<InetAddress> addresses = announced.isEmpty() ? LocalAddresses.of(udp.address()) : announced;
        return addresses.stream()
                .map(address -> new InetSocketAddress(address, number))
                .toList();
    }

    void close() {
        udp.close();
        if (tcp != null) {
            tcp.close();
        }
    }
}
