package dev.parley.media.forward;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.media.dtls.DtlsCertificate;
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

/** A publisher with a small and a big layer, and a player with one slot for either. */
final class SlotStage {

    static final DtlsCertificate CERTIFICATE =
            DtlsCertificate.generate(new SecureRandom(), Instant.parse("2026-01-01T00:00:00Z"));
    static final Codec VP8 = new Codec("VP8", 96, 90_000, 1, "", 97, Set.of("nack", "nack pli"));
    static final Codec H264 = new Codec("H264", 108, 90_000, 1, "", 109, Set.of("nack", "nack pli"));
    static final HeaderExtensions NAMES = new HeaderExtensions(4, 10, 11, 0, 0);
    static final long STALL = 5_000;
    static final long SMALL = 10;
    static final long BIG = 20;
    static final long OTHER = 30;
    static final long SLOT = 4_242;
    static final long SLOT_RTX = 4_243;

    private final Map<Long, Integer> numbers = new HashMap<>();
    final SimulatedNetwork network;
    final SimulatedPeer publisher;
    final SimulatedPeer player;
    final IncomingTrack small;
    final IncomingTrack big;
    final OutgoingTrack slot;

    SlotStage() throws Exception {
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

    static TrackDescription slotFor(String mid) {
        return new TrackDescription(MediaKind.VIDEO, mid, List.of(H264, VP8), HeaderExtensions.NONE, List.of());
    }

    /** Sends a frame of a layer; its number says which layer and which frame. */
    int send(long ssrc, boolean keyFrame) {
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

    void send(long ssrc, int deltas) {
        for (int count = 0; count < deltas; count++) {
            send(ssrc, false);
        }
    }

    List<Integer> shown() {
        return player.received.stream()
                .filter(packet -> RtpHeader.ssrc(packet, 0) == SLOT)
                .map(packet -> Pictures.numberOf(packet, RtpHeader.FIXED_LENGTH))
                .toList();
    }

    List<Long> shownLayers() {
        return shown().stream().map(number -> number / 1_000L).toList();
    }

    void assertContinuous() {
        for (int index = 1; index < player.received.size(); index++) {
            byte[] before = player.received.get(index - 1);
            byte[] packet = player.received.get(index);
            assertThat((RtpHeader.sequence(packet, 0) - RtpHeader.sequence(before, 0)) & 0xFFFF)
                    .isEqualTo(1);
            assertThat((RtpHeader.timestamp(packet, 0) - RtpHeader.timestamp(before, 0)) & 0xFFFF_FFFFL)
                    .isBetween(1L, 90_000L * 2);
        }
    }

    void playBig() {
        slot.play(big);
        send(BIG, true);
        send(BIG, 3);
        network.run(20);
    }

    void lose(long ssrc) {
        network.loss = 1;
        send(ssrc, false);
        network.run(20);
        network.loss = 0;
    }

    int sequenceOf(int number) {
        return player.received.stream()
                .filter(packet -> Pictures.numberOf(packet, RtpHeader.FIXED_LENGTH) == number)
                .map(packet -> RtpHeader.sequence(packet, 0))
                .findFirst()
                .orElseThrow();
    }

    void ask(int... sequences) {
        byte[] compound = new byte[1_000];
        RtcpWriter writer = new RtcpWriter(compound, 0, compound.length);
        writer.receiverReport(1, List.of());
        writer.nack(1, SLOT, sequences, sequences.length);
        player.client.sendRtcp(compound, writer.length());
        network.run(30);
    }
}
