package dev.parley.server.transport.udp;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.net.InetSocketAddress;
import java.nio.channels.DatagramChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The file descriptor of a {@link DatagramChannel}, which the JDK keeps to itself. The process's own descriptors are
 * listed in {@code /proc/self/fd} (proc(5)), and the system says what each is bound to: exactly one is a datagram socket
 * on the channel's address and port, because nothing here shares ports. Good until the channel is closed.
 *
 * @param ipv6 whether its addresses are IPv6 addresses; a socket that takes both kinds says so
 */
record SocketDescriptor(int number, boolean ipv6) {

    private static final Path OPEN_FILES = Path.of("/proc/self/fd");
    private static final int SOL_SOCKET = 1;
    private static final int SO_TYPE = 3;
    private static final int SOCK_DGRAM = 2;

    /** @throws IOException when none or more than one may be the channel's */
    static SocketDescriptor of(DatagramChannel channel, SocketCalls calls) throws IOException {
        InetSocketAddress address = (InetSocketAddress) channel.getLocalAddress();
        List<SocketDescriptor> found = new ArrayList<>();
        try (Arena arena = Arena.ofConfined();
                DirectoryStream<Path> files = Files.newDirectoryStream(OPEN_FILES)) {
            for (Path file : files) {
                int number = Integer.parseInt(file.getFileName().toString());
                MemorySegment name = MessageArray.emptyName(arena);
                if (isDatagramSocket(number, calls, arena) && isBound(number, name, calls, arena, address)) {
                    found.add(new SocketDescriptor(number, MessageArray.isIpv6(name)));
                }
            }
        }
        if (found.size() != 1) {
            throw new IOException(found.size() + " descriptors of this process are bound to UDP " + address);
        }
        return found.getFirst();
    }

    private static boolean isDatagramSocket(int number, SocketCalls calls, Arena arena) {
        MemorySegment type = arena.allocateFrom(JAVA_INT, 0);
        MemorySegment length = arena.allocateFrom(JAVA_INT, Integer.BYTES);
        return calls.option(number, SOL_SOCKET, SO_TYPE, type, length) == 0 && type.get(JAVA_INT, 0) == SOCK_DGRAM;
    }

    private static boolean isBound(
            int number, MemorySegment name, SocketCalls calls, Arena arena, InetSocketAddress address) {
        MemorySegment length = arena.allocateFrom(JAVA_INT, (int) name.byteSize());
        return calls.localAddress(number, name, length) == 0
                && MessageArray.names(
                        name, UdpPath.of(address), address.getAddress().isAnyLocalAddress());
    }
}
