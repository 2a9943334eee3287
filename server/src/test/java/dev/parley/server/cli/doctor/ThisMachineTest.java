package dev.parley.server.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.server.cli.doctor.Machine.Port;
import dev.parley.server.storage.sqlite.DataDirectory;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ThisMachineTest {

    private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

    @TempDir
    @SuppressWarnings("NullAway.Init") // given by JUnit
    private Path directory;

    private final Machine machine = new ThisMachine(InstantSource.system(), System::nanoTime);

    @Test
    void tellsFreePortsFromTakenOnes() throws IOException {
        int freed;
        try (ServerSocket tcp = new ServerSocket(0, 1, LOOPBACK);
                DatagramSocket udp = new DatagramSocket(0, LOOPBACK)) {
            freed = tcp.getLocalPort();
            assertThat(machine.tcpPort(new InetSocketAddress(LOOPBACK, freed))).isEqualTo(Port.TAKEN);
            assertThat(machine.udpPort(new InetSocketAddress(LOOPBACK, udp.getLocalPort())))
                    .isEqualTo(Port.TAKEN);
        }
        assertThat(machine.tcpPort(new InetSocketAddress(LOOPBACK, freed))).isEqualTo(Port.FREE);
        assertThat(machine.udpPort(new InetSocketAddress(LOOPBACK, 0))).isEqualTo(Port.FREE);
    }

    @Test
    void knowsAddressesThatAreNotItsOwn() throws IOException {
        InetSocketAddress documentation = new InetSocketAddress(InetAddress.getByName("192.0.2.1"), 0);
        assertThat(machine.tcpPort(documentation)).isEqualTo(Port.FOREIGN);
        assertThat(machine.udpPort(documentation)).isEqualTo(Port.FOREIGN);
    }

    @Test
    void triesTheDiskAndLeavesNothingBehind() {
        Machine.Disk disk = machine.disk(directory);
        assertThat(disk.exists()).isTrue();
        assertThat(disk.trouble()).isNull();
        assertThat(Objects.requireNonNull(disk.sync())).isPositive();
        assertThat(disk.freeBytes()).isPositive();
        assertThat(directory).isEmptyDirectory();

        Machine.Disk missing = machine.disk(directory.resolve("not/there/yet"));
        assertThat(missing.exists()).isFalse();
        assertThat(missing.trouble()).isNull();
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void saysWhenTheDirectoryIsAFile() throws IOException {
        Path file = Files.writeString(directory.resolve("file"), "");
        assertThat(machine.disk(file).trouble()).isEqualTo("it is a file");
        assertThat(machine.disk(file.resolve("below")).trouble()).isEqualTo("it is a file");
    }

    @Test
    void knowsADirectoryThatNobodyUses() {
        assertThat(machine.isInUse(directory)).isFalse();
        DataDirectory.prepare(directory);
        assertThat(machine.isInUse(directory)).isFalse();
    }

    @Test
    void knowsAParleyByItsAnswer() throws IOException {
        assertThat(asks("HTTP/1.1 200 OK\r\nX-TC-RequestId: 1\r\nContent-Length: 0\r\n\r\n"))
                .isTrue();
        assertThat(asks("HTTP/1.1 200 OK\r\nServer: other\r\n\r\n")).isFalse();
        int freed;
        try (ServerSocket nobody = new ServerSocket(0, 1, LOOPBACK)) {
            freed = nobody.getLocalPort();
        }
        assertThat(machine.answersAsParley(new InetSocketAddress(LOOPBACK, freed)))
                .isFalse();
    }

    private boolean asks(String answer) throws IOException {
        try (ServerSocket server = new ServerSocket(0, 5, LOOPBACK)) {
            Thread.ofVirtual().start(() -> serve(server, answer));
            return machine.answersAsParley(new InetSocketAddress(LOOPBACK, server.getLocalPort()));
        }
    }

    private static void serve(ServerSocket server, String answer) {
        try {
            while (true) {
                try (Socket connection = server.accept()) {
                    assertThat(connection.getInputStream().read()).isNotNegative();
                    connection.getOutputStream().write(answer.getBytes(StandardCharsets.ISO_8859_1));
                }
            }
        } catch (IOException closed) {
            // The test is over.
        }
    }

    @Test
    void knowsItself() {
        assertThat(machine.processors()).isPositive();
        assertThat(machine.memory()).isPresent();
        assertThat(machine.javaFeature()).isGreaterThanOrEqualTo(25);
        assertThat(machine.addresses()).isNotEmpty();
        assertThat(machine.text(directory.resolve("nothing"))).isEmpty();
    }
}
