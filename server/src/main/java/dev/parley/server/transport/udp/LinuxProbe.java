package dev.parley.server.transport.udp;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteOrder;
import java.nio.channels.DatagramChannel;
import java.nio.channels.Selector;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Finds out whether the Linux port works here, by sending to itself: what a system has and what it lets be used differ. */
final class LinuxProbe {

    private static final Set<String> LAID_OUT_ALIKE = Set.of("amd64", "x86_64", "aarch64");

    /** Two datagrams that can be joined, and a shorter one. */
    private static final List<Integer> SIZES = List.of(1_000, 1_000, 10);

    private static final long PATIENCE_MILLIS = 500;

    /**
     * @param works whether datagrams can be sent and received
     * @param joins whether the system cuts a message into datagrams
     */
    record Finding(boolean works, boolean joins, String reason) {}

    private LinuxProbe() {}

    static Finding run() {
        String machine = System.getProperty("os.name") + " on " + System.getProperty("os.arch");
        if (!isLinux()) {
            return new Finding(false, false, "this is " + machine);
        }
        try {
            if (passes(true)) {
                return new Finding(true, true, "this machine can do it");
            }
            return passes(false)
                    ? new Finding(true, false, "this machine can do that much")
                    : new Finding(false, false, "datagrams sent with sendmmsg did not arrive");
        } catch (IOException | RuntimeException | LinkageError failure) {
            return new Finding(false, false, "the system's calls cannot be used: " + failure);
        }
    }

    private static boolean isLinux() {
        return System.getProperty("os.name").toLowerCase(Locale.ROOT).equals("linux")
                && LAID_OUT_ALIKE.contains(System.getProperty("os.arch"))
                && ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN;
    }

    /** Whether what is sent to oneself arrives as it was, with the means that were asked for. */
    private static boolean passes(boolean joining) throws IOException {
        InetSocketAddress anyPort = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        try (Selector selector = Selector.open();
                DatagramChannel channel = DatagramPorts.bind(anyPort, selector);
                DatagramPort port =
                        DatagramPorts.linuxPort(channel, LinuxSocketCalls::new, new KnownPaths(), joining)) {
            UdpPath itself = UdpPath.of(port.address());
            for (int size : SIZES) {
                port.send(new byte[size], 0, size, itself);
            }
            port.flush();
            List<Integer> arrived = new ArrayList<>();
            do {
                selector.selectedKeys().clear();
                port.receive(SIZES.size(), (data, length, from) -> arrived.add(length));
            } while (arrived.size() < SIZES.size() && selector.select(PATIENCE_MILLIS) > 0);
            return arrived.equals(SIZES) && port.dropped() == 0;
        }
    }
}
