package dev.parley.server.transport;

import dev.parley.server.config.MediaSettings;
import dev.parley.server.transport.udp.DatagramPorts;
import java.io.IOException;
import java.io.UncheckedIOException;

/** The kind of port a server would choose here. */
final class TestPorts {

    static final DatagramPorts AUTO = choose(MediaSettings.Socket.AUTO);
    static final DatagramPorts PORTABLE = choose(MediaSettings.Socket.PORTABLE);

    private TestPorts() {}

    private static DatagramPorts choose(MediaSettings.Socket choice) {
        try {
            return DatagramPorts.choose(choice);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
