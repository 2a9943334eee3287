package dev.parley.server.gateway;

import dev.parley.server.tls.ReplaceableTls;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import org.eclipse.jetty.http.HttpCompliance;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.eclipse.jetty.util.VirtualThreads;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * HTTP/1.1, plain and over TLS. Each request is offered to the doors in their order until one takes it, on a virtual
 * thread of its own. {@link #start} and {@link #close} are for one thread.
 */
public final class HttpServer implements AutoCloseable {

    /** Room for a GET of 32 KB and its headers; more is refused before processing, with status 431. */
    private static final int MAX_HEAD_BYTES = 64 * 1024;
    /** As long as clients wait for an answer by default (spec/07 §1). */
    private static final Duration IDLE_TIMEOUT = Duration.ofSeconds(60);
    /** How soon a replaced certificate is noticed. */
    private static final Duration CERTIFICATE_CHECKS = Duration.ofSeconds(5);

    private static final Logger LOG = LoggerFactory.getLogger(HttpServer.class);

    /**
     * One address to listen on.
     *
     * @param host name or address
     * @param port 0 for any free one
     * @param tls what connections are secured with, null for plain HTTP
     */
    public record Listener(String host, int port, @Nullable ReplaceableTls tls) {

        public static Listener plain(String host, int port) {
            return new Listener(host, port, null);
        }
    }

    private final Server server;
    private final List<Listener> listeners;
    private final List<ServerConnector> connectors = new ArrayList<>();
    private final ScheduledExecutorService certificateChecks = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("certificates").daemon().factory());

    /**
     * Plain HTTP on one address.
     *
     * @param host name or address to listen on
     * @param port 0 for any free one
     * @param drain how long {@link #close} waits for requests in progress
     */
    public HttpServer(String host, int port, List<? extends Handler> doors, Duration drain) {
        this(List.of(Listener.plain(host, port)), doors, drain);
    }

    /**
     * The same doors on several addresses.
     *
     * @param listeners at least one
     * @param drain how long {@link #close} waits for requests in progress
     */
    public HttpServer(List<Listener> listeners, List<? extends Handler> doors, Duration drain) {
        QueuedThreadPool threads = new QueuedThreadPool();
        threads.setName("http");
        threads.setVirtualThreadsExecutor(VirtualThreads.getNamedVirtualThreadsExecutor("http-request-"));
        this.listeners = List.copyOf(listeners);
        server = new Server(threads);
        server.setStopTimeout(drain.toMillis());
        server.setErrorHandler(new TransportErrors());
        server.setHandler(new GracefulHandler(new Handler.Sequence(doors.toArray(Handler[]::new))));
        for (Listener listener : listeners) {
            ServerConnector connector = connector(listener.tls());
            connector.setHost(listener.host());
            connector.setPort(listener.port());
            connector.setIdleTimeout(IDLE_TIMEOUT.toMillis());
            // Whoever falls silent while sending when the server stops; connections that nobody uses wait as long.
            connector.setShutdownIdleTimeout(Math.max(1, drain.toMillis() / 2));
            connectors.add(connector);
            server.addConnector(connector);
        }
    }

    private ServerConnector connector(@Nullable ReplaceableTls tls) {
        HttpConfiguration configuration = configuration();
        if (tls == null) {
            return new ServerConnector(server, new HttpConnectionFactory(configuration));
        }
        // No name of its own is asked of clients (spec/01 §1): neither by SNI nor by Host.
        configuration.addCustomizer(new SecureRequestCustomizer(false));
        SslContextFactory.Server contexts = new SslContextFactory.Server();
        contexts.setIncludeProtocols("TLSv1.2", "TLSv1.3");
        contexts.setSniRequired(false);
        contexts.setEndpointIdentificationAlgorithm(null);
        tls.follow(context -> use(contexts, context));
        return new ServerConnector(
                server,
                new SslConnectionFactory(contexts, HttpVersion.HTTP_1_1.asString()),
                new HttpConnectionFactory(configuration));
    }

    /** Connections that are open keep the context they were made with. */
    private static void use(SslContextFactory.Server contexts, SSLContext context) {
        if (!contexts.isRunning()) {
            contexts.setSslContext(context);
            return;
        }
        try {
            contexts.reload(factory -> factory.setSslContext(context));
        } catch (Exception e) {
            throw new IllegalStateException("a context that was just made cannot be used", e);
        }
    }

    /**
     * Listens.
     *
     * @throws IOException when an address cannot be used, with a message that says which
     */
    public void start() throws IOException {
        for (ServerConnector connector : connectors) {
            open(connector);
        }
        try {
            server.start();
        } catch (Exception e) {
            throw new IOException("the HTTP server cannot start: " + e.getMessage(), e);
        }
        long period = CERTIFICATE_CHECKS.toMillis();
        for (Listener listener : listeners) {
            ReplaceableTls tls = listener.tls();
            if (tls != null) {
                certificateChecks.scheduleWithFixedDelay(() -> check(tls), period, period, TimeUnit.MILLISECONDS);
            }
        }
    }

    private static void open(ServerConnector connector) throws IOException {
        try {
            connector.open();
        } catch (IOException e) {
            String address = connector.getHost() + ":" + connector.getPort();
            Throwable reason = e.getCause() == null ? e : e.getCause();
            throw new IOException("cannot listen on " + address + ": " + reason.getMessage(), e);
        }
    }

    /** A failed check must not end those that follow. */
    private static void check(ReplaceableTls tls) {
        try {
            tls.poll();
        } catch (RuntimeException failure) {
            LOG.error("The TLS files could not be checked and will be again", failure);
        }
    }

    /** The port in use by the first listener; only after {@link #start}. */
    public int port() {
        return port(0);
    }

    /** The port in use by a listener, counted from 0; only after {@link #start}. */
    public int port(int listener) {
        return connectors.get(listener).getLocalPort();
    }

    /** Takes no more requests, waits for those in progress, stops. */
    @Override
    public void close() throws IOException {
        certificateChecks.shutdownNow();
        try {
            server.stop();
            // Addresses that were taken before another one failed.
            connectors.forEach(ServerConnector::close);
        } catch (Exception e) {
            throw new IOException("the HTTP server did not stop in good order", e);
        }
    }

    private static HttpConfiguration configuration() {
        HttpConfiguration configuration = new HttpConfiguration();
        configuration.setSendServerVersion(false);
        configuration.setRequestHeaderSize(MAX_HEAD_BYTES);
        // A remembered header must not stand for one in other letters: signatures and names tell them apart.
        configuration.setHeaderCacheCaseSensitive(true);
        // tccli sends "Host: http://127.0.0.1:9000" and signs that text (spec/07 §2, 16).
        configuration.setHttpCompliance(
                HttpCompliance.RFC9110.with("Parley", HttpCompliance.Violation.UNSAFE_HOST_HEADER));
        // A query that does not decode is answered by the doors, with a message; a room may be called "50%", and
        // an endpoint be set with a slash too many (spec/07 §2, 18).
        configuration.setUriCompliance(UriCompliance.DEFAULT.with(
                "Parley",
                UriCompliance.Violation.AMBIGUOUS_EMPTY_SEGMENT,
                UriCompliance.Violation.AMBIGUOUS_PATH_ENCODING,
                UriCompliance.Violation.AMBIGUOUS_PATH_SEPARATOR,
                UriCompliance.Violation.BAD_PERCENT_ENCODING,
                UriCompliance.Violation.BAD_UTF8_ENCODING,
                UriCompliance.Violation.TRUNCATED_UTF8_ENCODING));
        return configuration;
    }
}
