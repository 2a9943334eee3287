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
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A publisher with one player on its own thread and one on another: both threads are the test's, in random turns. */
class RelayTest {

    private static final DtlsCertificate CERTIFICATE =
            DtlsCertificate.generate(new SecureRandom(), Instant.parse("2026-01-01T00:00:00Z"));
    private static final Codec VP8 = new Codec("VP8", 96, 90_000, 1, "", 97, Set.of("nack", "nack pli"));
    private static final long STALL = 5_000;
    private static final long SLOT = 4_242;
    private static final int RING = 8;

    /** After this a publisher may send under another SSRC. */
    private static final long SSRC_SILENCE = 1_100;

    private final Queue<Runnable> home = new ArrayDeque<>();
    private final Queue<Runnable> abroad = new ArrayDeque<>();
    private final long seed = SimulatedNetwork.seed();
    private final Random turns = new Random(seed + 1);
    private SimulatedNetwork network;
    private SimulatedPeer publisher;
    private SimulatedPeer near;
    private SimulatedPeer far;
    private TrackRelay relay;
    private IncomingTrack source;
    private OutgoingTrack nearSlot;
    private OutgoingTrack farSlot;
    private boolean asleep;
    private int sent;

    @BeforeEach
    void connect() throws Exception {
        network = new SimulatedNetwork(seed);
        publisher = new SimulatedPeer(network, "publisher", CERTIFICATE);
        near = new SimulatedPeer(network, "near", CERTIFICATE);
        far = new SimulatedPeer(network, "far", CERTIFICATE);
        relay = new TrackRelay(home::add, abroad::add, () -> network.now, RING);
        network.everyStep(now -> {
            takeTurns();
            relay.mirrors().tick(now);
        });
        source = publisher.media.receive(picture("0")).getFirst();
        nearSlot = near.media.send(picture("5"), STALL, SLOT, SLOT + 1, 65_530);
        farSlot = far.media.send(picture("5"), STALL, SLOT, SLOT + 1, 65_530);
        network.await(() -> publisher.connected
                && near.connected
                && far.connected
                && publisher.media.transport().isConnected()
                && near.media.transport().isConnected()
                && far.media.transport().isConnected());
    }

    private static TrackDescription picture(String mid) {
        return new TrackDescription(MediaKind.VIDEO, mid, List.of(VP8), HeaderExtensions.NONE, List.of());
    }

    /** Carries out what is waiting on either side, in any interleaving. */
    private void takeTurns() {
        while (!home.isEmpty() || (!abroad.isEmpty() && !asleep)) {
            Queue<Runnable> next = asleep || abroad.isEmpty() || turns.nextBoolean() ? home : abroad;
            Runnable task = next.poll();
            if (task != null) {
                task.run();
            }
        }
    }

    private void playFar(IncomingTrack track) {
        RelayedTrack carried = relay.carry(track);
        abroad.add(() -> farSlot.play(relay.mirrors().mirrorOf(carried)));
    }

    private void playBoth() {
        nearSlot.play(source);
        playFar(source);
        takeTurns();
    }

    private void publish(int count, long ssrc) {
        for (int index = 0; index < count; index++, sent++) {
            byte[] packet = Pictures.packet(sent, ssrc, sent % 20 == 0);
            publisher.client.sendRtp(packet, packet.length);
            network.run(10);
        }
    }

    private static List<Integer> numbers(SimulatedPeer player) {
        return player.received.stream()
                .map(packet -> Pictures.numberOf(packet, RtpHeader.FIXED_LENGTH))
                .toList();
    }

    @Test
    void playersOfBothThreadsGetTheSameBytes() {
        playBoth();
        publish(50, 11);
        network.run(SSRC_SILENCE);
        publish(50, 12);
        network.run(20);

        assertThat(numbers(near)).hasSizeGreaterThan(80);
        assertThat(far.received).containsExactlyElementsOf(near.received);
        assertThat(far.happenings).isEqualTo(near.happenings).contains("flow on");
    }

    @Test
    void aPublisherThatStartsAnewIsFollowedEverywhere() {
        playBoth();
        publish(21, 11);
        network.run(SSRC_SILENCE);
        sent = 45; // in the middle of a picture group: nothing can be shown before the next key frame
        publish(30, 12);
        network.run(20);

        assertThat(numbers(far)).endsWith(74).contains(20, 60).doesNotContain(45, 59);
        assertThat(far.received).containsExactlyElementsOf(near.received);
    }

    @Test
    void aLostPacketIsRepeatedOnThePlayersOwnThread() {
        playBoth();
        publish(10, 11);
        far.received.clear();
        askAgain(far, RtpHeader.sequence(near.received.get(4), 0));

        assertThat(far.received).singleElement().satisfies(packet -> assertThat(RtpHeader.payloadType(packet, 0))
                .isEqualTo(97));
        assertThat(publisher.nacked).isEmpty();
    }

    private void askAgain(SimulatedPeer player, int sequence) {
        byte[] compound = new byte[1_000];
        RtcpWriter writer = new RtcpWriter(compound, 0, compound.length);
        writer.receiverReport(1, List.of());
        writer.nack(1, SLOT, new int[] {sequence}, 1);
        player.client.sendRtcp(compound, writer.length());
        network.run(30);
    }

    @Test
    void whatThePublisherRepeatsReachesBothOnce() {
        playBoth();
        publish(3, 11);
        byte[] lost = Pictures.packet(sent++, 11, false);
        publish(2, 11);
        byte[] wrapped = new byte[lost.length + 2];
        Retransmission.wrap(lost, lost.length, 97, 12, 0, wrapped);
        publisher.client.sendRtp(wrapped, wrapped.length);
        network.run(30);
        publisher.client.sendRtp(lost, lost.length);
        network.run(30);

        assertThat(numbers(far)).containsExactly(0, 1, 2, 4, 5, 3);
        assertThat(far.received).containsExactlyElementsOf(near.received);
    }

    @Test
    void aKeyFrameIsAskedOfThePublisherOnceForAll() {
        playBoth();
        publish(10, 11);
        network.run(1_000);
        publisher.keyFrameRequests.clear();
        for (int index = 0; index < 5; index++) {
            byte[] compound = new byte[1_000];
            RtcpWriter writer = new RtcpWriter(compound, 0, compound.length);
            writer.receiverReport(1, List.of());
            writer.pli(1, SLOT);
            far.client.sendRtcp(compound, writer.length());
            network.run(20);
        }
        network.run(300);

        assertThat(publisher.keyFrameRequests).hasSize(1);
    }

    @Test
    void lipsStayInStepOnTheOtherThreadToo() {
        playBoth();
        publish(2, 11);
        byte[] compound = new byte[200];
        RtcpWriter writer = new RtcpWriter(compound, 0, compound.length);
        writer.senderReport(11, 0x1234_5678_0000_0000L, 900, 1, 1, List.of());
        publisher.client.sendRtcp(compound, writer.length());
        network.run(10);
        publish(5, 11);

        assertThat(farSlot.timeline().reportNtpTime(network.now))
                .isEqualTo(nearSlot.timeline().reportNtpTime(network.now))
                .isBetween(0x1234_5678_0000_0000L, 0x1234_5679_0000_0000L);
        assertThat(farSlot.timeline().reportTimestamp(network.now))
                .isEqualTo(nearSlot.timeline().reportTimestamp(network.now));
    }

    @Test
    void whatFindsNoRoomIsDroppedAndCountedAndAKeyFrameIsAskedFor() {
        playBoth();
        publish(10, 11);
        network.run(1_000);
        publisher.keyFrameRequests.clear();
        asleep = true;
        publish(RING + 5, 11);
        assertThat(relay.dropped()).isEqualTo(5);
        assertThat(numbers(far)).endsWith(9);

        asleep = false;
        network.run(10);
        assertThat(numbers(far)).endsWith(9 + RING);
        assertThat(publisher.keyFrameRequests).isEmpty();
        publish(1, 11);
        network.run(100);
        assertThat(publisher.keyFrameRequests).hasSize(1);
        assertThat(numbers(far)).endsWith(9 + RING, 10 + RING + 5);
        assertThat(relay.dropped()).isEqualTo(5);
    }

    @Test
    void aPublicationThatEndsIsLostByPlayersOfBothThreads() {
        playBoth();
        publish(10, 11);
        publisher.media.stopReceiving("0");
        takeTurns();

        assertThat(farSlot.isFlowing()).isFalse();
        assertThat(farSlot.source()).isNull();
        assertThat(relay.carried()).isZero();
        playFar(source); // by somebody who has not heard of it yet
        takeTurns();
        assertThat(farSlot.isFlowing()).isFalse();
        assertThat(relay.carried()).isZero();
    }

    @Test
    void aTrackThatNobodyPlaysIsNotCarriedForLong() {
        playBoth();
        publish(10, 11);
        abroad.add(farSlot::stop);
        network.run(TrackMirrors.LINGER_MILLIS - 100);
        assertThat(relay.carried()).isEqualTo(1);
        network.run(200);
        assertThat(relay.carried()).isZero();
        assertThat(source.sinks()).containsExactly(nearSlot);

        playFar(source);
        publish(31, 11);
        assertThat(numbers(far)).endsWith(40);
    }

    @Test
    void aPlayerThatComesWhileATrackIsGivenUpGetsItAllTheSame() {
        playBoth();
        publish(10, 11);
        abroad.add(farSlot::stop);
        takeTurns();
        relay.mirrors().tick(network.now);
        relay.mirrors().tick(network.now + TrackMirrors.LINGER_MILLIS);
        assertThat(relay.mirrors().originalOf(farSlot.source())).isNull();
        playFar(source); // the track's thread has not heard that it was given up
        takeTurns();
        publish(31, 11);
        network.run(20);

        assertThat(numbers(far)).endsWith(40);
        assertThat(relay.carried()).isEqualTo(1);
        assertThat(relay.mirrors().originalOf(farSlot.source())).isSameAs(source);
    }

    @Test
    void everyPacketCrossesOnceHoweverManyPlay() throws Exception {
        SimulatedPeer third = new SimulatedPeer(network, "third", CERTIFICATE);
        OutgoingTrack slot = third.media.send(picture("5"), STALL, 77, 78, 1);
        network.await(() -> third.connected && third.media.transport().isConnected());
        playBoth();
        RelayedTrack carried = relay.carry(source);
        abroad.add(() -> slot.play(relay.mirrors().mirrorOf(carried)));
        publish(10, 11);
        network.run(20);

        assertThat(source.sinks()).hasSize(2);
        assertThat(numbers(third)).isEqualTo(numbers(far)).hasSize(10);
    }
}
