package dev.parley.server.app;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;

/** Reads {@code HOST:PORT} as people type it; IPv6 hosts stand in brackets. */
final class Addresses {

    private Addresses() {}

    /** @throws IllegalArgumentException with a sentence for the user, naming {@code option} */
    static InetSocketAddress parse(String option, String text) {
        int colon = text.lastIndexOf(':');
        if (colon < 0) {
            throw new IllegalArgumentException(option + " " + text + ": write HOST:PORT, such as 127.0.0.1:9000");
        }
        String host = text.substring(0, colon).replaceAll("^\\[|]$", "");
        try {
            int port = Integer.parseInt(text.substring(colon + 1));
            if (port >= 0 && port <= 65_535) {
                return new InetSocketAddress(InetAddress.getByName(host), port);
            }
        } catch (NumberFormatException notANumber) {
            // Told below, together with numbers out of range.
        } catch (UnknownHostException unknown) {
            throw new IllegalArgumentException(option + " " + text + ": the host " + host + " is not known", unknown);
        }
        throw new IllegalArgumentException(option + " " + text + ": the port must be a number from 0 to 65535");
    }
}
