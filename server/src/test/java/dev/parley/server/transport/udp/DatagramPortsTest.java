package dev.parley.server.transport.udp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.server.config.MediaSettings.Socket;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.Selector;
import org.junit.jupiter.api.Test;

class DatagramPortsTest {

    private static final InetSocketAddress ANY_PORT = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);

    private static LinuxProbe.Finding finding(boolean works) {
        return new LinuxProbe.Finding(works, works, works ? "it works" : "this is another system");
    }

    private static String backend(DatagramPorts ports) throws IOException {
        try (Selector selector = Selector.open();
                DatagramPort port = ports.open(ANY_PORT, selector, new KnownPaths())) {
            return port.backend();
        }
    }

    @Test
    void choosesByItselfWhatWorks() throws IOException {
        LinuxProbe.Finding here = LinuxProbe.run();
        DatagramPorts ports = DatagramPorts.choose(Socket.AUTO);

        assertThat(backend(ports)).startsWith(here.works() ? "Linux recvmmsg" : "DatagramChannel");
        assertThat(ports.reason()).isEqualTo(here.reason());
    }

    @Test
    void fallsBackToThePortableOneAndSaysWhy() throws IOException {
        DatagramPorts ports = DatagramPorts.choose(Socket.AUTO, () -> finding(false));

        assertThat(backend(ports)).isEqualTo(ChannelDatagramPort.BACKEND);
        assertThat(ports.reason()).isEqualTo("this is another system");
    }

    @Test
    void whatIsDemandedIsTakenOrRefused() throws IOException {
        assertThat(backend(DatagramPorts.choose(Socket.PORTABLE, () -> finding(true))))
                .isEqualTo(ChannelDatagramPort.BACKEND);
        assertThat(DatagramPorts.choose(Socket.LINUX, () -> finding(true)).reason())
                .isEqualTo("media.socket says so");
        assertThatThrownBy(() -> DatagramPorts.choose(Socket.LINUX, () -> finding(false)))
                .isInstanceOf(IOException.class)
                .hasMessage("media.socket is linux, but this is another system");
    }

    @Test
    void aSocketThatCannotBeFoundIsServedThePortableWay() throws IOException {
        assertThat(backend(DatagramPorts.linux(arena -> new RecordedCalls(), true, "it works")))
                .isEqualTo(ChannelDatagramPort.BACKEND);
    }
}
