package dev.parley.media.forward;

import static dev.parley.media.forward.SlotStage.BIG;
import static dev.parley.media.forward.SlotStage.CERTIFICATE;
import static dev.parley.media.forward.SlotStage.H264;
import static dev.parley.media.forward.SlotStage.NAMES;
import static dev.parley.media.forward.SlotStage.OTHER;
import static dev.parley.media.forward.SlotStage.SLOT;
import static dev.parley.media.forward.SlotStage.SLOT_RTX;
import static dev.parley.media.forward.SlotStage.SMALL;
import static dev.parley.media.forward.SlotStage.STALL;
import static dev.parley.media.forward.SlotStage.slotFor;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.media.rtcp.NtpTime;
import dev.parley.media.rtcp.ReportBlock;
import dev.parley.media.rtcp.RtcpWriter;
import dev.parley.media.rtp.RtpHeader;
import dev.parley.media.session.MediaKind;
import dev.parley.media.session.TrackDescription;
import java.util.List;
import org.junit.jupiter.api.Test;

/** One player's slot, in which layers and publishers follow each other. */
class SwitchingTest {

    private final SlotStage stage = new SlotStage();

    SwitchingTest() throws Exception {}

    @Test
    void goesOnWithTheOldLayerUntilTheNewOneCanBeDecoded() {
        stage.playBig();
        stage.send(SMALL, 1);
        stage.slot.switchTo(stage.small);
        stage.send(SMALL, 2);
        stage.send(BIG, 2);
        assertThat(stage.slot.source()).isSameAs(stage.big);
        assertThat(stage.publisher.keyFrameSources).contains(SMALL);
        assertThat(stage.player.happenings).containsOnlyOnce("flow on");

        stage.send(SMALL, true);
        stage.send(BIG, 2);
        stage.send(SMALL, 1);
        stage.network.run(20);
        assertThat(stage.shownLayers()).containsExactly(BIG, BIG, BIG, BIG, BIG, BIG, SMALL, SMALL);
        stage.assertContinuous();
        assertThat(stage.slot.source()).isSameAs(stage.small);
        assertThat(stage.player.happenings.stream().filter("flow on"::equals)).hasSize(2);
        assertThat(stage.big.sinks()).isEmpty();
    }

    @Test
    void switchesWithANameForTheNewSourceInItsListener() {
        stage.playBig();
        stage.player.whenFlowing =
                track -> stage.player.happenings.add("from " + (track.source() == stage.small ? "small" : "big"));
        stage.slot.switchTo(stage.small);
        stage.send(SMALL, true);
        stage.network.run(20);

        assertThat(stage.player.happenings).endsWith("flow on", "from small");
    }

    @Test
    void repeatsNothingWrongAroundASwitch() {
        stage.playBig();
        stage.lose(BIG);
        stage.send(BIG, 1);
        int lost = (RtpHeader.sequence(stage.player.received.getLast(), 0) - 1) & 0xFFFF;
        stage.slot.switchTo(stage.small);
        int first = stage.send(SMALL, true);
        stage.send(SMALL, 3);
        stage.network.run(20);
        int before = stage.player.received.size();
        stage.ask(lost);
        assertThat(stage.player.received).hasSize(before);

        stage.ask(stage.sequenceOf(first));
        byte[] repeated = stage.player.received.getLast();
        assertThat(RtpHeader.ssrc(repeated, 0)).isEqualTo(SLOT_RTX);
        assertThat(Pictures.numberOf(repeated, RtpHeader.FIXED_LENGTH + 2)).isEqualTo(first);
    }

    @Test
    void asksForAKeyFrameOnceItCanBeShown() throws Exception {
        stage.send(BIG, true);
        stage.network.run(2 * KeyFrameRequests.INTERVAL_MILLIS);
        stage.publisher.keyFrameRequests.clear();
        SimulatedPeer late = new SimulatedPeer(stage.network, "late", CERTIFICATE);

        late.media.send(slotFor("9"), STALL, 777, 778, 1).play(stage.big);
        stage.network.await(() -> late.media.transport().isConnected());
        long connectedAt = stage.network.now;
        stage.network.run(KeyFrameRequests.INTERVAL_MILLIS / 2);

        assertThat(stage.publisher.keyFrameRequests).hasSize(1).allMatch(at -> at >= connectedAt);
    }

    @Test
    void asksAgainWhenTheKeyFrameOfTheNewLayerIsLost() {
        stage.playBig();
        stage.send(SMALL, 1);
        stage.slot.switchTo(stage.small);
        stage.network.run(50);
        stage.network.loss = 1;
        stage.send(SMALL, true);
        stage.network.run(20);
        stage.network.loss = 0;
        long before = stage.publisher.keyFrameSources.stream()
                .filter(ssrc -> ssrc == SMALL)
                .count();
        for (int count = 0; count < 150; count++) {
            stage.send(BIG, false);
        }

        assertThat(stage.publisher.keyFrameSources.stream().filter(ssrc -> ssrc == SMALL))
                .hasSizeGreaterThan((int) before);
        assertThat(stage.slot.source()).isSameAs(stage.big);
        stage.send(SMALL, true);
        stage.network.run(20);
        assertThat(stage.slot.source()).isSameAs(stage.small);
    }

    @Test
    void staysWithTheOldLayerWhenTheNewOneVanishes() {
        stage.playBig();
        stage.slot.switchTo(stage.small);
        stage.send(BIG, 50);
        stage.slot.play(stage.big); // changed its mind
        stage.send(SMALL, true);
        stage.send(BIG, 1);
        stage.network.run(20);

        assertThat(stage.shownLayers()).hasSize(55).containsOnly(BIG);
        assertThat(stage.small.sinks()).isEmpty();
        assertThat(stage.player.happenings).containsOnlyOnce("flow on");
    }

    @Test
    void playsAtOnceWhatItIsToSwitchToWhenNothingFlows() {
        stage.slot.play(stage.big);
        stage.slot.switchTo(stage.small);
        stage.send(BIG, true);
        stage.send(SMALL, true);
        stage.network.run(20);

        assertThat(stage.shownLayers()).containsExactly(SMALL);
    }

    @Test
    void stopsTheOldSourceAtOnceWhenItPlaysAnother() {
        stage.playBig();
        stage.slot.play(stage.small);
        assertThat(stage.slot.isFlowing()).isFalse();
        assertThat(stage.slot.source()).isNull();
        stage.send(BIG, true);
        stage.send(SMALL, 1);
        stage.send(SMALL, true);
        stage.network.run(20);

        assertThat(stage.shownLayers()).containsExactly(BIG, BIG, BIG, BIG, SMALL);
        stage.assertContinuous();
        assertThat(stage.player.happenings).doesNotContain("flow off").endsWith("flow on");
    }

    @Test
    void playingTheSameAgainChangesNothing() {
        stage.playBig();
        stage.slot.play(stage.big);
        stage.send(BIG, 1);
        stage.network.run(20);

        assertThat(stage.shown()).hasSize(5);
        assertThat(stage.big.sinks()).containsExactly(stage.slot);
        assertThat(stage.player.happenings).containsOnlyOnce("flow on");
    }

    @Test
    void carriesOnePublisherInOneCodecAndThenAnotherInAnother() {
        IncomingTrack other = stage.publisher
                .media
                .receive(new TrackDescription(MediaKind.VIDEO, "2", List.of(H264), NAMES, List.of(OTHER)))
                .getFirst();
        stage.playBig();
        stage.slot.stop();
        stage.slot.stop();
        stage.network.run(500);
        stage.slot.play(other);
        stage.send(OTHER, true);
        int last = stage.send(OTHER, false);
        stage.network.run(20);

        assertThat(stage.shownLayers()).containsExactly(BIG, BIG, BIG, BIG, OTHER, OTHER);
        assertThat(stage.player.received.stream().map(packet -> RtpHeader.payloadType(packet, 0)))
                .containsExactly(96, 96, 96, 96, 108, 108);
        stage.assertContinuous();
        stage.ask(stage.sequenceOf(last));
        assertThat(RtpHeader.payloadType(stage.player.received.getLast(), 0)).isEqualTo(109);
        assertThat(stage.slot.source()).isSameAs(other);
    }

    @Test
    void losesItsSourceSilentlyWhenThePublisherStops() {
        stage.playBig();
        stage.slot.switchTo(stage.small);
        stage.publisher.media.stopReceiving("1");
        stage.network.run(STALL + 100);

        assertThat(stage.slot.source()).isNull();
        assertThat(stage.slot.isFlowing()).isFalse();
        assertThat(stage.player.happenings).endsWith("flow on");
        stage.slot.play(stage.big); // which has ended
        assertThat(stage.big.sinks()).isEmpty();
    }

    @Test
    void isForgottenWhenItIsNotSentAnyMore() {
        stage.playBig();
        stage.player.media.stopSending(stage.slot);
        stage.send(BIG, 2);
        stage.network.run(20);

        assertThat(stage.shown()).hasSize(4);
        assertThat(stage.player.media.outgoing()).isEmpty();
    }

    @Test
    void leavesOthersTheirPacketsWhenOneStopsInTheMiddleOfIt() {
        OutgoingTrack second = stage.player.media.send(slotFor("6"), STALL, 5_000, -1, 1);
        stage.player.whenFlowing = OutgoingTrack::stop;
        stage.slot.play(stage.big);
        second.play(stage.big);
        stage.send(BIG, true);
        stage.send(BIG, 1);
        stage.network.run(20);

        assertThat(stage.player.received)
                .extracting(packet -> RtpHeader.ssrc(packet, 0))
                .containsExactly(SLOT, 5_000L);
    }

    @Test
    void learnsTheRoundTripFromThePlayersReports() {
        stage.playBig();
        for (int count = 0; count < 120; count++) {
            stage.send(BIG, false);
        }
        assertThat(stage.player.media.roundTripMillis()).isEqualTo(-1);
        report(NtpTime.middle32(stage.player.lastReportNtpTime) + 1, 0);
        assertThat(stage.player.media.roundTripMillis()).isEqualTo(-1);

        long seen = stage.player.lastReportNtpTime;
        while (stage.player.lastReportNtpTime == seen) {
            stage.send(BIG, false);
        }
        stage.network.run(300);
        report(NtpTime.middle32(stage.player.lastReportNtpTime), 300);
        assertThat(stage.player.media.roundTripMillis()).isBetween(5, 25);
    }

    private void report(long lastSenderReport, long delayMillis) {
        byte[] compound = new byte[200];
        RtcpWriter writer = new RtcpWriter(compound, 0, compound.length);
        ReportBlock block = new ReportBlock(SLOT, 0, 0, 1, 0, lastSenderReport, NtpTime.shortFromMillis(delayMillis));
        writer.receiverReport(1, List.of(block));
        stage.player.client.sendRtcp(compound, writer.length());
        stage.network.run(30);
    }
}
