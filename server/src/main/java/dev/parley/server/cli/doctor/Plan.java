package dev.parley.server.cli.doctor;

import dev.parley.server.tls.TlsFiles;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The server somebody means to run.
 *
 * @param announced addresses clients shall be told for media; empty for those of {@code udp}
 * @param tls null for plain HTTP
 * @param timeServers names of servers to ask for the time (SNTP), one after the other until one answers
 */
public record Plan(
        Path data,
        InetSocketAddress http,
        InetSocketAddress udp,
        List<InetAddress> announced,
        @Nullable TlsFiles tls,
        List<String> timeServers) {

    public Plan {
        announced = List.copyOf(announced);
        timeServers = List.copyOf(timeServers);
    }
}
