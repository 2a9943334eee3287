package dev.parley.server.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.server.gateway.HttpServer.Listener;
import dev.parley.server.tls.ReplaceableTls;
import dev.parley.server.tls.TestCertificates;
import dev.parley.server.tls.TestCertificates.Issued;
import dev.parley.server.tls.TlsFiles;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TlsListenerTest {

    private static final InstantSource CLOCK = InstantSource.system();
    private static final Duration DRAIN = Duration.ofSeconds(5);
    private static final int PATIENCE_MILLIS = 20_000;

    private final Issued authority = issue("authority", null);

    @TempDir
    @SuppressWarnings("NullAway.Init") // given by JUnit
    private Path directory;

    private static Issued issue(String name, @Nullable Issued issuer) {
        return TestCertificates.issue(name, "EC", issuer, CLOCK.instant().plus(Duration.ofDays(90)));
    }

    /** Answers with the scheme it was asked by and the Host it was asked for. */
    private static final class Echo extends Handler.Abstract {
        @Override
        public boolean handle(Request request, Response response, Callback callback) {
            String text = request.getHttpURI().getScheme() + " "
                    + request.getHeaders().get(HttpHeader.HOST);
            Content.Sink.write(response, true, text, callback);
            return true;
        }
    }

    private static HttpServer started(Listener... listeners) throws IOException {
        HttpServer server = new HttpServer(List.of(listeners), List.of(new Echo()), DRAIN);
        server.start();
        return server;
    }

    private static Listener secure(ReplaceableTls tls) {
        return new Listener("127.0.0.1", 0, tls);
    }

    private ReplaceableTls tls(Issued issued) throws IOException {
        return new ReplaceableTls(TestCertificates.write(directory, issued), CLOCK);
    }

    /** Trusts the test's authority alone. */
    private SSLContext trusting() {
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            store.setCertificateEntry("authority", authority.certificate());
            TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
            trust.init(store);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private final class Connection implements AutoCloseable {
        private final SSLSocket socket;
        private final BufferedReader in;

        Connection(int port, String... protocols) throws IOException {
            socket = (SSLSocket) trusting().getSocketFactory().createSocket(InetAddress.getLoopbackAddress(), port);
            socket.setSoTimeout(PATIENCE_MILLIS);
            if (protocols.length > 0) {
                socket.setEnabledProtocols(protocols);
            }
            socket.startHandshake();
            in = new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8));
        }

        String ask(String host) throws IOException {
            String request = "GET / HTTP/1.1\r\nHost: " + host + "\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(UTF_8));
            assertThat(in.readLine()).isEqualTo("HTTP/1.1 200 OK");
            int length = 0;
            for (String line = in.readLine(); !line.isEmpty(); line = in.readLine()) {
                if (line.startsWith("Content-Length: ")) {
                    length = Integer.parseInt(line.substring("Content-Length: ".length()));
                }
            }
            char[] body = new char[length];
            assertThat(in.read(body)).isEqualTo(length);
            return new String(body);
        }

        X509Certificate certificate() throws IOException {
            return (X509Certificate) socket.getSession().getPeerCertificates()[0];
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }

    @ParameterizedTest
    @CsvSource({"TLSv1.2", "TLSv1.3"})
    void speaksHttpOverTls(String protocol) throws IOException {
        Issued own = issue("rtc.example.net", authority);
        try (HttpServer server = started(secure(tls(own)));
                Connection connection = new Connection(server.port(), protocol)) {
            assertThat(connection.ask("rtc.example.net")).isEqualTo("https rtc.example.net");
            assertThat(connection.socket.getSession().getProtocol()).isEqualTo(protocol);
            assertThat(connection.certificate()).isEqualTo(own.certificate());
        }
    }

    @Test
    void servesJavasOwnClientThatVerifiesNames() throws Exception {
        try (HttpServer server = started(secure(tls(issue("rtc.example.net", authority))));
                HttpClient client =
                        HttpClient.newBuilder().sslContext(trusting()).build()) {
            HttpRequest request = HttpRequest.newBuilder(URI.create("https://127.0.0.1:" + server.port() + "/"))
                    .build();

            assertThat(client.send(request, BodyHandlers.ofString()).body())
                    .isEqualTo("https 127.0.0.1:" + server.port());
        }
    }

    @Test
    void asksForNoParticularHost() throws IOException {
        try (HttpServer server = started(secure(tls(issue("rtc.example.net", authority))));
                Connection connection = new Connection(server.port())) {
            assertThat(connection.ask("trtc.tencentcloudapi.com")).isEqualTo("https trtc.tencentcloudapi.com");
            assertThat(connection.ask("[::1]:9000")).isEqualTo("https [::1]:9000");
        }
    }

    @Test
    void refusesTlsThatIsNoLongerSafe() throws IOException {
        try (HttpServer server = started(secure(tls(issue("rtc.example.net", authority))))) {
            assertThatThrownBy(() -> new Connection(server.port(), "TLSv1.1").close())
                    .isInstanceOf(SSLHandshakeException.class);
        }
    }

    @Test
    void givesNewConnectionsTheReplacedCertificateWhileOldOnesGoOn() throws IOException {
        Issued first = issue("first", authority);
        Issued second = issue("second", authority);
        TlsFiles files = TestCertificates.write(directory, first);
        ReplaceableTls tls = new ReplaceableTls(files, CLOCK);
        try (HttpServer server = started(secure(tls));
                Connection before = new Connection(server.port())) {
            assertThat(before.ask("x")).isEqualTo("https x");

            TestCertificates.replace(files, second);
            tls.poll();

            try (Connection after = new Connection(server.port())) {
                assertThat(after.certificate()).isEqualTo(second.certificate());
                assertThat(after.ask("y")).isEqualTo("https y");
            }
            assertThat(before.certificate()).isEqualTo(first.certificate());
            assertThat(before.ask("z")).isEqualTo("https z");
        }
    }

    @Test
    void goesOnWithTheOldCertificateWhenTheReplacementIsBad() throws IOException {
        Issued first = issue("first", authority);
        TlsFiles files = TestCertificates.write(directory, first);
        ReplaceableTls tls = new ReplaceableTls(files, CLOCK);
        try (HttpServer server = started(secure(tls))) {
            TestCertificates.replace(
                    files,
                    TestCertificates.issue(
                            "late", "EC", authority, CLOCK.instant().minusSeconds(60)));
            tls.poll();

            try (Connection connection = new Connection(server.port())) {
                assertThat(connection.certificate()).isEqualTo(first.certificate());
            }
        }
    }

    @Test
    void listensInThePlainAndOverTlsAtOnce() throws IOException {
        try (HttpServer server =
                        started(Listener.plain("127.0.0.1", 0), secure(tls(issue("rtc.example.net", authority))));
                RawConnection plain = new RawConnection(server.port(0));
                Connection secure = new Connection(server.port(1))) {
            plain.send("GET / HTTP/1.1\r\nHost: p\r\n\r\n");
            assertThat(new String(plain.receive().body(), UTF_8)).isEqualTo("http p");
            assertThat(secure.ask("s")).isEqualTo("https s");
        }
    }

    @Test
    void namesTheAddressThatIsTakenAndGivesTheOthersBack() throws IOException {
        int freed;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            freed = free.getLocalPort();
        }
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                HttpServer server = new HttpServer(
                        List.of(Listener.plain("127.0.0.1", freed), Listener.plain("127.0.0.1", taken.getLocalPort())),
                        List.of(new Echo()),
                        DRAIN)) {
            assertThatThrownBy(server::start)
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("127.0.0.1:" + taken.getLocalPort());
        }
        try (ServerSocket again = new ServerSocket(freed, 1, InetAddress.getLoopbackAddress())) {
            assertThat(again.isBound()).isTrue();
        }
    }
}
