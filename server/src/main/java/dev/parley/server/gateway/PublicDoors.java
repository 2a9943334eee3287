package dev.parley.server.gateway;

import dev.parley.server.config.HostPort;
import dev.parley.server.config.HttpSettings;
import dev.parley.server.operations.ServerPage;
import dev.parley.server.tls.ReplaceableTls;
import dev.parley.server.tls.TlsFiles;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.jetty.server.Handler;
import org.jspecify.annotations.Nullable;

/** The listeners for everybody: plain HTTP, HTTPS, or both, with the same doors behind them. */
public final class PublicDoors implements AutoCloseable {

    private record Open(
            String name,
            InetAddress address,
            int port,
            @Nullable ReplaceableTls tls) {

        URI endpoint() {
            String host = address.isAnyLocalAddress() ? "127.0.0.1" : address.getHostAddress();
            return URI.create(name + "://" + (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + port);
        }
    }

    private final HttpServer server;
    private final List<Open> open;

    private PublicDoors(HttpServer server, List<Open> open) {
        this.server = server;
        this.open = List.copyOf(open);
    }

    /**
     * Listens.
     *
     * @param doors asked in their order
     * @param clock for the certificate's days
     * @throws IOException when an address or the certificate cannot be used; the message says which and why
     */
    public static PublicDoors open(HttpSettings settings, List<? extends Handler> doors, InstantSource clock)
            throws IOException {
        List<Open> wanted = new ArrayList<>();
        HostPort plain = settings.listen();
        if (plain != null) {
            wanted.add(wanted("http", plain, null));
        }
        Path certificate = settings.tls().certificate();
        Path key = settings.tls().key();
        if (certificate != null && key != null) {
            ReplaceableTls tls = new ReplaceableTls(new TlsFiles(certificate, key), clock);
            wanted.add(wanted("https", settings.tls().listen(), tls));
        }
        HttpServer server = new HttpServer(
                wanted.stream()
                        .map(door -> new HttpServer.Listener(door.address().getHostAddress(), door.port(), door.tls()))
                        .toList(),
                doors,
                settings.drain());
        server.start();
        List<Open> open = new ArrayList<>();
        for (Open door : wanted) {
            open.add(new Open(door.name(), door.address(), server.port(open.size()), door.tls()));
        }
        return new PublicDoors(server, open);
    }

    private static Open wanted(String name, HostPort listen, @Nullable ReplaceableTls tls) throws IOException {
        InetSocketAddress address = listen.resolve();
        return new Open(name, address.getAddress(), address.getPort(), tls);
    }

    /** Base URL as seen from this machine; that of plain HTTP when there are both. */
    public URI endpoint() {
        return open.getFirst().endpoint();
    }

    /** For the status page. */
    public List<ServerPage.Listener> listeners() {
        return open.stream()
                .map(door -> new ServerPage.Listener(
                        door.name(),
                        new HostPort(door.address().getHostAddress(), door.port()).toString(),
                        door.tls() == null ? null : door.tls().identity().expires()))
                .toList();
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
