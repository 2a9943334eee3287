package dev.parley.server.transport.udp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.server.transport.udp.RecordedCalls.Sent;
import java.lang.foreign.Arena;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SuperPacketsTest {

    private static final int SIZE = 1_200;
    private static final int FIRST_PORT = 5_000;

    private final Arena arena = Arena.ofConfined();
    private final RecordedCalls system = new RecordedCalls();
    private final Egress egress = new Egress(arena, 1 << 20, 1_000);
    private final SuperPackets sender = new SuperPackets(system, 7, arena, true, true);

    @AfterEach
    void close() {
        arena.close();
    }

    private static List<UdpPath> paths(int count) {
        List<UdpPath> paths = new ArrayList<>();
        for (int number = 0; number < count; number++) {
            paths.add(UdpPath.ofIpv4(0x0a000001, FIRST_PORT + number));
        }
        return paths;
    }

    private void add(UdpPath to, int... lengths) {
        for (int length : lengths) {
            egress.add(new byte[length], 0, length, to);
        }
    }

    private List<Sent> send() {
        system.sent.clear();
        system.calls.clear();
        sender.send(egress);
        egress.clear();
        return system.sent;
    }

    private List<Integer> sizesFor(int... lengths) {
        add(paths(1).getFirst(), lengths);
        return send().stream().map(message -> message.lengths().size()).toList();
    }

    @Test
    void joinsWhatCameForOneDestinationHoweverItWasMixed() {
        List<UdpPath> paths = paths(3);
        for (int number = 0; number < 5; number++) {
            for (UdpPath path : paths) {
                byte[] data = new byte[SIZE];
                data[0] = (byte) number;
                egress.add(data, 0, SIZE, path);
            }
        }

        List<Sent> sent = send();

        assertThat(system.calls).containsExactly(3);
        assertThat(sent).extracting(Sent::port).containsExactly(FIRST_PORT, FIRST_PORT + 1, FIRST_PORT + 2);
        assertThat(sent).allSatisfy(message -> {
            assertThat(message.segmentSize()).isEqualTo(SIZE);
            assertThat(message.lengths()).isEqualTo(Collections.nCopies(5, SIZE));
            assertThat(message.firstBytes()).containsExactly((byte) 0, (byte) 1, (byte) 2, (byte) 3, (byte) 4);
        });
    }

    @Test
    void onlyTheLastOfAMessageMayBeShorter() {
        assertThat(sizesFor(SIZE, SIZE, 300, 300, 300, SIZE, 1)).containsExactly(3, 2, 2);
        assertThat(sizesFor(SIZE, 300, SIZE)).containsExactly(2, 1);
        assertThat(sizesFor(300, SIZE, SIZE)).containsExactly(1, 2);
        assertThat(sizesFor(SIZE, 0, 0, SIZE)).containsExactly(1, 1, 1, 1);
    }

    @Test
    void whatIsAloneIsAnOrdinaryDatagram() {
        add(paths(1).getFirst(), SIZE);

        assertThat(send()).singleElement().extracting(Sent::segmentSize).isEqualTo(0);
    }

    @Test
    void joinsNoMoreThanOldSystemsTake() {
        int[] small = new int[130];
        Arrays.fill(small, 100);
        assertThat(sizesFor(small)).containsExactly(64, 64, 2);
    }

    @Test
    void joinsNoMoreThanUdpCanHold() {
        int[] large = new int[40];
        Arrays.fill(large, 2_000);
        assertThat(sizesFor(large)).containsExactly(32, 8);
    }

    @Test
    void manyDestinationsTakeFewCalls() {
        paths(150).forEach(path -> add(path, SIZE, SIZE));

        assertThat(send()).hasSize(150);
        assertThat(system.calls).containsExactly(64, 64, 22);
    }

    @Test
    void goesOnWhereTheSystemStopped() {
        system.mostInOneCall = 4;
        paths(10).forEach(path -> add(path, SIZE, SIZE));

        assertThat(send()).extracting(Sent::port).doesNotHaveDuplicates().hasSize(10);
        assertThat(system.calls).containsExactly(10, 6, 2);
    }

    @Test
    void aDestinationThatCannotHaveJoinedOnesGetsThemSeparately() {
        List<UdpPath> paths = paths(3);
        system.refusal =
                message -> message.port() == FIRST_PORT + 1 && message.segmentSize() > 0 ? SocketCalls.EINVAL : 0;
        paths.forEach(path -> add(path, SIZE, SIZE, 10));

        assertThat(send()).extracting(message -> message.lengths().size()).containsExactly(3, 1, 1, 1, 3);
        paths.forEach(path -> add(path, SIZE, SIZE));
        assertThat(send()).extracting(message -> message.lengths().size()).containsExactly(2, 1, 1, 2);
        assertThat(system.calls).containsExactly(4);
        assertThat(sender.isJoining()).isTrue();
        assertThat(sender.dropped()).isZero();
    }

    @Test
    void aCardThatCannotCutEndsJoiningForGood() {
        system.refusal = message -> message.segmentSize() > 0 ? SocketCalls.EIO : 0;
        add(paths(1).getFirst(), SIZE, SIZE);

        assertThat(send()).hasSize(2);
        assertThat(sender.isJoining()).isFalse();
        system.refusal = message -> 0;
        assertThat(sizesFor(SIZE, SIZE)).containsExactly(1, 1);
    }

    @Test
    void joiningEndsWhenSeveralPathsRefuseAndNoneEverTook() {
        system.refusal = message -> message.segmentSize() > 0 ? SocketCalls.EINVAL : 0;
        List<UdpPath> paths = paths(8);
        paths.subList(0, 7).forEach(path -> add(path, SIZE, SIZE));
        assertThat(send()).hasSize(14);
        assertThat(sender.isJoining()).isTrue();
        add(paths.getLast(), SIZE, SIZE);

        assertThat(send()).hasSize(2);
        assertThat(sender.isJoining()).isFalse();
        assertThat(sender.dropped()).isZero();
    }

    @Test
    void aSystemWithoutTheCallForManyGetsThemOneByOne() {
        system.knowsSendMany = false;
        paths(3).forEach(path -> add(path, SIZE, SIZE));

        assertThat(send()).extracting(message -> message.lengths().size()).containsExactly(2, 2, 2);
        assertThat(system.calls).containsExactly(3, 1, 1, 1);
        assertThat(sender.isSendingMany()).isFalse();
    }

    @Test
    void whatThereIsNoRoomForIsDroppedAndCounted() {
        system.refusal = message -> message.port() == FIRST_PORT + 1 ? SocketCalls.EAGAIN : 0;
        paths(3).forEach(path -> add(path, SIZE, SIZE, SIZE));

        assertThat(send()).extracting(Sent::port).containsExactly(FIRST_PORT, FIRST_PORT + 2);
        assertThat(sender.dropped()).isEqualTo(3);
        assertThat(sender.isJoining()).isTrue();
    }

    @Test
    void countsWhatIsRefusedEvenSeparately() {
        system.refusal = message -> message.lengths().contains(10) ? 0 : SocketCalls.EMSGSIZE;
        add(paths(1).getFirst(), SIZE, SIZE);
        add(paths(2).getLast(), 10);

        assertThat(send()).hasSize(1);
        assertThat(sender.dropped()).isEqualTo(2);
    }

    @Test
    void writesAddressesAsTheSystemReadsThem() {
        add(UdpPath.ofIpv4(0x0a010203, 0x1234), 5);
        add(new UdpPath(0x2001_0db8_0000_0000L, 7, 443, 0), 5);
        add(new UdpPath(0xfe80_0000_0000_0000L, 1, 443, 3), 5);
        List<Sent> sent = send();

        assertThat(sent.get(0).address()).hasSize(28).startsWith((byte) 10, (byte) 0, (byte) 0x12, (byte) 0x34);
        assertThat(sent.get(0).address().subList(18, 24)).containsExactly(bytes(0xff, 0xff, 10, 1, 2, 3));
        assertThat(sent.get(1).address().subList(8, 12)).containsExactly(bytes(0x20, 0x01, 0x0d, 0xb8));
        assertThat(sent.get(1).address().subList(23, 28)).containsExactly(bytes(7, 0, 0, 0, 0));
        assertThat(sent.get(2).address().subList(24, 28)).containsExactly(bytes(3, 0, 0, 0));
    }

    @Test
    void writesAddressesOfAnIpv4Socket() {
        SuperPackets old = new SuperPackets(system, 7, arena, false, true);
        add(UdpPath.ofIpv4(0x0a010203, 0x1234), 5);

        old.send(egress);

        assertThat(system.sent.getFirst().address())
                .startsWith(bytes(2, 0, 0x12, 0x34, 10, 1, 2, 3))
                .hasSize(16);
    }

    private static Byte[] bytes(int... values) {
        Byte[] bytes = new Byte[values.length];
        for (int index = 0; index < values.length; index++) {
            bytes[index] = (byte) values[index];
        }
        return bytes;
    }
}
