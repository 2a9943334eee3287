package dev.parley.server.gateway;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.eclipse.jetty.http.HttpCompliance;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.eclipse.jetty.util.VirtualThreads;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/**
 * HTTP/1.1 on one address. Each request is offered to the doors in their order until one takes it, on a virtual thread
 * of its own. {@link #start} and {@link #close} are for one thread.
 */
public final class HttpServer implements AutoCloseable {

    /** Room for a GET of 32 KB and its headers; more is refused before processing, with status 431. */
    private static final int MAX_HEAD_BYTES = 64 * 1024;
    /** As long as clients wait for an answer by default (spec/07 §1). */
    private static final Duration IDLE_TIMEOUT = Duration.ofSeconds(60);

    private final Server server;
    private final ServerConnector connector;

    /**
     * @param host name or address to listen on
     * @param port 0 for any free one
     * @param drain how long {@link #close} waits for requests in progress
     */
    public HttpServer(String host, int port, List<? extends Handler> doors, Duration drain) {
        QueuedThreadPool threads = new QueuedThreadPool();
        threads.setName("http");
        threads.setVirtualThreadsExecutor(VirtualThreads.getNamedVirtualThreadsExecutor("http-request-"));
        server = new Server(threads);
        server.setStopTimeout(drain.toMillis());
        server.setHandler(new GracefulHandler(new Handler.Sequence(doors.toArray(Handler[]::new))));
        connector = new ServerConnector(server, new HttpConnectionFactory(configuration()));
        connector.setHost(host);
        connector.setPort(port);
        connector.setIdleTimeout(IDLE_TIMEOUT.toMillis());
        server.addConnector(connector);
    }

    /**
     * Listens.
     *
     * @throws IOException when the address cannot be used, with a message that says which
     */
    public void start() throws IOException {
        try {
            server.start();
        } catch (Exception e) {
            String address = connector.getHost() + ":" + connector.getPort();
            throw new IOException("cannot listen on " + address + ": " + e.getMessage(), e);
        }
    }

    /** The port in use; only after {@link #start}. */
    public int port() {
        return connector.getLocalPort();
    }

    /** Takes no more requests, waits for those in progress, stops. */
    @Override
    public void close() throws IOException {
        try {
            server.stop();
        } catch (Exception e) {
            throw new IOException("the HTTP server did not stop in good order", e);
        }
    }

    private static HttpConfiguration configuration() {
        HttpConfiguration configuration = new HttpConfiguration();
        configuration.setSendServerVersion(false);
        configuration.setRequestHeaderSize(MAX_HEAD_BYTES);
        // tccli sends "Host: http://127.0.0.1:9000" and signs that text (spec/07 §2, 16).
        configuration.setHttpCompliance(
                HttpCompliance.RFC9110.with("Parley", HttpCompliance.Violation.UNSAFE_HOST_HEADER));
        // A query that does not decode is answered by the doors, with a message; a room may be called "50%".
        configuration.setUriCompliance(UriCompliance.DEFAULT.with(
                "Parley",
                UriCompliance.Violation.AMBIGUOUS_PATH_ENCODING,
                UriCompliance.Violation.BAD_PERCENT_ENCODING,
                UriCompliance.Violation.BAD_UTF8_ENCODING,
                UriCompliance.Violation.TRUNCATED_UTF8_ENCODING));
        return configuration;
    }
}
