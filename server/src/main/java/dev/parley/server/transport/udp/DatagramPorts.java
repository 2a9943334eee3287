package dev.parley.server.transport.udp;

import dev.parley.server.config.MediaSettings;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Opens ports of the kind that was chosen at the start, once for all workers. Safe for any thread. */
public final class DatagramPorts {

    /** Holds about 30 ms of 1 Gbit/s, so that a pause of the virtual machine loses nothing. */
    private static final int SOCKET_BUFFER = 4 << 20;

    private static final Logger LOG = LoggerFactory.getLogger(DatagramPorts.class);

    private final @Nullable Function<Arena, SocketCalls> calls;
    private final boolean joining;
    private final String reason;

    private DatagramPorts(@Nullable Function<Arena, SocketCalls> calls, boolean joining, String reason) {
        this.calls = calls;
        this.joining = joining;
        this.reason = reason;
    }

    /**
     * What the settings say, and for {@code auto} what this machine can do: that is tried with a socket to itself.
     *
     * @throws IOException when Linux calls are demanded and do not work
     */
    public static DatagramPorts choose(MediaSettings.Socket choice) throws IOException {
        return choose(choice, LinuxProbe::run);
    }

    static DatagramPorts choose(MediaSettings.Socket choice, Supplier<LinuxProbe.Finding> probe) throws IOException {
        if (choice == MediaSettings.Socket.PORTABLE) {
            return portable("media.socket says so");
        }
        LinuxProbe.Finding finding = probe.get();
        boolean demanded = choice == MediaSettings.Socket.LINUX;
        if (finding.works()) {
            return linux(LinuxSocketCalls::new, finding.joins(), demanded ? "media.socket says so" : finding.reason());
        }
        if (demanded) {
            throw new IOException("media.socket is linux, but " + finding.reason());
        }
        return portable(finding.reason());
    }

    static DatagramPorts portable(String reason) {
        return new DatagramPorts(null, false, reason);
    }

    static DatagramPorts linux(Function<Arena, SocketCalls> calls, boolean joining, String reason) {
        return new DatagramPorts(calls, joining, reason);
    }

    /** Why ports are of this kind. */
    public String reason() {
        return reason;
    }

    /**
     * Binds a port and has it waited for by {@code selector}.
     *
     * @param paths where those who send to the port are looked up
     * @throws IOException when the address cannot be had
     */
    public DatagramPort open(InetSocketAddress bind, Selector selector, KnownPaths paths) throws IOException {
        DatagramChannel channel = bind(bind, selector);
        try {
            return over(channel, paths);
        } catch (IOException | RuntimeException failure) {
            channel.close();
            throw failure;
        }
    }

    private DatagramPort over(DatagramChannel channel, KnownPaths paths) throws IOException {
        if (calls != null) {
            try {
                return linuxPort(channel, calls, paths, joining);
            } catch (IOException unusable) {
                LOG.warn("{}; it is served by {}", unusable.getMessage(), ChannelDatagramPort.BACKEND);
            }
        }
        return new ChannelDatagramPort(channel, paths);
    }

    static DatagramChannel bind(InetSocketAddress bind, Selector selector) throws IOException {
        DatagramChannel channel = DatagramChannel.open();
        try {
            channel.setOption(StandardSocketOptions.SO_RCVBUF, SOCKET_BUFFER);
            channel.setOption(StandardSocketOptions.SO_SNDBUF, SOCKET_BUFFER);
            channel.configureBlocking(false);
            channel.bind(bind);
            channel.register(selector, SelectionKey.OP_READ);
            return channel;
        } catch (IOException | RuntimeException failure) {
            channel.close();
            throw failure;
        }
    }

    /** @throws IOException when the channel's descriptor cannot be found; the channel is as it was */
    @SuppressWarnings("MustBeClosed") // the port closes it
    static DatagramPort linuxPort(
            DatagramChannel channel, Function<Arena, SocketCalls> calls, KnownPaths paths, boolean joining)
            throws IOException {
        Arena arena = Arena.ofShared();
        try {
            SocketCalls opened = calls.apply(arena);
            SocketDescriptor descriptor = SocketDescriptor.of(channel, opened);
            return new LinuxDatagramPort(channel, descriptor, opened, arena, paths, joining);
        } catch (IOException | RuntimeException failure) {
            arena.close();
            throw failure;
        }
    }
}
