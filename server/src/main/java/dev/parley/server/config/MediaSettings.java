package dev.parley.server.config;

import static dev.parley.server.config.Applies.When.RESTART;

import java.net.InetAddress;
import java.util.List;

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
        Socket socket) {

    /** How datagrams reach the system. */
    public enum Socket {
        AUTO,
        PORTABLE,
        LINUX
    }

    public MediaSettings {
        announce = List.copyOf(announce);
    }

    public static MediaSettings defaults() {
        return new MediaSettings(new HostPort("0.0.0.0", 9002), List.of(), Socket.AUTO);
    }
}
