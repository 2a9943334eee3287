package dev.parley.server.cli.doctor;

import dev.parley.server.config.HostPort;
import java.io.IOException;
import java.net.InetSocketAddress;

/**
 * An address the server would listen on.
 *
 * @param address unresolved when nobody knows its host
 */
public record Listener(Door door, InetSocketAddress address) {

    /** What listens, in the order of the findings. */
    public enum Door {
        HTTP("http port", "http.listen (--http)"),
        HTTPS("https port", "http.tls.listen"),
        OPERATIONS("operations port", "operations.listen"),
        MEDIA("media port, UDP", "media.listen (--udp)");

        private final String check;
        private final String option;

        Door(String check, String option) {
            this.check = check;
            this.option = option;
        }

        /** What findings about its port are called. */
        String check() {
            return check;
        }

        /** The setting that says where, with its flag when it has one. */
        String option() {
            return option;
        }
    }

    static Listener of(Door door, HostPort where) {
        try {
            return new Listener(door, where.resolve());
        } catch (IOException unknown) {
            return new Listener(door, InetSocketAddress.createUnresolved(where.host(), where.port()));
        }
    }

    int port() {
        return address.getPort();
    }

    /** Whether nobody else can reach it; false when its host is unknown. */
    boolean isLocal() {
        return !address.isUnresolved() && address.getAddress().isLoopbackAddress();
    }

    /** Whether the system gives a TCP port to only one of the two. */
    boolean excludes(Listener other) {
        if (address.isUnresolved() || other.address.isUnresolved() || port() == 0 || port() != other.port()) {
            return false;
        }
        return address.getAddress().isAnyLocalAddress()
                || other.address.getAddress().isAnyLocalAddress()
                || address.getAddress().equals(other.address.getAddress());
    }

    @Override
    public String toString() {
        return address.isUnresolved()
                ? new HostPort(address.getHostString(), address.getPort()).toString()
                : Addresses.text(address);
    }
}
