package dev.parley.server.transport.udp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.nio.channels.Selector;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for every kind of port that works here. */
class DatagramPortContractTest {

    private static final String KINDS = "dev.parley.server.transport.udp.PortKind#available";
    private static final long PATIENCE_MILLIS = 10_000;

    private record Arrived(byte[] data, UdpPath from) {}

    private final List<AutoCloseable> opened = new ArrayList<>();
    private final KnownPaths paths = new KnownPaths();
    private Selector selector;

    DatagramPortContractTest() throws IOException {
        selector = Selector.open();
    }

    @BeforeEach
    void closeSelectorLast() {
        opened.add(selector);
    }

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable each : opened.reversed()) {
            each.close();
        }
    }

    private DatagramPort port(PortKind kind, String address) throws IOException {
        DatagramPort port =
                kind.ports().open(new InetSocketAddress(InetAddress.ofLiteral(address), 0), selector, paths);
        opened.add(port);
        return port;
    }

    /** A client with a plain socket of this machine. */
    private DatagramSocket client(String address) throws SocketException {
        DatagramSocket client = new DatagramSocket(new InetSocketAddress(InetAddress.ofLiteral(address), 0));
        client.setSoTimeout((int) PATIENCE_MILLIS);
        client.setReceiveBufferSize(4 << 20);
        opened.add(client);
        return client;
    }

    private static UdpPath path(DatagramSocket client) {
        return UdpPath.of((InetSocketAddress) client.getLocalSocketAddress());
    }

    private static byte[] datagram(int number, int length) {
        byte[] data = new byte[length];
        Arrays.fill(data, (byte) number);
        return data;
    }

    private static void send(DatagramPort port, byte[] data, UdpPath to) {
        port.send(data, 0, data.length, to);
    }

    private static byte[] next(DatagramSocket client) throws IOException {
        DatagramPacket packet = new DatagramPacket(new byte[65_535], 65_535);
        client.receive(packet);
        return Arrays.copyOf(packet.getData(), packet.getLength());
    }

    private List<Arrived> receive(DatagramPort port, int count) throws IOException {
        List<Arrived> arrived = new ArrayList<>();
        while (arrived.size() < count) {
            port.receive(count, (data, length, from) -> arrived.add(new Arrived(Arrays.copyOf(data, length), from)));
            if (arrived.size() < count) {
                assertThat(selector.select(PATIENCE_MILLIS)).isPositive();
                selector.selectedKeys().clear();
            }
        }
        return arrived;
    }

    @ParameterizedTest
    @MethodSource(KINDS)
    void receivesWhatASocketSends(PortKind kind) throws IOException {
        DatagramPort port = port(kind, "127.0.0.1");
        DatagramSocket client = client("127.0.0.1");
        for (int number = 0; number < 40; number++) {
            byte[] data = datagram(number, number);
            client.send(new DatagramPacket(data, data.length, port.address()));
        }

        List<Arrived> arrived = receive(port, 40);

        for (int number = 0; number < 40; number++) {
            assertThat(arrived.get(number).data()).isEqualTo(datagram(number, number));
            assertThat(arrived.get(number).from()).isEqualTo(path(client));
            assertThat(arrived.get(number).from().remoteAddress()).isEqualTo(client.getLocalSocketAddress());
        }
        assertThat(port.receive(1, (data, length, from) -> {})).isZero();
    }

    @ParameterizedTest
    @MethodSource(KINDS)
    void aSocketReceivesEverySizeInOrder(PortKind kind) throws IOException {
        long seed = Long.getLong("parley.seed", System.nanoTime());
        System.out.println("parley.seed=" + seed);
        Random random = new Random(seed);
        DatagramPort port = port(kind, "127.0.0.1");
        List<DatagramSocket> clients = List.of(client("127.0.0.1"), client("127.0.0.1"), client("127.0.0.1"));
        List<UdpPath> to = clients.stream().map(DatagramPortContractTest::path).toList();
        int[] sizes = {0, 1, 60, 1_200, 1_200, 1_200, 1_200, 1_199, DatagramPort.LARGEST_DATAGRAM};
        List<List<byte[]>> sent = List.of(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        for (int number = 0; number < 300; number++) {
            int client = random.nextInt(clients.size());
            byte[] data = datagram(number, sizes[random.nextInt(sizes.length)]);
            sent.get(client).add(data);
            send(port, data, to.get(client));
            if (random.nextInt(50) == 0) {
                port.flush();
            }
        }
        port.flush();

        for (int client = 0; client < clients.size(); client++) {
            for (byte[] data : sent.get(client)) {
                assertThat(next(clients.get(client))).isEqualTo(data);
            }
        }
        assertThat(port.dropped()).isZero();
    }

    @ParameterizedTest
    @MethodSource(KINDS)
    void portsUnderstandEachOthersBursts(PortKind kind) throws IOException {
        DatagramPort sender = port(kind, "127.0.0.1");
        DatagramPort receiver = port(kind, "127.0.0.1");
        UdpPath to = UdpPath.of(receiver.address());
        for (int number = 0; number < 100; number++) {
            send(sender, datagram(number, 1_100), to);
        }
        send(sender, datagram(100, 7), to);
        sender.flush();

        List<Arrived> arrived = receive(receiver, 101);

        for (int number = 0; number < 100; number++) {
            assertThat(arrived.get(number).data()).isEqualTo(datagram(number, 1_100));
        }
        assertThat(arrived.get(100).data()).isEqualTo(datagram(100, 7));
        assertThat(arrived).allMatch(each -> each.from().equals(UdpPath.of(sender.address())));
    }

    @ParameterizedTest
    @MethodSource(KINDS)
    void stopsTakingOnceTheLimitIsReached(PortKind kind) throws IOException {
        DatagramPort port = port(kind, "127.0.0.1");
        DatagramSocket client = client("127.0.0.1");
        for (int number = 0; number < 100; number++) {
            client.send(new DatagramPacket(new byte[10], 10, port.address()));
        }

        int first = port.receive(10, (data, length, from) -> {});

        assertThat(first).isBetween(10, 99);
        assertThat(receive(port, 100 - first)).hasSize(100 - first);
    }

    @ParameterizedTest
    @MethodSource(KINDS)
    void aKnownPeersPathIsFoundAndNotMade(PortKind kind) throws IOException {
        DatagramPort port = port(kind, "127.0.0.1");
        DatagramSocket client = client("127.0.0.1");
        UdpPath known = path(client);
        paths.add(known);
        client.send(new DatagramPacket(new byte[10], 10, port.address()));

        assertThat(receive(port, 1).getFirst().from()).isSameAs(known);
    }

    @ParameterizedTest
    @MethodSource(KINDS)
    void whatIsTooLongIsCutOnArrivalAndNotSentAtAll(PortKind kind) throws IOException {
        DatagramPort port = port(kind, "127.0.0.1");
        DatagramSocket client = client("127.0.0.1");
        client.send(new DatagramPacket(datagram(1, 9_000), 9_000, port.address()));
        assertThat(receive(port, 1).getFirst().data()).isEqualTo(datagram(1, DatagramPort.LARGEST_DATAGRAM));

        send(port, datagram(2, DatagramPort.LARGEST_DATAGRAM + 1), path(client));
        send(port, datagram(3, 20), path(client));
        port.flush();

        assertThat(next(client)).isEqualTo(datagram(3, 20));
        assertThat(port.dropped()).isEqualTo(1);
    }

    @ParameterizedTest
    @MethodSource(KINDS)
    void whatTheSystemRefusesIsCountedAndTheRestGoesOut(PortKind kind) throws IOException {
        DatagramPort port = port(kind, "127.0.0.1");
        DatagramSocket client = client("127.0.0.1");
        UdpPath noPort = UdpPath.of(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        for (int number = 0; number < 3; number++) {
            send(port, datagram(9, 100), noPort);
            send(port, datagram(number, 100), path(client));
        }
        port.flush();

        for (int number = 0; number < 3; number++) {
            assertThat(next(client)).isEqualTo(datagram(number, 100));
        }
        assertThat(port.dropped()).isEqualTo(3);
    }

    @ParameterizedTest
    @MethodSource(KINDS)
    void moreThanThereIsRoomForGoesOutEarly(PortKind kind) throws IOException {
        DatagramPort port = port(kind, "127.0.0.1");
        DatagramPort receiver = port(kind, "127.0.0.1");
        int[] arrived = new int[1];
        UdpPath to = UdpPath.of(receiver.address());
        int many = LinuxDatagramPort.EGRESS_DATAGRAMS + 100;
        for (int number = 0; number < many; number++) {
            send(port, datagram(1, 20), to);
            receiver.receive(1_000, (data, length, from) -> arrived[0]++);
        }

        assertThat(arrived[0]).isGreaterThan(0);
        port.flush();
        receive(receiver, many - arrived[0]);
        assertThat(port.dropped()).isZero();
    }

    @ParameterizedTest
    @MethodSource(KINDS)
    void speaksIpv6(PortKind kind) throws IOException {
        DatagramPort port = port(kind, "::1");
        DatagramSocket client = client("::1");
        client.send(new DatagramPacket(datagram(4, 50), 50, port.address()));
        Arrived arrived = receive(port, 1).getFirst();
        assertThat(arrived.from()).isEqualTo(path(client));
        assertThat(arrived.from().remoteAddress().getAddress()).isInstanceOf(Inet6Address.class);

        for (int number = 0; number < 5; number++) {
            send(port, datagram(number, 500), arrived.from());
        }
        port.flush();

        for (int number = 0; number < 5; number++) {
            assertThat(next(client)).isEqualTo(datagram(number, 500));
        }
    }

    @ParameterizedTest
    @MethodSource(KINDS)
    void peersOfAWildcardKeepTheAddressesOfTheirFamily(PortKind kind) throws IOException {
        DatagramPort port = port(kind, "::");
        int number = port.address().getPort();
        for (String address : List.of("127.0.0.1", "::1")) {
            DatagramSocket client = client(address);
            client.send(new DatagramPacket(datagram(5, 5), 5, InetAddress.ofLiteral(address), number));
            UdpPath from = receive(port, 1).getFirst().from();

            assertThat(from).isEqualTo(path(client));
            assertThat(from.remoteAddress()).isEqualTo(client.getLocalSocketAddress());
            assertThat(from.remoteAddress().getAddress() instanceof Inet4Address)
                    .isEqualTo(!address.contains(":"));
            send(port, datagram(6, 6), from);
            port.flush();
            assertThat(next(client)).isEqualTo(datagram(6, 6));
        }
    }

    @ParameterizedTest
    @MethodSource(KINDS)
    void whatWaitsGoesOutBeforeItIsClosed(PortKind kind) throws IOException {
        DatagramPort port = port(kind, "127.0.0.1");
        DatagramSocket client = client("127.0.0.1");
        send(port, datagram(8, 8), path(client));
        int number = port.address().getPort();
        port.close();

        assertThat(next(client)).isEqualTo(datagram(8, 8));
        selector.selectNow(); // lets go of what was closed
        try (DatagramSocket again = new DatagramSocket(number, InetAddress.getLoopbackAddress())) {
            assertThat(again.getLocalPort()).isEqualTo(number);
        }
    }

    @ParameterizedTest
    @MethodSource(KINDS)
    void saysThatAPortIsTaken(PortKind kind) throws IOException {
        DatagramPort port = port(kind, "127.0.0.1");

        assertThatThrownBy(() -> kind.ports().open(port.address(), selector, paths))
                .isInstanceOf(IOException.class);
    }
}
