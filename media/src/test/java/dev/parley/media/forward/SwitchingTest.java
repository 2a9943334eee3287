package dev.parley.media.forward;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.media.dtls.DtlsCertificate;
import dev.parley.media.rtcp.NtpTime;
import dev.parley.media.rtcp.ReportBlock;
import dev.parley.media.rtcp.RtcpWriter;
import dev.parley.media.rtp.RtpHeader;
import dev.parley.media.rtp.RtpWriter;
import dev.parley.media.session.Codec;
import dev.parley.media.session.HeaderExtensions;
import dev.parley.media.session.MediaKind;
import dev.parley.media.session.TrackDescription;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** One player's slot, in which layers and publishers follow each other. */
class SwitchingTest {

    private static final DtlsCertificate CERTIFICATE =
            DtlsCertificate.generate(new SecureRandom(), Instant.parse("2026-01-01T00:00:00Z"));
    private static final Codec VP8 = new Codec("VP8", 96, 90_000, 1, "", 97, Set.of("nack", "nack pli"));
    private static final Codec H264 = new Codec("H264", 108, 90_000, 1, "", 109, Set.of("nack", "nack pli"));
    private static final HeaderExtensions NAMES = new HeaderExtensions(4, 10, 11, 0, 0, 0);
    private static final long STALL = 5_000;
    private static final long SMALL = 10;
    private static final long BIG = 20;
    private static final long OTHER = 30;
    private static final long SLOT = 4_242;
    private static final long SLOT_RTX = 4_243;

    private final Map<Long, Integer> numbers = new HashMap<>();
    private SimulatedNetwork network;
    private SimulatedPeer publisher;
    private SimulatedPeer player;
    private IncomingTrack small;
    private IncomingTrack big;
    private OutgoingTrack slot;

    @BeforeEach
    void connect() throws Exception {
        network = new SimulatedNetwork(SimulatedNetwork.seed());
        publisher = new SimulatedPeer(network, "publisher", CERTIFICATE);
        player = new SimulatedPeer(network, "player", CERTIFICATE);
        List<IncomingTrack> layers = publisher.media.receive(new TrackDescription(
                MediaKind.VIDEO, "1", List.of(VP8), NAMES, List.of(), Map.of(), List.of("l", "h")));
        small = layers.get(0);
        big = layers.get(1);
        slot = player.media.send(slotFor("5"), STALL, SLOT, SLOT_RTX, 65_530);
        network.await(() -> publisher.connected
                && player.connected
                && publisher.media.transport().isConnected()
                && player.media.transport().isConnected());
    }

    private static TrackDescription slotFor(String mid) {
        return new TrackDescription(MediaKind.VIDEO, mid, List.of(H264, VP8), HeaderExtensions.NONE, List.of());
    }

    /** Sends a frame of a layer; its number says which layer and which frame. */
    private int send(long ssrc, boolean keyFrame) {
        int number = (int) (ssrc * 1_000) + numbers.merge(ssrc, 1, Integer::sum);
        boolean ofLayer = ssrc == SMALL || ssrc == BIG;
        byte[] packet = new byte[200];
        RtpWriter writer =
                new RtpWriter().start(packet, 0, ofLayer ? 96 : 108, true, number, number * 900L * ssrc, ssrc);
        writer.extension(4, new byte[] {(byte) (ofLayer ? '1' : '2')}, 0, 1);
        if (ofLayer) {
            writer.extension(10, new byte[] {(byte) (ssrc == SMALL ? 'l' : 'h')}, 0, 1);
        }
        byte[] payload = Pictures.payload(number, keyFrame, (int) ssrc * 16, 16);
        if (!ofLayer) {
            payload[0] = (byte) (keyFrame ? 5 : 1); // NAL unit of an IDR picture, or of another
            payload[1] = (byte) 0x80;
        }
        int length = writer.payload(payload, 0, payload.length).finish();
        publisher.client.sendRtp(packet, length);
        network.run(10);
        return number;
    }

    private void send(long ssrc, int deltas) {
        for (int count = 0; count < deltas; count++) {
            send(ssrc, false);
        }
    }

    private List<Integer> shown() {
        return player.received.stream()
                .filter(packet -> RtpHeader.ssrc(packet, 0) == SLOT)
                .map(packet -> Pictures.numberOf(packet, RtpHeader.FIXED_LENGTH))
                .toList();
    }

    private List<Long> shownLayers() {
        return shown().stream().map(number -> number / 1_000L).toList();
    }

    private void assertContinuous() {
        for (int index = 1; index < player.received.size(); index++) {
            byte[] before = player.received.get(index - 1);
            byte[] packet = player.received.get(index);
            assertThat((RtpHeader.sequence(packet, 0) - RtpHeader.sequence(before, 0)) & 0xFFFF)
                    .isEqualTo(1);
            assertThat((RtpHeader.timestamp(packet, 0) - RtpHeader.timestamp(before, 0)) & 0xFFFF_FFFFL)
                    .isBetween(1L, 90_000L * 2);
        }
    }

    private void playBig() {
        slot.play(big);
        send(BIG, true);
        send(BIG, 3);
        network.run(20);
    }

    @Test
    void goesOnWithTheOldLayerUntilTheNewOneCanBeDecoded() {
        playBig();
        send(SMALL, 1);
        slot.switchTo(small);
        send(SMALL, 2);
        send(BIG, 2);
        assertThat(slot.source()).isSameAs(big);
        assertThat(publisher.keyFrameSources).contains(SMALL);
        assertThat(player.happenings).containsOnlyOnce("flow on");

        send(SMALL, true);
        send(BIG, 2);
        send(SMALL, 1);
        network.run(20);
        assertThat(shownLayers()).containsExactly(BIG, BIG, BIG, BIG, BIG, BIG, SMALL, SMALL);
        assertContinuous();
        assertThat(slot.source()).isSameAs(small);
        assertThat(player.happenings.stream().filter("flow on"::equals)).hasSize(2);
        assertThat(big.sinks()).isEmpty();
    }

    @Test
    void anOldLayerThatGivesWayStopsBeforeTheNewOneCanBeDecoded() {
        playBig();
        slot.yieldTo(small);
        send(BIG, 1);
        send(BIG, true);
        slot.yieldTo(small);
        send(SMALL, 1);
        send(SMALL, true);
        send(BIG, true);
        send(SMALL, 1);
        network.run(20);
        assertThat(shownLayers()).containsExactly(BIG, BIG, BIG, BIG, SMALL, SMALL);
        assertContinuous();
        assertThat(slot.source()).isSameAs(small);
        assertThat(big.sinks()).isEmpty();
    }

    @Test
    void anOldLayerThatGaveWayForNothingBeginsAnew() {
        playBig();
        slot.yieldTo(small);
        network.run(KeyFrameRequests.INTERVAL_MILLIS);
        publisher.keyFrameSources.clear();
        slot.switchTo(big);
        send(BIG, 1);
        send(SMALL, true);
        send(BIG, true);
        send(BIG, 1);
        network.run(20);
        assertThat(shownLayers()).containsExactly(BIG, BIG, BIG, BIG, BIG, BIG);
        assertThat(shown().get(4)).as("the key frame").isEqualTo(20_006);
        assertContinuous();
        assertThat(publisher.keyFrameSources).contains(BIG);
        assertThat(small.sinks()).isEmpty();
    }

    @Test
    void whoWaitsForTheNewLayerAsksItForAKeyFrame() {
        playBig();
        send(SMALL, 1);
        slot.yieldTo(small);
        network.run(2 * KeyFrameRequests.INTERVAL_MILLIS);
        publisher.keyFrameSources.clear();
        slot.requestKeyFrame();
        network.run(KeyFrameRequests.INTERVAL_MILLIS);
        assertThat(publisher.keyFrameSources).contains(SMALL).doesNotContain(BIG);
    }

    @Test
    void switchesWithANameForTheNewSourceInItsListener() {
        playBig();
        player.whenFlowing = track -> player.happenings.add("from " + (track.source() == small ? "small" : "big"));
        slot.switchTo(small);
        send(SMALL, true);
        network.run(20);

        assertThat(player.happenings).endsWith("flow on", "from small");
    }

    @Test
    void repeatsNothingWrongAroundASwitch() {
        playBig();
        lose(BIG);
        send(BIG, 1);
        int lost = (RtpHeader.sequence(player.received.getLast(), 0) - 1) & 0xFFFF;
        slot.switchTo(small);
        int first = send(SMALL, true);
        send(SMALL, 3);
        network.run(20);
        int before = player.received.size();
        ask(lost);
        assertThat(player.received).hasSize(before);

        ask(sequenceOf(first));
        byte[] repeated = player.received.getLast();
        assertThat(RtpHeader.ssrc(repeated, 0)).isEqualTo(SLOT_RTX);
        assertThat(Pictures.numberOf(repeated, RtpHeader.FIXED_LENGTH + 2)).isEqualTo(first);
    }

    private void lose(long ssrc) {
        network.loss = 1;
        send(ssrc, false);
        network.run(20);
        network.loss = 0;
    }

    private int sequenceOf(int number) {
        return player.received.stream()
                .filter(packet -> Pictures.numberOf(packet, RtpHeader.FIXED_LENGTH) == number)
                .map(packet -> RtpHeader.sequence(packet, 0))
                .findFirst()
                .orElseThrow();
    }

    private void ask(int sequence) {
        byte[] compound = new byte[1_000];
        RtcpWriter writer = new RtcpWriter(compound, 0, compound.length);
        writer.receiverReport(1, List.of());
        writer.nack(1, SLOT, new int[] {sequence}, 1);
        player.client.sendRtcp(compound, writer.length());
        network.run(30);
    }

    @Test
    void asksForAKeyFrameOnceItCanBeShown() throws Exception {
        send(BIG, true);
        network.run(2 * KeyFrameRequests.INTERVAL_MILLIS);
        publisher.keyFrameRequests.clear();
        SimulatedPeer late = new SimulatedPeer(network, "late", CERTIFICATE);

        late.media.send(slotFor("9"), STALL, 777, 778, 1).play(big);
        network.await(() -> late.media.transport().isConnected());
        long connectedAt = network.now;
        network.run(KeyFrameRequests.INTERVAL_MILLIS / 2);

        assertThat(publisher.keyFrameRequests).hasSize(1).allMatch(at -> at >= connectedAt);
    }

    @Test
    void asksAgainWhenTheKeyFrameOfTheNewLayerIsLost() {
        playBig();
        send(SMALL, 1);
        slot.switchTo(small);
        network.run(50);
        network.loss = 1;
        send(SMALL, true);
        network.run(20);
        network.loss = 0;
        long before =
                publisher.keyFrameSources.stream().filter(ssrc -> ssrc == SMALL).count();
        for (int count = 0; count < 150; count++) {
            send(BIG, false);
        }

        assertThat(publisher.keyFrameSources.stream().filter(ssrc -> ssrc == SMALL))
                .hasSizeGreaterThan((int) before);
        assertThat(slot.source()).isSameAs(big);
        send(SMALL, true);
        network.run(20);
        assertThat(slot.source()).isSameAs(small);
    }

    @Test
    void staysWithTheOldLayerWhenTheNewOneVanishes() {
        playBig();
        slot.switchTo(small);
        send(BIG, 50);
        slot.play(big); // changed its mind
        send(SMALL, true);
        send(BIG, 1);
        network.run(20);

        assertThat(shownLayers()).hasSize(55).containsOnly(BIG);
        assertThat(small.sinks()).isEmpty();
        assertThat(player.happenings).containsOnlyOnce("flow on");
    }

    @Test
    void playsAtOnceWhatItIsToSwitchToWhenNothingFlows() {
        slot.play(big);
        slot.switchTo(small);
        send(BIG, true);
        send(SMALL, true);
        network.run(20);

        assertThat(shownLayers()).containsExactly(SMALL);
    }

    @Test
    void stopsTheOldSourceAtOnceWhenItPlaysAnother() {
        playBig();
        slot.play(small);
        assertThat(slot.isFlowing()).isFalse();
        assertThat(slot.source()).isNull();
        send(BIG, true);
        send(SMALL, 1);
        send(SMALL, true);
        network.run(20);

        assertThat(shownLayers()).containsExactly(BIG, BIG, BIG, BIG, SMALL);
        assertContinuous();
        assertThat(player.happenings).doesNotContain("flow off").endsWith("flow on");
    }

    @Test
    void playingTheSameAgainChangesNothing() {
        playBig();
        slot.play(big);
        send(BIG, 1);
        network.run(20);

        assertThat(shown()).hasSize(5);
        assertThat(big.sinks()).containsExactly(slot);
        assertThat(player.happenings).containsOnlyOnce("flow on");
    }

    @Test
    void carriesOnePublisherInOneCodecAndThenAnotherInAnother() {
        IncomingTrack other = publisher
                .media
                .receive(new TrackDescription(MediaKind.VIDEO, "2", List.of(H264), NAMES, List.of(OTHER)))
                .getFirst();
        playBig();
        slot.stop();
        slot.stop();
        network.run(500);
        slot.play(other);
        send(OTHER, true);
        int last = send(OTHER, false);
        network.run(20);

        assertThat(shownLayers()).containsExactly(BIG, BIG, BIG, BIG, OTHER, OTHER);
        assertThat(player.received.stream().map(packet -> RtpHeader.payloadType(packet, 0)))
                .containsExactly(96, 96, 96, 96, 108, 108);
        assertContinuous();
        ask(sequenceOf(last));
        assertThat(RtpHeader.payloadType(player.received.getLast(), 0)).isEqualTo(109);
        assertThat(slot.source()).isSameAs(other);
    }

    @Test
    void losesItsSourceSilentlyWhenThePublisherStops() {
        playBig();
        slot.switchTo(small);
        publisher.media.stopReceiving("1");
        network.run(STALL + 100);

        assertThat(slot.source()).isNull();
        assertThat(slot.isFlowing()).isFalse();
        assertThat(player.happenings).endsWith("flow on");
        slot.play(big); // which has ended
        assertThat(big.sinks()).isEmpty();
    }

    @Test
    void isForgottenWhenItIsNotSentAnyMore() {
        playBig();
        player.media.stopSending(slot);
        send(BIG, 2);
        network.run(20);

        assertThat(shown()).hasSize(4);
        assertThat(player.media.outgoing()).isEmpty();
    }

    @Test
    void leavesOthersTheirPacketsWhenOneStopsInTheMiddleOfIt() {
        OutgoingTrack second = player.media.send(slotFor("6"), STALL, 5_000, -1, 1);
        player.whenFlowing = OutgoingTrack::stop;
        slot.play(big);
        second.play(big);
        send(BIG, true);
        send(BIG, 1);
        network.run(20);

        assertThat(player.received)
                .extracting(packet -> RtpHeader.ssrc(packet, 0))
                .containsExactly(SLOT, 5_000L);
    }

    @Test
    void learnsTheRoundTripFromThePlayersReports() {
        playBig();
        for (int count = 0; count < 120; count++) {
            send(BIG, false);
        }
        assertThat(player.media.roundTripMillis()).isEqualTo(-1);
        report(NtpTime.middle32(player.lastReportNtpTime) + 1, 0);
        assertThat(player.media.roundTripMillis()).isEqualTo(-1);

        long seen = player.lastReportNtpTime;
        while (player.lastReportNtpTime == seen) {
            send(BIG, false);
        }
        network.run(300);
        report(NtpTime.middle32(player.lastReportNtpTime), 300);
        assertThat(player.media.roundTripMillis()).isBetween(5, 25);
    }

    private void report(long lastSenderReport, long delayMillis) {
        byte[] compound = new byte[200];
        RtcpWriter writer = new RtcpWriter(compound, 0, compound.length);
        ReportBlock block = new ReportBlock(SLOT, 0, 0, 1, 0, lastSenderReport, NtpTime.shortFromMillis(delayMillis));
        writer.receiverReport(1, List.of(block));
        player.client.sendRtcp(compound, writer.length());
        network.run(30);
    }
}
