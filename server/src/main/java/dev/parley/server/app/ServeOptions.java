package dev.parley.server.app;

import dev.parley.server.config.MeteringSettings;
import dev.parley.server.config.RoomsSettings;
import dev.parley.server.config.UsageSettings;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;

/**
 * What one server process is told.
 *
 * @param dataDirectory holds everything that outlives the process
 * @param http where the cloud API, WHIP and WHEP listen; port 0 takes a free one
 * @param udp where media arrives, ICE-TCP on the same number; port 0 takes a free one
 * @param announced addresses clients are told for media; empty tells those of {@code udp}
 */
public record ServeOptions(
        Path dataDirectory,
        InetSocketAddress http,
        InetSocketAddress udp,
        List<InetAddress> announced,
        MeteringSettings metering,
        UsageSettings usage,
        RoomsSettings rooms) {

    public ServeOptions {
        announced = List.copyOf(announced);
    }
}
