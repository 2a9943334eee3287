package dev.parley.server.config;

import static dev.parley.server.config.Applies.When.RESTART;

import java.net.InetAddress;
import java.util.List;
import java.util.stream.IntStream;

/** Where media arrives. */
@Description("Media over UDP, and ICE-TCP on the same port number.")
public record MediaSettings(
        @Description("Where media arrives, HOST:PORT; port 0 takes a free one.") @Applies(RESTART)
        HostPort listen,

        @Description("Addresses clients are told for media, when they aren't the one of media.listen (NAT, cloud).")
        @Applies(RESTART)
        List<InetAddress> announce,

        @Description("How datagrams reach the system: linux sends and receives many with one call, portable works"
                + " everywhere, auto takes linux where it works.")
        @Applies(RESTART)
        Socket socket,

        @Description("Threads that carry media, each with a port of its own from that of media.listen on; 0 makes one"
                + " for each core. A room lives on one of them. One carries some thousand streams; a second needs a"
                + " second open port.")
        @Bounds(min = "0", max = "64")
        @Applies(RESTART)
        int workers) {

    /** How datagrams reach the system. */
    public enum Socket {
        AUTO,
        PORTABLE,
        LINUX
    }

    private static final int GREATEST_PORT = 65_535;

    public MediaSettings {
        announce = List.copyOf(announce);
    }

    /**
     * Where each worker listens: consecutive ports from that of {@code listen} on, or any free ones for port 0. Numbers
     * beyond the greatest port are left out.
     *
     * @param cores how many workers 0 means
     */
    public List<HostPort> listeners(int cores) {
        int count = workers == 0 ? cores : workers;
        return IntStream.range(0, count)
                .map(worker -> listen.port() == 0 ? 0 : listen.port() + worker)
                .filter(port -> port <= GREATEST_PORT)
                .mapToObj(port -> new HostPort(listen.host(), port))
                .toList();
    }

    /** One worker: whoever opened one port in a firewall has everybody connected, whatever machine it is. */
    public static MediaSettings defaults() {
        return new MediaSettings(new HostPort("0.0.0.0", 9002), List.of(), Socket.AUTO, 1);
    }
}
