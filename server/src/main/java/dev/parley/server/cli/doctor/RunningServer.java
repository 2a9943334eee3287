package dev.parley.server.cli.doctor;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.Locale;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;

/** Tells a Parley from other servers by the header that its API door puts on every answer. */
final class RunningServer {

    private static final int PATIENCE_MILLIS = 2_000;
    private static final int MOST_READ = 4_096;
    private static final String MARK = "x-tc-requestid:";

    private RunningServer() {}

    static boolean answers(InetSocketAddress listening) {
        InetSocketAddress address = listening.getAddress().isAnyLocalAddress()
                ? new InetSocketAddress(InetAddress.getLoopbackAddress(), listening.getPort())
                : listening;
        return answers(address, false) || answers(address, true);
    }

    private static boolean answers(InetSocketAddress address, boolean secure) {
        try (Socket plain = new Socket()) {
            plain.connect(address, PATIENCE_MILLIS);
            plain.setSoTimeout(PATIENCE_MILLIS);
            try (Socket socket = secure ? secured(plain, address) : plain) {
                socket.getOutputStream()
                        .write("GET / HTTP/1.1\r\nHost: doctor\r\nConnection: close\r\n\r\n".getBytes(ISO_8859_1));
                socket.getOutputStream().flush();
                String answer = new String(socket.getInputStream().readNBytes(MOST_READ), ISO_8859_1);
                return answer.toLowerCase(Locale.ROOT).contains(MARK);
            }
        } catch (IOException | GeneralSecurityException another) {
            return false;
        }
    }

    private static Socket secured(Socket plain, InetSocketAddress address)
            throws IOException, GeneralSecurityException {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, new TrustManager[] {new Anybody()}, null);
        return context.getSocketFactory()
                .createSocket(plain, address.getAddress().getHostAddress(), address.getPort(), true);
    }

    /** Nothing secret is said, and who answers is all that is asked. */
    private static final class Anybody implements X509TrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String kind) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String kind) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
