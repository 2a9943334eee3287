package dev.parley.server.config;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;

/**
 * Where something listens, as people write it: {@code HOST:PORT}, IPv6 hosts in brackets.
 *
 * @param host a name or an address, without brackets
 * @param port 0 takes a free one
 */
public record HostPort(String host, int port) {

    private static final int GREATEST_PORT = 65_535;

    public HostPort {
        if (host.isEmpty() || host.indexOf(' ') >= 0) {
            throw new IllegalArgumentException("a host is needed before the colon");
        }
        if (port < 0 || port > GREATEST_PORT) {
            throw new IllegalArgumentException("the port must be a number from 0 to 65535");
        }
    }

    /** @throws IllegalArgumentException with what is wrong, in words for the user */
    public static HostPort parse(String text) {
        int colon = text.lastIndexOf(':');
        if (colon < 0) {
            throw new IllegalArgumentException("write HOST:PORT, such as 127.0.0.1:9000");
        }
        String host = text.substring(0, colon);
        boolean bracketed = host.startsWith("[") && host.endsWith("]");
        if (host.indexOf(':') >= 0 && !bracketed) {
            throw new IllegalArgumentException("an IPv6 address stands in brackets, such as [::1]:9000");
        }
        return new HostPort(bracketed ? host.substring(1, host.length() - 1) : host, port(text.substring(colon + 1)));
    }

    private static int port(String text) {
        return text.matches("\\d{1,5}") ? Integer.parseInt(text) : -1;
    }

    /**
     * Looks the host up.
     *
     * @throws IOException when nobody knows the host; the message is a sentence for the user
     */
    public InetSocketAddress resolve() throws IOException {
        try {
            return new InetSocketAddress(InetAddress.getByName(host), port);
        } catch (UnknownHostException unknown) {
            throw new IOException("cannot listen on " + this + ": the host " + host + " is not known", unknown);
        }
    }

    @Override
    public String toString() {
        return (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + port;
    }
}
