package dev.parley.media.forward;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.media.dtls.DtlsCertificate;
import dev.parley.media.rtcp.RtcpWriter;
import dev.parley.media.rtp.RtpHeader;
import dev.parley.media.session.Codec;
import dev.parley.media.session.HeaderExtensions;
import dev.parley.media.session.MediaKind;
import dev.parley.media.session.TrackDescription;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** One publisher and one player through the real engine, over a simulated network. */
class ForwardingTest {

    private static final DtlsCertificate CERTIFICATE =
            DtlsCertificate.generate(new SecureRandom(), Instant.parse("2026-01-01T00:00:00Z"));
    private static final Codec WITH_RTX = video(97);
    private static final Codec WITHOUT_RTX = video(-1);
    private static final long STALL = 5_000;

    private SimulatedNetwork network;
    private SimulatedPeer publisher;
    private SimulatedPeer player;
    private int sent;

    @BeforeEach
    void peers() throws Exception {
        network = new SimulatedNetwork(SimulatedNetwork.seed());
        publisher = new SimulatedPeer(network, "publisher", CERTIFICATE);
        player = new SimulatedPeer(network, "player", CERTIFICATE);
    }

    private static Codec video(int rtx) {
        return new Codec("VP8", 96, 90_000, 1, "", rtx, Set.of("nack", "nack pli"));
    }

    private static TrackDescription track(Codec codec) {
        return new TrackDescription(MediaKind.VIDEO, "0", List.of(codec), HeaderExtensions.NONE, List.of());
    }

    private OutgoingTrack connect(Codec publisherCodec, Codec playerCodec) throws InterruptedException {
        IncomingTrack incoming = publisher.media.receive(track(publisherCodec)).getFirst();
        OutgoingTrack outgoing =
                player.media.send(track(playerCodec), STALL, 4_242, playerCodec.hasRtx() ? 4_243 : -1, 65_500);
        outgoing.play(incoming);
        network.await(() -> publisher.connected
                && player.connected
                && publisher.media.transport().isConnected()
                && player.media.transport().isConnected());
        return outgoing;
    }

    /** Sends one packet frames, every 20th a 640x360 key frame, 10 ms apart. */
    private void publish(int count, long ssrc) {
        for (int index = 0; index < count; index++, sent++) {
            byte[] packet = Pictures.packet(sent, ssrc, sent % 20 == 0);
            publisher.client.sendRtp(packet, packet.length);
            network.run(10);
        }
    }

    @Test
    void startsWithAKeyFrameAndKeepsNumbersContinuous() throws Exception {
        connect(WITH_RTX, WITH_RTX);
        sent = 7;
        publish(40, 11);

        List<Integer> numbers = new ArrayList<>();
        for (byte[] packet : player.received) {
            assertThat(RtpHeader.ssrc(packet, 0)).isEqualTo(4_242);
            assertThat(RtpHeader.sequence(packet, 0)).isEqualTo((65_501 + numbers.size()) & 0xFFFF);
            numbers.add(Pictures.numberOf(packet, RtpHeader.FIXED_LENGTH));
        }
        assertThat(numbers).startsWith(20, 21).hasSize(27);
        assertThat(publisher.happenings).contains("640x360");
        assertThat(player.happenings).contains("flow on");
    }

    @Test
    void whatAnEndedTrackBroughtStaysCounted() throws Exception {
        connect(WITH_RTX, WITH_RTX);
        publish(20, 11);
        MediaFigures before = publisher.media.figures(network.now);
        assertThat(before.packetsIn()).isEqualTo(20);

        publisher.media.stopReceiving("0");

        assertThat(publisher.media.figures(network.now)).isEqualTo(before);
    }

    @Test
    void repairsLossOnBothLegs() throws Exception {
        connect(WITH_RTX, WITH_RTX);
        network.loss = 0.05;
        network.jitter = 15;
        PlayerRepair repair = new PlayerRepair();
        network.everyStep(repair::step);
        answerNacksOfTheServer();
        publish(600, 11);
        publish(20, 11);
        network.loss = 0;
        network.run(1_500);

        Map<Integer, Integer> byNumber = repair.numbers();
        assertThat(byNumber.keySet())
                .containsAll(
                        range(byNumber.keySet().stream().min(Integer::compare).orElseThrow(), 615));
        assertThat(publisher.nacked).isNotEmpty();
    }

    private static List<Integer> range(int from, int to) {
        return IntStream.range(from, to).boxed().toList();
    }

    /** The publisher repeats what the server asks for, as retransmissions. */
    private void answerNacksOfTheServer() {
        int[] answered = {0};
        int[] rtxSequence = {0};
        network.everyStep(now -> {
            for (; answered[0] < publisher.nacked.size(); answered[0]++) {
                int number = (publisher.nacked.get(answered[0]) - 65_000) & 0xFFFF;
                byte[] original = Pictures.packet(number, 11, number % 20 == 0);
                byte[] wrapped = new byte[original.length + 2];
                Retransmission.wrap(original, original.length, 97, 12, rtxSequence[0]++, wrapped);
                publisher.client.sendRtp(wrapped, wrapped.length);
            }
        });
    }

    /** A player that asks for every gap until it is filled. */
    private final class PlayerRepair {
        private final Map<Integer, Integer> numberBySequence = new HashMap<>();
        private final Map<Integer, Integer> sequenceByNumber = new HashMap<>();
        private int taken;
        private int lowest = -1;
        private int highest = -1;

        void step(long now) {
            for (; taken < player.received.size(); taken++) {
                take(player.received.get(taken));
            }
            if (now % 50 == 0 && highest >= 0) {
                askForGaps();
            }
        }

        private void take(byte[] packet) {
            boolean repeated = RtpHeader.ssrc(packet, 0) == 4_243;
            int payload = RtpHeader.FIXED_LENGTH + (repeated ? 2 : 0);
            int sequence = repeated ? ((packet[12] & 0xFF) << 8) | (packet[13] & 0xFF) : RtpHeader.sequence(packet, 0);
            int unwrapped = sequence < 32_768 ? sequence + 65_536 : sequence;
            lowest = lowest < 0 ? unwrapped : Math.min(lowest, unwrapped);
            highest = Math.max(highest, unwrapped);
            numberBySequence.put(unwrapped, Pictures.numberOf(packet, payload));
            sequenceByNumber.put(Pictures.numberOf(packet, payload), unwrapped);
        }

        private void askForGaps() {
            List<Integer> missing = new ArrayList<>();
            for (int sequence = lowest; sequence < highest && missing.size() < 100; sequence++) {
                if (!numberBySequence.containsKey(sequence)) {
                    missing.add(sequence & 0xFFFF);
                }
            }
            if (!missing.isEmpty()) {
                askFor(missing.stream().mapToInt(Integer::intValue).toArray());
            }
        }

        Map<Integer, Integer> numbers() {
            return sequenceByNumber;
        }
    }

    @Test
    void passesEachPacketOnOnceHoweverOftenThePublisherRepeatsIt() throws Exception {
        connect(WITH_RTX, WITH_RTX);
        publish(1, 11);
        repeatWithOtherContent(0, 1); // right behind the original, as browsers probe
        publish(1_100, 11);
        repeatWithOtherContent(1_000, 2);
        repeatWithOtherContent(3, 3); // from so long ago that nobody knows
        network.run(50);

        List<byte[]> sealed = player.sealedToClient.stream()
                .filter(datagram -> (datagram[0] & 0xC0) == 0x80 && !RtpHeader.isRtcp(datagram, 0, datagram.length))
                .toList();
        assertThat(sealed).hasSize(1_101);
        assertThat(sealed.stream().map(packet -> RtpHeader.sequence(packet, 0))).doesNotHaveDuplicates();
    }

    private void repeatWithOtherContent(int number, int rtxSequence) {
        byte[] original = Pictures.packet(number, 11, false);
        original[original.length - 1] = 1;
        byte[] wrapped = new byte[original.length + 2];
        Retransmission.wrap(original, original.length, 97, 12, rtxSequence, wrapped);
        publisher.client.sendRtp(wrapped, wrapped.length);
        network.run(10);
    }

    @Test
    void repeatsTheSameBytesToAPlayerWithoutRetransmissionFormat() throws Exception {
        connect(WITH_RTX, WITHOUT_RTX);
        publish(20, 11);
        int before = player.sealedToClient.size();
        byte[] original = player.sealedToClient.stream()
                .filter(datagram -> (datagram[0] & 0xC0) == 0x80 && RtpHeader.sequence(datagram, 0) == 65_505)
                .findFirst()
                .orElseThrow();
        int[] neverSent =
                IntStream.range(65_000, 65_000 + RepeatAllowance.MOST_REPEATS).toArray();
        askFor(neverSent);
        askFor(65_505);
        network.run(20);

        assertThat(player.sealedToClient.subList(before, player.sealedToClient.size()))
                .as("whatever else was named")
                .contains(original);
    }

    @Test
    void repeatsNoMoreThanTheAllowanceHoweverManyPacketsAreNamed() throws Exception {
        connect(WITH_RTX, WITH_RTX);
        publish(300, 11);
        nameAll(10);
        assertThat(repetitions()).isEqualTo(RepeatAllowance.MOST_REPEATS);

        network.run(RepeatAllowance.INTERVAL_MILLIS);
        nameAll(1);
        assertThat(repetitions()).isEqualTo(2 * RepeatAllowance.MOST_REPEATS);
    }

    private void nameAll(int times) {
        int[] sequences = IntStream.range(65_501, 65_701)
                .map(sequence -> sequence & 0xFFFF)
                .toArray();
        for (int time = 0; time < times; time++) {
            askFor(sequences);
        }
        network.run(20);
    }

    private long repetitions() {
        return player.received.stream()
                .filter(packet -> RtpHeader.ssrc(packet, 0) == 4_243)
                .count();
    }

    @Test
    void asksForKeyFramesNoOftenerThanTheThrottleAllows() throws Exception {
        OutgoingTrack outgoing = connect(WITH_RTX, WITH_RTX);
        sent = 1;
        publish(19, 11); // no key frame among these
        for (int request = 0; request < 100; request++) {
            outgoing.requestKeyFrame();
            network.run(10);
        }
        List<Long> requests = publisher.keyFrameRequests;
        assertThat(requests).hasSizeBetween(2, 4);
        for (int index = 1; index < requests.size(); index++) {
            assertThat(requests.get(index) - requests.get(index - 1))
                    .isGreaterThanOrEqualTo(KeyFrameRequests.INTERVAL_MILLIS - 1);
        }
    }

    @Test
    void goesOnSmoothlyWhenThePublisherStartsAnotherStream() throws Exception {
        connect(WITH_RTX, WITH_RTX);
        publish(20, 11);
        network.run(1_500);
        publish(20, 77);

        assertThat(player.received).hasSize(40);
        for (int index = 1; index < player.received.size(); index++) {
            int step = RtpHeader.sequence(player.received.get(index), 0)
                    - RtpHeader.sequence(player.received.get(index - 1), 0);
            long elapsed = (RtpHeader.timestamp(player.received.get(index), 0)
                            - RtpHeader.timestamp(player.received.get(index - 1), 0))
                    & 0xFFFF_FFFFL;
            assertThat(step & 0xFFFF).isEqualTo(1);
            assertThat(elapsed).isBetween(1L, 90_000L * 2);
        }
    }

    @Test
    void asksForAKeyFrameWhenAnotherStreamStartsWithoutOne() throws Exception {
        connect(WITH_RTX, WITH_RTX);
        publish(20, 11);
        network.run(1_500);
        int before = publisher.keyFrameRequests.size();
        sent = 21;
        publish(3, 77);

        assertThat(publisher.keyFrameRequests).hasSize(before + 1);
    }

    @Test
    void callsTheFlowOffWhenTheStallTimeoutHasExpired() throws Exception {
        connect(WITH_RTX, WITH_RTX);
        publish(1, 11);
        long forwarded = network.now;
        network.run(STALL + 100);

        assertThat(player.happenings).contains("flow on");
        String off = player.happenings.getLast();
        assertThat(off).startsWith("flow off at ");
        assertThat(Long.parseLong(off.substring(12))).isBetween(forwarded + STALL - 10, forwarded + STALL);
    }

    @Test
    void sendsNothingToAStoppedPlayerUntilItPlaysAgain() throws Exception {
        OutgoingTrack outgoing = connect(WITH_RTX, WITH_RTX);
        IncomingTrack incoming = publisher.media.incoming().getFirst();
        publish(20, 11);
        network.run(20);
        assertThat(outgoing.source()).isSameAs(incoming);
        outgoing.stop();
        assertThat(outgoing.source()).isNull();
        publish(40, 11); // with two key frames
        assertThat(player.received).hasSize(20);
        assertThat(player.happenings).containsOnlyOnce("flow on");

        outgoing.play(incoming);
        publish(21, 11);
        network.run(20);
        assertThat(player.received).hasSize(41);
        assertThat(player.happenings).endsWith("flow on");
        assertThat(player.happenings.stream().filter("flow on"::equals)).hasSize(2);
    }

    @Test
    void repeatsNothingFromBeforeThePlayerPlayedAgain() throws Exception {
        OutgoingTrack outgoing = connect(WITH_RTX, WITH_RTX);
        IncomingTrack incoming = publisher.media.incoming().getFirst();
        publish(40, 11);
        outgoing.stop();
        publish(20, 11);
        outgoing.play(incoming);
        publish(20, 11);
        int before = player.received.size();
        int sentBeforeTheGap = RtpHeader.sequence(player.received.get(35), 0);
        askFor(sentBeforeTheGap);
        network.run(50);

        assertThat(player.received).hasSize(before);
    }

    /** The player says which packets it lost. */
    private void askFor(int... sequences) {
        byte[] compound = new byte[1_000];
        RtcpWriter writer = new RtcpWriter(compound, 0, compound.length);
        writer.receiverReport(1, List.of());
        writer.nack(1, 4_242, sequences, sequences.length);
        player.client.sendRtcp(compound, writer.length());
    }

    @Test
    void repeatsInAStreamThatHasRunForLong() throws Exception {
        connect(WITH_RTX, WITH_RTX);
        for (; sent < 40_000; sent++) {
            byte[] packet = Pictures.packet(sent, 11, sent % 20 == 0);
            publisher.client.sendRtp(packet, packet.length);
            network.run(1);
        }
        network.run(50);
        int before = player.received.size();
        byte[] wanted = player.received.get(before - 50);
        askFor(RtpHeader.sequence(wanted, 0));
        network.run(50);

        assertThat(player.received).hasSize(before + 1);
        byte[] repeated = player.received.getLast();
        assertThat(RtpHeader.ssrc(repeated, 0)).isEqualTo(4_243);
        assertThat(Pictures.numberOf(repeated, RtpHeader.FIXED_LENGTH + 2))
                .isEqualTo(Pictures.numberOf(wanted, RtpHeader.FIXED_LENGTH));
    }

    @Test
    void tellsWhenTheClientSaysGoodbye() throws Exception {
        connect(WITH_RTX, WITH_RTX);
        player.client.close();
        network.await(() -> player.happenings.contains("closed"));
    }
}
